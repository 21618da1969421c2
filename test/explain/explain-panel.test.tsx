import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/contract/ids.ts';
import { type PublicJwk, readKeys } from '../../src/contract/jwks.ts';
import { aConfig } from '../support/ledger-builders.ts';
import { sharedJson, sharedText } from '../support/shared.ts';
import { aFactor, anExplanation, aRow } from './samples.ts';
import { openAll, showing, text } from './showing.tsx';

const { signed, show } = showing();

describe('the worked example', () => {
  it('is shown whole, with its numbers', async (context) => {
    const keys = readKeys(sharedJson(context, 'samples/explanation/jwks.json') as { keys: PublicJwk[] });
    await show(sharedText(context, 'samples/explanation/example.jws').trim(), { keys });
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe(
      'Why you see “SINGLE HEART ZINC T-LIGHT HOLDER”',
    );
    expect(text()).toContain('The shop says: no payment played a part.');
    expect(text()).toContain('“You bought HANGING HEART ZINC T-LIGHT HOLDER” (April 2011)');
    for (const strength of ['strong, 66%', 'medium, 13%', 'medium, 12%']) expect(text()).toContain(strength);
    await openAll();
    for (const word of [
      'weak, 6.9%',
      '1.7%',
      'Seen together 140 times.',
      'order 550936',
      'orders, aggregated',
      '“purchases of other shoppers”, 14,238 times',
    ])
      expect(text()).toContain(word);
    for (const word of [
      'This would be number 42.',
      '“WOODEN PICTURE FRAME WHITE FINISH” would be first.',
      'This would not be in the list.',
      'REGENCY CAKESTAND 3 TIER',
      'PARTY BUNTING',
    ])
      expect(text()).toContain(word);
    for (const word of [
      'Signed by the shop.',
      'Made on Nov 4, 2011',
      'Engine: “item-cf 0.1”',
      'Measured with 1,390 shoppers',
      'Talk to a person',
    ])
      expect(text()).toContain(word);
    expect(text()).not.toMatch(/do not add up|could not be read|not told/);
    expect(Array.from(document.querySelectorAll('meter'), (meter) => meter.getAttribute('value'))).toEqual([
      '66',
      '13',
      '12',
      '7',
      '2',
    ]);
  });

  it('with one byte changed is not shown, and says why', async (context) => {
    const keys = readKeys(sharedJson(context, 'samples/explanation/jwks.json') as { keys: PublicJwk[] });
    const jws = sharedText(context, 'samples/explanation/example.jws').trim();
    await show(jws.replace('eyJ2IjoxLCJpZCI6Ijdi', 'eyJ2IjoxLCJpZCI6Ijdj'), { keys });
    expect(text()).toContain('changed after signing');
    expect(text()).not.toContain('HANGING HEART');
  });
});

