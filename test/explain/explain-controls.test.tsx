import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ConsentWish, ObjectionWish } from '../../src/runtime/runtime.ts';
import { aFactor, aRow, PURCHASES } from './samples.ts';
import { DAY, openAll, showing, text } from './showing.tsx';

const { signed, show } = showing();
const given = [['given', -DAY]] as const;
const control = (type: string, over: object = {}) => ({ id: `c-${type}`, type, effect: 'immediate', ...over });
const byInterest = (over: object = {}) =>
  aRow({ id: 'd2', basis: 'legitimate-interest', purpose: 'shop.similar', consent: undefined, ...over });
const press = (name: string): void => screen.getByRole('button', { name }).click();
const done = (what: string) => screen.findByRole('button', { name: `Done: ${what}` });

describe('what a shopper can do about an explanation', () => {
  it.each<[string, object, string, Partial<ObjectionWish | ConsentWish>[]]>([
    ['not interested', {}, 'Not interested in “Candle holder”', [{ scope: 'item', ref: '84970L' }]],
    ['report it', {}, 'Report this explanation', [{ scope: 'explanation', ref: 'x1' }]],
    ['hide it', { controls: [control('hide-item')] }, 'Hide “Candle holder”', [{ scope: 'item', ref: '84970L' }]],
    [
      'use nothing about them',
      { data: [aRow(), byInterest()], controls: [control('disable-personalisation')] },
      'Use nothing about me in this',
      [
        { action: 'withdraw', choices: { [PURCHASES]: 'refused' } },
        { scope: 'purpose', ref: 'shop.similar' },
      ],
    ],
    [
      'no advertising',
      { data: [byInterest({ id: 'd1' })], controls: [control('object-direct-marketing')] },
      'Do not advertise to me with my data',
      [{ scope: 'purpose', ref: 'shop.similar' }],
    ],
  ])('%s: the exact wish, once, and that it is done', async (_what, over, label, wishes) => {
    const jws = await signed(over);
    const stage = await show(jws, {}, given);
    press(label);
    const after = await done(label);
    await screen.findByText('Saved. Your list changes on the next visit.');
    const objections = wishes.filter((wish) => 'scope' in wish);
    expect(stage.wishes).toMatchObject(
      wishes.map((wish) => (objections.includes(wish) ? { ...wish, explanationJws: jws } : wish)),
    );
    expect(stage.wishes).toHaveLength(wishes.length);
    after.click();
    expect(stage.wishes).toHaveLength(wishes.length);
    expect(text()).toContain('Not yet at the shop.');
  });

  it('is not done when it could not be saved', async () => {
    const stage = await show(await signed(), {}, given);
    Object.assign(stage.runtime, { object: async () => ({ kind: 'not-saved' }) });
    press('Not interested in “Candle holder”');
    await screen.findByText('Not saved. The shop cannot be reached. Please try again, or reload the page.');
    expect(screen.getByRole('button', { name: 'Not interested in “Candle holder”' })).toBeTruthy();
  });

  it('is not called saved when only half of it was', async () => {
    const controls = [control('disable-personalisation')];
    const stage = await show(await signed({ data: [aRow(), byInterest()], controls }), {}, given);
    Object.assign(stage.runtime, { object: async () => ({ kind: 'not-saved' }) });
    press('Use nothing about me in this');
    await screen.findByText('Not saved. The shop cannot be reached. Please try again, or reload the page.');
    expect(screen.getByRole('button', { name: 'Use nothing about me in this' })).toBeTruthy();
  });

  it('says so when this browser remembers nothing', async () => {
    await show(await signed(), { remembers: false }, given);
    press('Report this explanation');
    expect(await screen.findByText(/^Sent\. This browser stores nothing/)).toBeTruthy();
  });

  it('is told with when it works, as the shop says it', async () => {
    const controls = [
      control('hide-item', { effect: 'next-visit' }),
      control('report-explanation', { effect: '30d' }),
      control('request-human', { effect: '24h' }),
    ];
    await show(await signed({ controls }), {}, given);
    const item = (name: string) => screen.getByRole('button', { name }).closest('li')?.textContent;
    expect(item('Hide “Candle holder”')).toContain('The shop says: at your next visit.');
    expect(item('Report this explanation')).toContain('The shop says: within 30 days.');
    expect(screen.getByRole('link', { name: /^Talk to a person/ }).parentElement?.textContent).toContain(
      'The shop says: within 24 hours.',
    );
  });

  it('says nothing of when, where the shop does not', async () => {
    await show(await signed({ controls: [control('hide-item', { effect: 'soon' })] }), {}, given);
    expect(text()).not.toContain('The shop says: at');
    expect(text()).not.toContain('undefined');
  });
});

