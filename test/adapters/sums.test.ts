// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Adapted } from '../../src/adapters/adapted.ts';
import { explainImplicit } from '../../src/adapters/implicit.ts';
import { explainShap } from '../../src/adapters/shap.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { remainderOf } from '../../src/explain/arithmetic.ts';
import { sumState } from '../../src/explain/sum-check.ts';
import { describeShared } from '../support/shared.ts';
import { aContext, gapsOf, wholeFrom } from './answers.ts';

const sumOf = (adapted: Adapted) => {
  const read = readExplanation(wholeFrom(adapted));
  return read ? sumState(read) : undefined;
};

const weightsOf = (adapted: Adapted) => wholeFrom(adapted).factors.map(({ weight }) => weight);

const ofItem = aContext({ item: { id: 'p7' } });

describeShared('the samples of engines whose scores are sums', 'samples/engines', (folder) => {
  const sample = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  const rows: { item: string; raw_score: number; pred_contrib: number[] }[] = sample('lightgbm-pred-contrib').rows;

  it.each(rows)('LightGBM: item $item adds up to its own score', ({ item, raw_score, pred_contrib }) => {
    const adapted = explainShap(sample('lightgbm-pred-contrib'), aContext({ item: { id: item } }));
    const why = wholeFrom(adapted);
    expect(why.method).toEqual({ type: 'shap', verified: true });
    expect(why.score).toMatchObject({ value: raw_score, base: pred_contrib.at(-1) });
    expect(why.factors.map(({ weight }) => weight).toSorted()).toEqual(pred_contrib.slice(0, -1).toSorted());
    expect(why.factors.every(({ weight, effect }) => effect === ((weight ?? 0) > 0 ? 'for' : 'against'))).toBe(true);
    expect(sumOf(adapted)).toBe('right');
    expect(adapted).toMatchObject({ gaps: [] });
  });

  it('LightGBM: the strongest input is the one of the sample, in its own words or in the page’s', () => {
    const item = { id: '22114' };
    const named = {
      factors: { copurchase_best: { label: { en: 'Often bought with what you have' }, code: 'bought-with' } },
    };
    const [bare] = wholeFrom(explainShap(sample('lightgbm-pred-contrib'), aContext({ item }))).factors;
    const [told] = wholeFrom(explainShap(sample('lightgbm-pred-contrib'), aContext({ item, ...named }))).factors;
    expect(bare?.label['en']).toBe('What the engine calls “copurchase_best”: 0.35110178462467556');
    expect(told).toMatchObject({
      label: { en: 'Often bought with what you have' },
      code: 'bought-with',
      weight: 1.2990578970526008,
    });
  });
});

