import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/contract/ids.ts';
import { aConfig } from '../support/ledger-builders.ts';
import { aFactor, aRow, othersRow } from './samples.ts';
import { DAY, openAll, showing, text } from './showing.tsx';

const { signed, show } = showing();
const config = aConfig({ shopOrigins: ['https://shop.example' as Origin] });
const item = { id: '1', name: 'Mug', price: { amount: 950, currency: 'EUR' } };

describe('a check that fails', () => {
  it.each([
    ['numbers that do not add up', { score: { value: 9, scale: 'additive' } }, 'These numbers do not add up.'],
    [
      'much that is not told',
      { score: { value: 1, scale: 'additive', residual: 0.5 } },
      'Part of the reason is not told: 50%.',
    ],
    ['a factor without data', { factors: [aFactor({ data: [] })] }, 'No source given.'],
    ['a paid place', { commercial: { sponsored: true, effect: 'included' } }, 'Advert. Somebody paid for this place.'],
    [
      'no strength',
      { factors: [aFactor({ weight: null })], score: undefined },
      'part of the decision; strength not disclosed',
    ],
    ['a story', { method: { type: 'llm-generated', verified: false } }, 'written by AI. It is not the reason.'],
    ['few shoppers', { factors: [aFactor({ detail: { together: 3 } })] }, 'Fewer than ten shoppers: not shown.'],
    ['sensitive data', { data: [aRow({ special: true })] }, 'Sensitive data. Show it'],
    ['hidden characters', { item: { id: '1', name: 'Mug\u202e' } }, 'Hidden characters were removed'],
    [
      'a link out of the shop',
      { item: { ...item, url: 'https://evil.example/' } },
      'could not be read or is not safe, and is left out',
    ],
    ['an unknown word', { kind: 'prophecy' }, 'They are shown as “other”.'],
    ['a personal price', { price: { personalised: true } }, 'it set this price using data about you'],
    ['a price that cannot be read', { price: 'cheap' }, 'what the shop says about it could not be read.'],
  ])('over %s has its sentence in the first view', async (_what, over, sentence) => {
    await show(await signed(over), { config });
    expect(text()).toContain(sentence);
  });

  it('over consent is red, and objecting is one tap away', async () => {
    await show(await signed(), {}, [['refused', -DAY]]);
    expect(document.querySelector('.note-bad')?.textContent).toContain('This uses data you did not allow');
  });

  it('over the page, the person or the bytes shows nothing else', async () => {
    await show(await signed({ aud: 'https://other.example' }));
    expect(text()).toBe('This explanation was meant for another page. It is not shown.Try again');
    expect(document.querySelector('.note-bad')).not.toBeNull();
  });

  it('over the list it came in is told above the reasons', async () => {
    const [before, jws] = [await signed({ id: 'x0' }), await signed({ previous: 'A'.repeat(43) })];
    await show(jws, { list: [before, jws] });
    await expect.poll(text).toContain('The list this came in was changed');
  });

  it('stands with all others in a list, asked for', async () => {
    await show(await signed({ factors: [aFactor({ data: [] })] }), { config }, [['given', -DAY]]);
    await openAll();
    const list = document.querySelector('[part="checks"]');
    for (const sentence of [
      'The numbers add up.',
      '1 reason names no source.',
      '“Use my purchase history”: Your consent',
      'The shop says: no payment played a part.',
      'The strength of every reason is disclosed.',
      'Signed by the shop.',
      'It is not out of date.',
      'The shop states no change.',
      'The shop does not say how the price was made.',
    ])
      expect(list?.textContent).toContain(sentence);
  });
});

describe('sensitive data', () => {
  const special = [aRow({ special: true, examples: [{ label: 'Hearing aid' }] })];
  const factors = [aFactor({ label: { en: 'You bought a hearing aid' } })];

  it('is in no sentence and no label until asked for', async () => {
    await show(await signed({ data: special, factors }));
    expect(text()).not.toMatch(/hearing aid/i);
    expect(document.querySelector('[part="sentence"]')?.textContent).toBe('A reason that rests on sensitive data');
    await openAll();
    expect(text()).toContain('You bought a hearing aid');
    expect(text()).toContain('Hearing aid');
  });
});

describe('the rest that is not named', () => {
  const score = { value: 0.6, scale: 'additive', residual: 0.1 };

  it.each([
    ['exact-additive', 'Everything else together is further reasons'],
    ['shap', 'What everything else together is, the engine does not say.'],
  ])('is for %s: %s', async (type, words) => {
    await show(await signed({ score, method: { type, verified: true } }));
    await openAll();
    expect(text()).toContain(words);
  });
});

