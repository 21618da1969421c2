// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/explain/counterfactual.ts';
import { localised } from '../../src/explain/sentence.ts';
import { aFactor, anAct, aRow, IAT, judged, othersRow, pastOf, PURCHASES, receiptNumber, at } from './samples.ts';

const DAY = 86_400;
const codes = (...args: Parameters<typeof judged>): readonly string[] =>
  judged(...args).findings.map(({ code }) => code);
const withoutConsent = { past: pastOf([anAct('refused', -DAY, -DAY)]) };

describe('the findings about an explanation', () => {
  it('are none when nothing is wrong', () => {
    expect(codes({}, { past: pastOf([anAct('given', -DAY, -DAY)]) })).toEqual([]);
  });

  it('name the purpose and the rows used without consent, each purpose once', () => {
    const data = [aRow(), aRow({ id: 'd2' }), othersRow()];
    const [finding] = judged({ data }, withoutConsent).findings;
    expect(finding).toMatchObject({
      code: 'not-allowed',
      purpose: PURCHASES,
      rows: [{ row: { id: 'd1' } }, { row: { id: 'd2' } }],
    });
  });

  it('tell of a withdrawal that had not arrived', () => {
    const past = pastOf([anAct('given', -DAY, -DAY), anAct('refused', -600)]);
    expect(codes({}, { past })).toEqual(['withdrawal-not-arrived']);
  });

  it('accuse nobody on this device’s ignorance', () => {
    expect(codes()).toEqual([]);
  });

  it.each([
    ['numbers that do not add up', { score: { value: 0.9, scale: 'additive' } }, 'sum-wrong'],
    ['much that is not told', { score: { value: 1, scale: 'additive', residual: 0.5 } }, 'much-untold'],
    ['a price made for the shopper', { price: { personalised: true } }, 'personal-price'],
    ['a factor that could not be read', { factors: [aFactor(), { id: 'x' }] }, 'left-out'],
    ['hidden characters', { item: { id: '1', name: 'Mug\u202e' } }, 'cleaned'],
    ['words this version does not know', { kind: 'prophecy' }, 'unknown-words'],
  ])('tell of %s', (_what, over, code) => {
    expect(codes(over)).toContain(code);
  });

  it('put the worst first', () => {
    const over = { score: { value: 9, scale: 'additive', residual: 0.5 }, kind: 'prophecy' };
    expect(codes(over, withoutConsent)).toEqual(['not-allowed', 'sum-wrong', 'much-untold', 'unknown-words']);
  });
});

describe('a factor', () => {
  const factor = (over: object, data: readonly object[] = [aRow(), othersRow()]) =>
    judged({ factors: [aFactor(over)], data }).factors[0];

  it('brings the rows it cites', () => {
    expect(factor({ data: ['d1', 'd9'] })?.rows.map(({ row }) => row.id)).toEqual(['d1', 'd9']);
  });

  it.each([
    ['speaks of the shopper and cites nothing', { data: [] }, true],
    ['cites a row that is not there', { data: ['d1', 'd7'] }, true],
    ['speaks of everybody and cites nothing', { code: 'popularity', data: [] }, false],
    ['cites what there is', { data: ['d1'] }, false],
  ])('lacks its source when it %s: %s', (_what, over, lacks) => {
    expect(factor(over)?.lacksSource).toBe(lacks);
  });

  it.each([
    [9, undefined, true],
    [10, 10, false],
    [0, undefined, true],
    [undefined, undefined, false],
  ])('seen together %s times shows %s', (together, shown, isFewPeople) => {
    expect(factor({ detail: { together } })).toMatchObject({ together: shown, isFewPeople });
  });
});

describe('a data row', () => {
  const rowView = (over: object, objections: Parameters<typeof judged>[1] = {}) =>
    judged({ data: [over], factors: [aFactor({ data: ['d1', 'd9'] })] }, objections).factors[0]?.rows[0];

  it.each([
    [9, true],
    [10, false],
    [undefined, false],
  ])('about %s other shoppers is withheld: %s', (count, withheld) => {
    expect(rowView(othersRow({ count }))?.isFewPeople).toBe(withheld);
  });

  it('about the shopper alone is not withheld for being one', () => {
    expect(rowView(aRow({ count: 1 }))?.isFewPeople).toBe(false);
  });

  it.each([
    ['itself', { scope: 'data', ref: 'd1' }, true],
    ['its purpose', { scope: 'purpose', ref: PURCHASES }, true],
    ['another row', { scope: 'data', ref: 'd2' }, false],
    ['an item of that name', { scope: 'item', ref: 'd1' }, false],
  ] as const)('knows of an objection to %s', (_what, objection, isObjected) => {
    expect(rowView(aRow(), { objections: [objection] })?.isObjected).toBe(isObjected);
  });
});