describe('SHAP values', () => {
  const names = ['price', 'age'];

  it.each([
    ['a base for all rows', { feature_names: names, values: [[0.5, -0.2]], base_values: 0.1 }, 0.1],
    [
      'a base for each row',
      {
        feature_names: names,
        values: [
          [1, 1],
          [0.5, -0.2],
        ],
        base_values: [9, 0.1],
        items: ['p1', 'p7'],
      },
      0.1,
    ],
    ['a base in a list of its own', { feature_names: names, values: [[0.5, -0.2]], base_values: [[0.1]] }, 0.1],
    ['the base as the last column', { feature_names: names, pred_contribs: [0.5, -0.2, 0.1] }, 0.1],
    ['one row', { feature_names: names, shap_values: [0.5, -0.2], expected_value: 0.1 }, 0.1],
  ])('with %s', (_what, given, base) => {
    const adapted = explainShap(given, ofItem);
    expect(weightsOf(adapted)).toEqual([0.5, -0.2]);
    expect(wholeFrom(adapted).score).toMatchObject({ base, residual: 0 });
    expect(sumOf(adapted)).toBe('right');
    expect(wholeFrom(adapted).method.verified).toBe(false);
  });

  it('are exact from the model itself, approximate from an explainer', () => {
    const basisOf = (given: object) => wholeFrom(explainShap(given, ofItem)).factors[0]?.basis;
    expect(basisOf({ pred_contrib: [0.5, 0.1] })).toBe('exact');
    expect(basisOf({ values: [0.5], base_value: 0.1 })).toBe('approximate');
  });

  it('without names are numbered', () => {
    const adapted = explainShap({ pred_contrib: [0.5, -0.2, 0.1] }, ofItem);
    expect(wholeFrom(adapted).factors[1]?.label['en']).toBe('What the engine calls “#2”');
    expect(gapsOf(adapted)).toContain('names-missing');
  });

  it('without a base keep their strengths and tell no score', () => {
    const adapted = explainShap({ feature_names: names, values: [0.5, -0.2], raw_score: 3 }, ofItem);
    expect(weightsOf(adapted)).toEqual([0.5, -0.2]);
    expect(wholeFrom(adapted).score).toBeUndefined();
    expect(gapsOf(adapted)).toContain('base-missing');
  });

  it('of which one cannot be read tell no strength, unless the score tells what is missing', () => {
    const given = { feature_names: names, values: [0.5, null], base_value: 0.1 };
    const dark = explainShap(given, ofItem);
    expect(weightsOf(dark)).toEqual([null, null]);
    expect(gapsOf(dark)).toContain('strength-unknown');
    const told = explainShap({ ...given, raw_score: 0.4 }, ofItem);
    expect(weightsOf(told)).toEqual([0.5, null]);
    expect(wholeFrom(told).score?.residual).toBeCloseTo(-0.2, 12);
    expect(sumOf(told)).toBe('untold');
  });

  it('that do not add up to the engine’s score are shown as they are', () => {
    const adapted = explainShap({ feature_names: names, pred_contrib: [0.5, -0.2, 0.1], raw_score: 2 }, ofItem);
    expect(sumOf(adapted)).toBe('wrong');
    expect(gapsOf(adapted)).toContain('sum-wrong');
    expect(wholeFrom(adapted).method.verified).toBe(false);
  });

  it('in single precision are not called wrong', () => {
    const adapted = explainShap({ pred_contrib: [0.5, -0.2, 0.1], raw_score: 0.4000012 }, ofItem);
    expect(sumOf(adapted)).toBe('right');
  });

  it('of more inputs than an explanation lists leave the weakest to the remainder', () => {
    const values = Array.from({ length: 40 }, (_, index) => (index % 2 ? -1 : 1) * (index + 1));
    const adapted = explainShap({ pred_contrib: [...values, 7] }, ofItem);
    const why = wholeFrom(adapted);
    expect(why.factors).toHaveLength(24);
    expect(why.factors[0]?.weight).toBe(-40);
    expect(why.score).toMatchObject({ value: 7 - 20, base: 7, residual: -8 });
    expect(sumOf(adapted)).toBe('right');
    expect(gapsOf(adapted)).toContain('too-many');
  });

  it.each([
    [{ feature_names: names, values: [1, 2, 3, 4] }, 'shape-unknown'],
    [
      {
        feature_names: names,
        values: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
      'shape-unknown',
    ],
    [
      {
        feature_names: names,
        values: [
          [1, 2],
          [3, 4],
        ],
        items: ['p1', 'p2'],
      },
      'item-not-found',
    ],
    [{ feature_names: names, rows: [{ item: 'p1', pred_contrib: [1, 2, 3] }] }, 'item-not-found'],
    [{ values: [] }, 'shape-unknown'],
  ])('that fit no item or name are refused: %j', (given, code) => {
    expect(gapsOf(explainShap(given, ofItem))).toEqual([code]);
  });

  it('too large for a sum tell no strength', () => {
    expect(weightsOf(explainShap({ pred_contrib: [1e308, 1e308, 1e308] }, ofItem))).toEqual([null, null]);
  });
});

describe('contributions of implicit', () => {
  const names = { '11': 'Red candle' };

  it('tell what they leave of the total as the remainder', () => {
    const adapted = explainImplicit(
      [
        0.8,
        [
          [11, 0.5],
          [12, 0.1],
        ],
        null,
      ],
      { ...ofItem, names },
    );
    const why = wholeFrom(adapted);
    expect(why.method.type).toBe('als-explain');
    expect(why.factors.map(({ label }) => label['en'])).toEqual([
      'Because of “Red candle” in your history',
      'Because of “12” in your history',
    ]);
    expect(why.score?.residual).toBeCloseTo(0.2, 12);
    expect(remainderOf(why)).toBeCloseTo(0.25, 12);
    expect(sumOf(adapted)).toBe('right');
  });

  it('have a remainder against the item where negative ones were dropped', () => {
    const { score } = wholeFrom(explainImplicit({ total_score: 0.4, top_contributions: [[11, 0.5]] }, ofItem));
    expect(score?.residual).toBeCloseTo(-0.1, 12);
  });

  it.each([null, 'much', undefined])('without a total (%j) tell no strength', (total) => {
    const adapted = explainImplicit({ total_score: total, top_contributions: [[11, 0.5]] }, ofItem);
    expect(weightsOf(adapted)).toEqual([null]);
    expect(wholeFrom(adapted).score).toBeUndefined();
    expect(gapsOf(adapted)).toEqual(['score-missing', 'strength-unknown', 'name-missing']);
  });

  it('cite the data rows the page knows', () => {
    const data = [
      { id: 'd1', category: 'purchase', about: 'shopper', origin: 'observed', purpose: 'a', basis: 'consent' },
    ] as const;
    const context = { ...ofItem, data: [...data], factors: { '11': { data: ['d1'] } } };
    const why = wholeFrom(explainImplicit([0.5, [[11, 0.5]]], context));
    expect(why.factors[0]?.data).toEqual(['d1']);
    expect(why.data).toMatchObject([{ id: 'd1' }]);
  });
});