describe('that no small change would alter it', () => {
  it('is said where the shop states none', async () => {
    await show(await signed());
    expect(text()).toContain('No small change would alter this, as far as the shop says.');
  });

  it('is not said where it states one', async () => {
    const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: true }];
    await show(await signed({ counterfactuals }));
    expect(text()).not.toContain('No small change');
  });
});

describe('the price line', () => {
  const personal = { personalised: true, direction: 'higher', reference: { amount: 900, currency: 'EUR' } };

  it('carries in the Union the sentence of its law', async () => {
    await show(await signed({ item, price: personal }), { region: 'DE' });
    const line = document.querySelector('[part="price"]')?.textContent;
    expect(line).toContain('€9.50');
    expect(line).toContain('This price was personalised on the basis of automated decision-making.');
    expect(line).toContain('Without data about you it would be €9.00.');
  });

  it('carries in New York the words of its law, in English', async () => {
    await show(await signed({ item, price: personal }), { region: 'US-NY' });
    const sentence = screen.getByText('THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.');
    expect(sentence.getAttribute('lang')).toBe('en');
  });

  it.each([undefined, 'US-CA', 'GB'])('does not stand there where no sentence is known: %s', async (region) => {
    await show(await signed({ item, price: personal }), { region });
    expect(text()).not.toMatch(/9\.50|9\.00/);
    expect(text()).toContain('The price is not shown here');
  });

  it('counts in the currency’s own minor unit', async () => {
    const yen = { ...item, price: { amount: 950, currency: 'JPY' } };
    await show(await signed({ item: yen, price: { personalised: false } }));
    expect(document.querySelector('[part="price"]')?.textContent).toContain('¥950');
  });
});

describe('a chat answer', () => {
  const ai = {
    interacting: true,
    tools: [
      { name: 'search_catalogue', at: '2011-11-04T00:00:00Z', data: ['d9'], resultCount: 3 },
      { name: 'orders', data: ['d7'] },
    ],
    citations: [
      { label: 'Candle holder: product page', url: 'https://shop.example/p/1', quote: 'Made of zinc' },
      { label: 'Trap', url: 'https://shop.example@evil.example/' },
    ],
  };
  const chat = { kind: 'chat-answer', ai, data: [aRow(), othersRow()] };

  it('tells of the AI, its tools with their data, and its sources with their hosts', async () => {
    await show(await signed(chat), { config });
    const part = document.querySelector('[part="answer"]')?.textContent ?? '';
    for (const words of [
      'You are talking to an AI.',
      'search_catalogue',
      'orders of others',
      '3 results',
      'It names data that is not told here.',
      'For “Candle holder”',
      '“Candle holder: product page” (shop.example)',
      '“Made of zinc”',
      'Trap',
    ])
      expect(part).toContain(words);
    expect(screen.queryByRole('link', { name: /Trap/ })).toBeNull();
    expect(screen.getByRole('link', { name: /product page/ }).getAttribute('rel')).toBe('noopener noreferrer');
    expect(screen.getByRole('table', { name: 'What the assistant looked up' })).toBeTruthy();
  });

  it('whose text names what nothing bears out says so, without accusing', async () => {
    const said = 'Take “The Blue Mug”, because you live in York.';
    await show(await signed(chat), { said: { x1: said } });
    expect(text()).toContain('The answer names “The Blue Mug”. No search result of the assistant holds it.');
    expect(text()).toContain(
      'The answer gives a reason: “because you live in York”. The shop’s own reasons do not say so.',
    );
  });

  it('without a text, tools or sources says what is not told, and flags nothing', async () => {
    await show(await signed({ kind: 'chat-answer' }));
    expect(text()).toContain('The shop names nothing the assistant looked up.');
    expect(text()).toContain('The shop names no source for this answer.');
    expect(document.querySelector('[part="answer"] [part="finding"]')).toBeNull();
  });

  it('full of markup stays text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const tools = [{ name: evil, data: [] }];
    await show(await signed({ ...chat, ai: { tools, citations: [{ label: evil, quote: evil }] } }), {
      said: { x1: `“${evil} Blue Mug”` },
    });
    expect(document.querySelector('img')).toBeNull();
    expect(text()).toContain(evil);
  });
});

describe('the law', () => {
  it('names what binds the shop in its region, what does not, and of which day that is', async () => {
    await show(await signed(), { region: 'DE' });
    await openAll();
    for (const words of [
      'The shop must do this',
      '(GDPR Art. 7(3))',
      'Nobody asks this of an ordinary shop',
      'For DE, as of Nov 27, 2026',
    ])
      expect(text()).toContain(words);
  });

  it.each([
    ['GB', 'No rule for GB is known here.'],
    [undefined, 'The shop names no region, so nothing is said here about the law.'],
  ])('is not invented for %s', async (region, words) => {
    await show(await signed(), { region });
    await openAll();
    expect(text()).toContain(words);
    expect(text()).not.toContain('The shop must do this');
  });
});