describe('the sentence', () => {
  const sentence = (over: object) => judged(over).sentence;

  it('is dated by the end of a span', () => {
    const data = [aRow({ to: '2011-08-02T00:00:00Z' })];
    expect(sentence({ data })).toMatchObject({ when: '2011-08-02T00:00:00Z' });
  });

  it('names the only reason, and when', () => {
    expect(sentence({})).toMatchObject({ code: 'only', line: { factor: { id: 'f1' } }, when: '2011-04-21T00:00:00Z' });
  });

  it.each([
    ['most', { factors: [aFactor({ weight: 0.2, id: 'f0' }), aFactor()] }],
    ['most', { score: { value: 0.6, scale: 'additive', residual: 0.1 } }],
    ['strongest', { factors: [aFactor(), aFactor({ id: 'f2' })] }],
    ['one', { factors: [aFactor({ weight: null })] }],
    ['no-reason', { factors: [] }],
    ['no-reason', { method: { type: 'none', verified: false } }],
    ['no-reason', { factors: [aFactor({ weight: -0.5, effect: 'against' })] }],
    ['written-by-ai', { method: { type: 'llm-generated', verified: false } }],
  ])('is %s', (code, over) => {
    expect(sentence(over).code).toBe(code);
  });

  it('never names a reason against as the reason', () => {
    const factors = [aFactor({ id: 'f0', weight: -0.9 }), aFactor({ weight: 0.1 })];
    expect(sentence({ factors })).toMatchObject({ line: { factor: { id: 'f1' } } });
  });

  it('tells no day of sensitive data, nor of other people’s', () => {
    expect(sentence({ data: [aRow({ special: true })] })).toMatchObject({ when: undefined });
    expect(sentence({ data: [aRow({ about: 'other-shoppers' })] })).toMatchObject({ when: undefined });
  });

  it.each([
    [['de-AT', 'en'], 'Hallo'],
    [['fr', 'de'], 'Hallo'],
    [['fr'], 'Hello'],
    [[undefined], 'Hello'],
    [['constructor'], 'Hello'],
  ])('is in the first language it has of %j', (languages, text) => {
    expect(localised({ en: 'Hello', de: 'Hallo' }, languages)).toBe(text);
  });

  it('is in any language rather than none', () => {
    expect(localised({ ja: 'やあ' }, ['de'])).toBe('やあ');
    expect(localised(undefined, ['de'])).toBeUndefined();
    expect(localised({}, ['de'])).toBeUndefined();
  });
});

describe('money', () => {
  const told = (commercial: unknown) => judged({ commercial }).commercial;

  it.each([
    [{ sponsored: false, effect: 'none' }, ['none']],
    [{ sponsored: false, effect: 'none', ownBrand: null, marginUsed: null }, ['none']],
    [{ sponsored: true, effect: 'included', payer: 'ACME' }, ['sponsored']],
    [{ sponsored: true, effect: 'boosted' }, ['sponsored', 'boosted']],
    [{ sponsored: false, effect: 'included' }, ['included']],
    [
      { sponsored: false, effect: 'none', marginUsed: true, ownBrand: true, promotion: 'Autumn' },
      ['margin', 'own-brand', 'promotion'],
    ],
    [{ sponsored: false, effect: 'unknown' }, ['untold']],
    [{ sponsored: false, effect: 'a little' }, ['untold']],
    [{ effect: 'none' }, ['untold']],
    [{ sponsored: 'no', effect: 'none' }, ['untold']],
    [undefined, ['untold']],
    ['none of your business', ['untold']],
  ])('%j is told as %j', (commercial, lines) => {
    expect(told(commercial)).toEqual(lines);
  });
});

describe('the time of an explanation', () => {
  it.each([
    [0, false],
    [DAY, false],
    [DAY + 1, true],
    [-3600, false],
  ])('is over after its day: at %i s %s', (seconds, over) => {
    expect(judged({}, { now: (IAT + seconds) * 1000 }).isOutOfDate).toBe(over);
  });

  it('is over after a day even if the shop claims longer', () => {
    expect(judged({ exp: IAT + 9 * DAY }, { now: (IAT + 2 * DAY) * 1000 }).isOutOfDate).toBe(true);
  });

  it('beyond the calendar breaks nothing', () => {
    const iat = Number.MAX_SAFE_INTEGER;
    expect(() =>
      judged(
        { iat, exp: iat, data: [aRow({ consent: { purposeId: PURCHASES, stateAtUse: 'given' } })] },
        withoutConsent,
      ),
    ).not.toThrow();
    expect(new Date(judged({ iat, exp: iat }).madeAt).getUTCFullYear()).toBe(9999);
  });
});

describe('what would change it', () => {
  const act = (change: readonly object[], over: object = {}) =>
    changesOf(judged({ counterfactuals: [{ change, outcome: { newRank: 4 }, verified: true }], ...over }))[0]?.act;

  it.each([
    ['leaving out a row', [{ op: 'exclude-data', ref: 'd1' }], 'object'],
    ['leaving out a row that is not there', [{ op: 'exclude-data', ref: 'd7' }], undefined],
    ['leaving out nothing in particular', [{ op: 'exclude-data' }], undefined],
    ['switching personalisation off', [{ op: 'disable-personalisation' }], 'stop'],
    ['a filter', [{ op: 'add-filter' }], undefined],
    ['a row and a filter', [{ op: 'exclude-data', ref: 'd1' }, { op: 'add-filter' }], undefined],
    ['an unknown act', [{ op: 'pray' }], undefined],
    ['nothing', [], undefined],
  ])('by %s has the button %s', (_what, change, button) => {
    expect(act(change)).toBe(button);
  });

  it('has no switch where nothing rests on consent', () => {
    expect(act([{ op: 'disable-personalisation' }], { data: [othersRow()] })).toBeUndefined();
  });
});

it('an explanation that does without what was switched off says so', () => {
  const past = pastOf([
    anAct('given', -2 * DAY, -2 * DAY),
    anAct('refused', -DAY, -DAY, { receipt: { jti: receiptNumber(2), received_at: at(-DAY) } }),
  ]);
  expect(judged({ factors: [], data: [othersRow()], score: undefined }, { past }).switchedOff).toMatchObject([
    { purpose: PURCHASES, receipt: receiptNumber(2) },
  ]);
});