describe('controls of the shop’s', () => {
  it('that this version does not know are told as the shop’s word, without a button', async () => {
    const controls = [control('win-a-prize', { label: { en: 'Press <b>here</b>' } }), control('another')];
    await show(await signed({ controls }), {}, given);
    const told = screen.getByText('The shop also offers “Press <b>here</b>”. This panel does not know how to do it.');
    expect(told.closest('li')?.querySelector('button, a')).toBeNull();
    expect(text()).toContain('The shop also offers something this panel does not know.');
  });

  it('never bring an address or a method of their own', async () => {
    const evil = { href: 'https://evil.example/x', method: 'DELETE', url: 'https://evil.example/y' };
    const types = ['not-interested', 'wrong-data', 'access-request', 'delete-data', 'request-human', 'unknown-thing'];
    await show(await signed({ controls: types.map((type) => control(type, evil)) }), {}, given);
    await openAll();
    expect(text()).not.toContain('evil');
    expect(document.querySelector('[href*="evil"]')).toBeNull();
  });

  it('lead to the shop’s privacy contact where there is no panel for it, with the host shown', async () => {
    const controls = [control('access-request'), control('delete-data', { effect: '30d' })];
    const contact = { human: 'https://help.example/h', privacy: 'https://privacy.example/p' };
    await show(await signed({ controls, contact }), {}, given);
    for (const name of ['Ask what the shop knows about me', 'Ask the shop to delete my data'])
      expect(screen.getByRole('link', { name: `${name} (privacy.example)` }).getAttribute('rel')).toBe(
        'noopener noreferrer',
      );
  });

  it.each(['javascript:alert(1)', 'http://help.example/h', 'https://you@help.example/h'])(
    'lead nowhere when the only contact is %s',
    async (human) => {
      await show(await signed({ controls: [control('delete-data')], contact: { human } }), {}, given);
      expect(screen.queryByRole('link')).toBeNull();
      expect(text()).toContain('Ask the shop to delete my data: the shop offers this, but not how to do it here.');
      expect(text()).toContain('The shop gives no safe way to talk to a person.');
    },
  );
});

describe('controls beside a data row', () => {
  const data = [aRow({ controls: ['c-exclude-data', 'c-wrong-data'] })];
  const controls = [control('exclude-data'), control('wrong-data', { effect: '30d' })];

  it('say that it is wrong: objected to, with a way to have it put right', async () => {
    const contact = { human: 'https://shop.example/h', privacy: 'https://shop.example/p' };
    const stage = await show(await signed({ data, controls, contact }), {}, given);
    await openAll();
    const row = within(screen.getByRole('table', { name: '“You bought a red candle”' }));
    expect(row.getByRole('link', { name: 'Have it put right' })).toBeTruthy();
    row.getByRole('button', { name: 'This is wrong: do not use it' }).click();
    await done('This is wrong: do not use it');
    expect(stage.wishes).toMatchObject([{ scope: 'data', ref: 'd1' }]);
    expect(row.getByRole('button', { name: 'You objected.' })).toBeTruthy();
  });

  it('add no second button to the one that is there, only when it works', async () => {
    await show(await signed({ data, controls }), {}, given);
    await openAll();
    expect(screen.queryByRole('button', { name: 'Leave this data out' })).toBeNull();
    const cell = screen.getByRole('button', { name: 'Do not use this' }).closest('td');
    expect(cell?.textContent).toContain('The shop says: at once.');
  });
});

describe('controls beside a factor', () => {
  it('act on what the factor rests on', async () => {
    const data = [aRow({ id: 'd3', about: 'item', source: 'ACME', basis: 'not-personal', consent: undefined })];
    const factors = [aFactor({ data: ['d3'], controls: ['c-hide-brand'] })];
    const stage = await show(await signed({ data, factors, controls: [control('hide-brand')] }));
    const factor = screen.getByText('“You bought a red candle”', { selector: '.factor-label' }).closest('li');
    expect(factor?.textContent).toContain('Hide everything from “ACME”');
    press('Hide everything from “ACME”');
    await done('Hide everything from “ACME”');
    expect(stage.wishes).toMatchObject([{ scope: 'source', ref: 'ACME' }]);
  });
});

it('a double click is one act', async () => {
  const stage = await show(await signed(), {}, given);
  press('Not interested in “Candle holder”');
  press('Not interested in “Candle holder”');
  await screen.findByText('Saved. Your list changes on the next visit.');
  expect(stage.wishes).toHaveLength(1);
});