describe('money in the panel', () => {
  it('comes first, before the sentence, and in nothing that folds', async () => {
    await show(
      await signed({ commercial: { sponsored: true, effect: 'boosted', payer: 'ACME', onBehalfOf: 'Candles Ltd' } }),
    );
    const line = screen.getByText('Advert, paid for by “ACME” on behalf of “Candles Ltd”.');
    expect(line.closest('details')).toBeNull();
    const sentence = document.querySelector('[part="sentence"]');
    expect(sentence && line.compareDocumentPosition(sentence) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('is told as not told when the shop says nothing', async () => {
    await show(anExplanation({ commercial: undefined }));
    expect(text()).toContain('The shop does not say whether money played a part.');
  });
});

describe('the reasons in the panel', () => {
  const factors = [
    aFactor({ id: 'f0', weight: 0.4 }),
    aFactor({ weight: -0.2, effect: 'against', label: { en: 'Often sent back' } }),
    aFactor({ id: 'f2', weight: null, label: { en: 'Shop rule' } }),
    aFactor({ id: 'f3', weight: 0.1 }),
  ];

  it('have no bar where strength is not disclosed', async () => {
    await show(await signed({ factors, score: undefined }));
    await openAll();
    const undisclosed = screen.getByText('“Shop rule”', { selector: 'p' }).closest('li');
    expect(undisclosed?.textContent).toContain('part of the decision; strength not disclosed');
    expect(undisclosed?.querySelector('meter')).toBeNull();
  });

  it('against are said to be against', async () => {
    await show(await signed({ factors, score: undefined }));
    expect(screen.getByText('“Often sent back”').closest('li')?.textContent).toContain('against it: strong, 29%');
    expect(document.querySelector('.meter-against')).not.toBeNull();
  });

  it('are three until more are asked for', async () => {
    await show(await signed({ factors, score: undefined }));
    expect(document.querySelectorAll('.factor')).toHaveLength(3);
    await openAll();
    expect(document.querySelectorAll('.factor')).toHaveLength(4);
  });

  it('are none, and no bars, when a language model wrote them', async () => {
    await show(await signed({ method: { type: 'llm-generated', verified: false } }));
    expect(text()).toContain('written by AI. It is not the reason.');
    expect(document.querySelector('meter')).toBeNull();
    expect(text()).not.toContain('red candle');
  });

  it('are said to be missing when the engine gives none', async () => {
    await show(await signed({ factors: [], score: undefined }));
    expect(text()).toContain('The shop’s engine gives no reason.');
  });

  it('with numbers that do not add up are still shown, beneath that sentence', async () => {
    await show(await signed({ score: { value: 0.9, scale: 'additive' } }));
    expect(text()).toMatch(/These numbers do not add up\..*“You bought a red candle/);
  });

  it('without a source say so', async () => {
    await show(await signed({ factors: [aFactor({ data: [] })] }));
    expect(text()).toContain('No source given.');
  });
});

describe('links in the panel', () => {
  const alternatives = [
    { id: 'a', name: 'Mug', url: 'https://shop.example/p/a', personalised: false },
    { id: 'b', name: 'Jug', url: 'https://evil.example/p/b', personalised: false },
    { id: 'c', name: 'Bug', personalised: true },
  ];

  it('to items stay in the shop, and personalised ones are no alternative', async () => {
    await show(await signed({ alternatives }));
    expect(screen.getByRole('link', { name: '“Mug”' }).getAttribute('rel')).toBe('noopener noreferrer');
    expect(screen.queryByRole('link', { name: '“Jug”' })).toBeNull();
    expect(text()).toContain('Jug');
    expect(text()).not.toContain('Bug');
  });

  it('elsewhere show where they lead, and lead nowhere unsafe', async () => {
    await show(
      await signed({
        engine: { name: 'e', adapter: 'e', card: 'https://cards.example/x' },
        contact: { human: 'http://shop.example/contact', privacy: 'https://shop.example/privacy' },
      }),
      { config: aConfig({ shopOrigins: ['https://shop.example' as Origin] }) },
    );
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'How it works (cards.example)',
      'Privacy',
    ]);
  });
});

describe('the signature in the panel', () => {
  it.each([
    ['signed', {}, 'Signed by the shop.'],
    ['without reachable keys', { keys: [] }, 'The signature is not checked: the shop’s keys cannot be reached.'],
  ])('%s', async (_what, world, sentence) => {
    await show(await signed(), world);
    expect(text()).toContain(sentence);
  });

  it('is missing on an object', async () => {
    await show(anExplanation());
    expect(text()).toContain('Not signed by the shop.');
    expect(text()).not.toContain('cannot check');
  });

  it('never claims that the content is true', async () => {
    await show(await signed());
    expect(text()).not.toMatch(/verified|proven|true/i);
  });

  it('on an explanation for someone else is no reason to show it', async () => {
    await show(await signed({ subject: 'sub_B' }));
    expect(text()).toBe('This explanation was made for someone else. It is not shown.Try again');
  });

  it('that is old says so, without alarm', async () => {
    await show(await signed({ iat: 1_320_100_000, exp: 1_320_186_400 }));
    expect(text()).toContain('may be out of date');
    expect(document.querySelector('.note-bad')).toBeNull();
  });
});

it('hostile texts stay text', async () => {
  const evil = '<img src=x onerror=alert(1)>\u202eevil';
  await show(
    anExplanation({
      item: { id: '1', name: evil },
      factors: [aFactor({ label: { en: evil } })],
      data: [aRow({ category: evil, source: evil, examples: [{ label: evil }] })],
      engine: { name: evil, adapter: evil },
    }),
  );
  await openAll();
  expect(document.querySelector('img')).toBeNull();
  expect(text()).toContain('<img src=x onerror=alert(1)>evil');
  expect(text()).not.toContain('\u202e');
  expect(text()).toContain('Hidden characters were removed from the shop’s text.');
});
