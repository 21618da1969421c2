import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { aRow, PURCHASES, receiptNumber } from './samples.ts';
import { confirmed, remember } from './runtime.ts';
import { DAY, showing, text } from './showing.tsx';

const { signed, show } = showing();
const given = [['given', -DAY]] as const;
const ALWAYS = 'Show me the list without my data from now on';
const alternatives = [
  { id: 'mug', name: 'Mug', url: 'https://shop.example/p/mug', personalised: false },
  { id: '84970L', name: 'Candle holder', personalised: false },
  { id: 'jug', name: 'Jug', personalised: false },
];
const shownBeside = () =>
  Promise.all(['84970L', 'bag', 'box'].map((id) => signed({ id: `x-${id}`, item: { id, name: `Product ${id}` } })));

describe('the list without the shopper’s data', () => {
  it('stands beside the page’s own, each under a heading, and says in words what only one has', async () => {
    await show(await signed({ alternatives }), { shown: await shownBeside() }, given);
    const one = (await screen.findByRole('heading', { name: 'As the page shows it', level: 5 })).parentElement;
    const other = screen.getByRole('heading', { name: 'Without your data', level: 5 }).parentElement;
    const items = (list: HTMLElement | null) =>
      list
        ? within(list)
            .getAllByRole('listitem')
            .map(({ textContent }) => textContent)
        : [];
    expect(items(one)).toEqual([
      '“Product 84970L”',
      '“Product bag”only in this list',
      '“Product box”only in this list',
    ]);
    expect(items(other)).toEqual(['“Mug”only in this list', '“Candle holder”', '“Jug”only in this list']);
    expect(text()).toContain('The first 3 places of each.');
  });

  it('stands alone while the page’s own is not known', async () => {
    await show(await signed({ alternatives }), {}, given);
    expect(screen.getByRole('heading', { name: 'The same list without your data' })).toBeTruthy();
    expect(screen.queryByRole('heading', { level: 5 })).toBeNull();
    expect(text()).not.toContain('only in this list');
  });

  it('stands alone beside what the page shows and the shop did not sign for this page', async () => {
    const shown = [await signed({ id: 'y', aud: 'https://other.example' }), 'nonsense', await signed()];
    await show(await signed({ alternatives }), { shown }, given);
    await expect.poll(() => screen.queryByRole('heading', { level: 5 })).toBeNull();
    expect(text()).toContain('Mug');
  });
});

describe('the wish for the list without the shopper’s data', () => {
  it('withdraws consent with one tap, and is told as a right with a receipt', async () => {
    const stage = await show(await signed({ alternatives }), {}, given);
    expect(text()).toContain('(in the EU: GDPR Art. 7(3) and 21). You get a receipt.');
    screen.getByRole('button', { name: ALWAYS }).click();
    await screen.findByText('You asked for the list without your data.');
    expect(stage.wishes).toEqual([{ action: 'withdraw', surface: 'why', choices: { [PURCHASES]: 'refused' } }]);
  });

  it('objects where no consent is asked for, and carries the explanation', async () => {
    const data = [aRow({ basis: 'legitimate-interest', purpose: 'shop.similar', consent: undefined })];
    const jws = await signed({ alternatives, data });
    const stage = await show(jws);
    screen.getByRole('button', { name: ALWAYS }).click();
    await screen.findByRole('button', { name: `Done: ${ALWAYS}` });
    expect(stage.wishes).toEqual([{ scope: 'purpose', ref: 'shop.similar', explanationJws: jws }]);
  });

  it('is remembered by what is in the ledger, with its receipt', async () => {
    const stage = await show(await signed({ alternatives }), {}, [
      ['given', -2 * DAY],
      ['refused', 1000],
    ]);
    screen.getByRole('button', { name: `Done: ${ALWAYS}` }).click();
    expect(stage.wishes).toEqual([]);
    const receipt = screen.getByRole('button', { name: `Done: ${ALWAYS}` }).parentElement;
    within(receipt ?? document.body)
      .getByRole('button', { name: 'Show the receipt' })
      .click();
    expect(stage.targets).toEqual([{ panel: 'receipts', receipt: receiptNumber(2) }]);
  });

  it('is open again once the shopper has allowed the use again', async () => {
    const stage = await show(await signed({ alternatives }), {}, [
      ['given', -2 * DAY],
      ['refused', 1000],
    ]);
    await remember(stage, confirmed(3, { [PURCHASES]: 'given' }, 2000));
    expect(await screen.findByRole('button', { name: ALWAYS })).toBeTruthy();
  });

  it('is not offered where nothing about the shopper is used', async () => {
    const data = [aRow({ about: 'item', basis: 'not-personal', consent: undefined })];
    await show(await signed({ alternatives, data }));
    expect(screen.queryByRole('button', { name: ALWAYS })).toBeNull();
  });

  it.each([
    ['the notice is not known', { noConfig: true }, /^Not saved\./],
    ['this browser remembers nothing', { remembers: false }, /^Sent\. This browser stores nothing/],
    ['the page does not answer', {}, 'Saved. Your list changes on the next visit.'],
  ])('says so when %s', async (_what, world, sentence) => {
    await show(await signed({ alternatives }), world, given);
    screen.getByRole('button', { name: ALWAYS }).click();
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});
