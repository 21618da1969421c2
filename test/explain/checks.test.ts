// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { allChecks } from '../../src/explain/all-checks.ts';
import type { Check } from '../../src/explain/checks.ts';
import { isAccusing } from '../../src/explain/open.ts';
import { isUnmoved } from '../../src/explain/small-change.ts';
import { aFactor, anAct, aRow, judged, othersRow, pastOf, PURCHASES } from './samples.ts';

const DAY = 86_400;
const SHOP = ['https://shop.example'];
const given = { past: pastOf([anAct('given', -DAY, -DAY)]) };
const checksOf = (...args: Parameters<typeof judged>): readonly Check[] => allChecks(judged(...args));
const one = (number: number, ...args: Parameters<typeof judged>): readonly string[] =>
  checksOf(...args).flatMap((check) => (check.number === number ? [`${check.tone} ${check.code}`] : []));

describe('the thirteen checks', () => {
  it('have each a result, in their order, whatever the explanation', () => {
    for (const over of [{}, { factors: [], data: [], score: undefined }, { commercial: undefined, kind: 'price' }]) {
      const numbers = checksOf(over).map(({ number }) => number);
      expect([...new Set(numbers)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    }
  });

  it('are all good about an explanation with nothing wrong', () => {
    const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: true }];
    const checks = checksOf({ counterfactuals, price: { personalised: false } }, { ...given, shopOrigins: SHOP });
    expect(checks.filter(({ tone }) => tone !== 'good')).toEqual([]);
  });

  it.each([
    [1, 'bad sum-wrong', { score: { value: 9, scale: 'additive' } }],
    [1, 'warn much-untold', { score: { value: 1, scale: 'additive', residual: 0.5 } }],
    [1, 'neutral sum-untold', { factors: [aFactor({ weight: null })] }],
    [1, 'good rest-factors', { score: { value: 0.6, scale: 'additive', residual: 0.1 } }],
    [
      1,
      'neutral rest-unknown',
      { score: { value: 0.6, scale: 'additive', residual: 0.1 }, method: { type: 'shap', verified: true } },
    ],
    [2, 'warn no-source', { factors: [aFactor({ data: [] })] }],
    [3, 'neutral receipt-not-here', {}],
    [3, 'neutral no-record', { data: [aRow({ consent: { purposeId: PURCHASES, stateAtUse: 'given' } })] }],
    [4, 'warn sponsored', { commercial: { sponsored: true, effect: 'included' } }],
    [4, 'warn boosted', { commercial: { sponsored: false, effect: 'boosted' } }],
    [4, 'warn margin', { commercial: { sponsored: false, effect: 'none', marginUsed: true } }],
    [4, 'neutral own-brand', { commercial: { sponsored: false, effect: 'none', ownBrand: true } }],
    [5, 'neutral undisclosed', { factors: [aFactor({ weight: null })] }],
    [6, 'warn written-by-ai', { method: { type: 'llm-generated', verified: false } }],
    [7, 'neutral few-people', { data: [aRow(), othersRow({ count: 9 })] }],
    [7, 'neutral few-people', { factors: [aFactor({ detail: { together: 3, lift: 20 } })] }],
    [8, 'neutral sensitive', { data: [aRow({ special: true })] }],
    [9, 'neutral cleaned', { item: { id: '1', name: 'Mug\u202e' } }],
    [9, 'neutral left-out', { item: { id: '1', name: 'Mug', url: 'javascript:alert(1)' } }],
    [9, 'neutral link-refused', { item: { id: '1', name: 'Mug', url: 'https://evil.example/p' } }],
    [11, 'neutral estimate', { counterfactuals: [{ change: [], outcome: { newRank: 4 }, verified: false }] }],
    [12, 'neutral unknown-words', { kind: 'prophecy' }],
    [13, 'warn personal-price', { price: { personalised: true } }],
    [13, 'neutral price-untold', {}],
  ] as const)('number %i finds %s', (number, found, over) => {
    expect(one(number, over, { shopOrigins: SHOP })).toContain(found);
  });

  it('never judge numbers that were lost in reading', () => {
    expect(one(1, { score: { value: 0.5, scale: 'additive', residual: 'much' } })).toEqual(['neutral sum-untold']);
  });

  it('judge no link while the shop’s own origins are not known', () => {
    const item = { id: '1', name: 'Mug', url: 'https://evil.example/p' };
    expect(one(9, { item })).toEqual(['good plain']);
  });
});

describe('the check of links', () => {
  const refused = (over: object): boolean => judged(over, { shopOrigins: SHOP }).isLinkRefused;

  it.each([
    [
      'an alternative outside the shop',
      { alternatives: [{ id: 'a', url: 'https://a.example/', personalised: false }] },
    ],
    ['a contact without a secure connection', { contact: { human: 'http://shop.example/contact' } }],
    ['credentials before the host', { contact: { human: 'https://shop.example@evil.example/' } }],
    ['a card with a password', { engine: { name: 'e', adapter: 'e', card: 'https://a:b@cards.example/' } }],
    ['a citation that cannot be parsed', { ai: { citations: [{ label: 'x', url: 'https://' }] } }],
  ])('refuses %s', (_what, over) => {
    expect(refused(over)).toBe(true);
  });

  it('takes a card, a contact and a citation anywhere', () => {
    expect(
      refused({
        engine: { name: 'e', adapter: 'e', card: 'https://cards.example/' },
        contact: { human: 'https://help.example/' },
        ai: { citations: [{ label: 'x', url: 'https://source.example/' }] },
      }),
    ).toBe(false);
  });
});

describe('check 3', () => {
  it('tells each purpose once, with its rows', () => {
    const [check] = checksOf({ data: [aRow(), aRow({ id: 'd2' })] }, given).filter(({ number }) => number === 3);
    expect(check).toMatchObject({ code: 'allowed', tone: 'good', purpose: PURCHASES, rows: [{}, {}] });
  });

  it.each([
    ['bad not-allowed', [anAct('refused', -DAY, -DAY)]],
    ['warn withdrawal-not-arrived', [anAct('given', -DAY, -DAY), anAct('refused', -600)]],
    ['neutral allowed-then', [anAct('given', -DAY, -DAY), anAct('refused', 600, 600)]],
    ['good allowed', [anAct('given', -DAY, -DAY)]],
  ])('finds %s', (found, acts) => {
    expect(one(3, {}, { past: pastOf(acts) })).toEqual([found]);
  });

  it('needs no consent where none is claimed', () => {
    expect(one(3, { data: [othersRow()] })).toEqual(['good no-consent-used']);
  });
});

describe('numbers about few shoppers', () => {
  it('are gone from the explanation that is shown, with what was worked out from them', () => {
    const why = judged({
      factors: [
        aFactor({ detail: { together: 3, lift: 20 } }),
        aFactor({ id: 'f2', detail: { together: 30, lift: 2 } }),
      ],
      score: { value: 1, scale: 'additive', calibration: { statement: { en: 'One in two' }, n: 4 } },
    });
    expect(why.factors.map(({ factor }) => factor.detail)).toEqual([undefined, { together: 30, lift: 2 }]);
    expect(why.explanation.factors.map(({ detail }) => detail)).toEqual([undefined, { together: 30, lift: 2 }]);
    expect(why.explanation.score?.calibration).toBeUndefined();
  });
});

describe('a price', () => {
  const state = (over: object) => judged(over).price;

  it.each([
    ['made with data about the shopper', { price: { personalised: true } }, 'personal'],
    [
      'called the same, but resting on the shopper’s data',
      { price: { personalised: false, data: ['d1'] } },
      'personal',
    ],
    ['the same for everybody', { price: { personalised: false } }, 'same'],
    ['nobody tells about', {}, 'untold'],
    ['nobody tells about, in an explanation of a price', { kind: 'price' }, 'unread'],
    ['that cannot be read', { price: 'cheap' }, 'unread'],
    ['that does not say whether', { price: {} }, 'unread'],
    ['that says it in no known way', { price: { personalised: 'no' } }, 'unread'],
  ])('%s is so', (_what, over, found) => {
    expect(state(over)).toBe(found);
  });
});

describe('an explanation that is withheld', () => {
  it.each([
    ['changed', true],
    ['other-page', true],
    ['someone-else', true],
    ['other-view', true],
    ['unreadable', false],
  ] as const)('as %s accuses somebody: %s', (code, accuses) => {
    expect(isAccusing(code)).toBe(accuses);
  });
});

describe('that no small change would alter it', () => {
  const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: true }];

  it.each([
    ['is said where the engine could have stated one and did not', {}, true],
    ['is not said where one is stated', { counterfactuals }, false],
    ['is not said where one was lost', { counterfactuals: [7] }, false],
    ['is not said of data about nobody', { data: [othersRow()] }, false],
    ['is not said by an engine that cannot know', { method: { type: 'vendor-reason', verified: false } }, false],
    ['is not said of an advert', { kind: 'advert' }, false],
    ['is not said without a reason', { factors: [], score: undefined }, false],
  ])('%s', (_what, over, said) => {
    expect(isUnmoved(judged(over))).toBe(said);
  });
});
