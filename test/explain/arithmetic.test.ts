// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { factorLines, remainderOf } from '../../src/explain/arithmetic.ts';
import { isMuchUntold, sumState } from '../../src/explain/sum-check.ts';
import { aFactor, reading } from './samples.ts';

const scored = (weights: readonly (number | null)[], score: object, method: object = {}) =>
  reading({
    factors: weights.map((weight, place) => aFactor({ id: `f${place}`, weight })),
    score: { scale: 'additive', ...score },
    method: { type: 'exact-additive', verified: true, ...method },
  });

describe('the sum of an explanation', () => {
  it.each([
    ['weights alone', [0.5, 0.25], { value: 0.75 }, 'right'],
    [
      'base, weights and residual',
      [0.086658, 0.017127, 0.015794, 0.008992],
      { value: 0.13079, base: 0, residual: 0.002219 },
      'right',
    ],
    ['reasons against', [0.5, -0.2], { value: 0.3 }, 'right'],
    ['a difference below a millionth', [0.5], { value: 0.5000005 }, 'right'],
    ['a difference below a millionth of a large score', [1_000_000], { value: 1_000_000.9 }, 'right'],
    ['a difference over a millionth', [0.5], { value: 0.500002 }, 'wrong'],
    ['a residual that was forgotten', [0.5], { value: 0.6 }, 'wrong'],
    ['a residual with the wrong sign', [0.5], { value: 0.6, residual: -0.1 }, 'wrong'],
    ['a base left out of the score', [0.5], { value: 0.5, base: 0.2 }, 'wrong'],
    ['a strength that is not disclosed', [0.5, null], { value: 7 }, 'untold'],
    ['no reasons at all', [], { value: 7 }, 'untold'],
  ])('of %s', (_what, weights, score, state) => {
    expect(sumState(scored(weights, score))).toBe(state);
  });

  it('is not forgiven by a wide tolerance the shop claims', () => {
    expect(sumState(scored([0.5], { value: 0.6 }, { tolerance: 1 }))).toBe('wrong');
  });

  it('is held to a narrower tolerance the shop claims', () => {
    expect(sumState(scored([0.5], { value: 0.5000005 }, { tolerance: 1e-9 }))).toBe('wrong');
  });

  it.each(['rule', 'vendor-reason', 'observed-strategy', 'llm-generated', 'none', 'search-explain'])(
    'is not asked of %s',
    (type) => {
      expect(sumState(scored([0.5], { value: 9 }, { type }))).toBe('untold');
    },
  );

  it('is not judged on a factor that could not be read', () => {
    const read = reading({ factors: [aFactor(), { id: 'broken' }], score: { value: 0.9, scale: 'additive' } });
    expect(sumState(read)).toBe('untold');
  });

  it('is not judged on factors that were cut off', () => {
    const read = reading({
      factors: new Array(25).fill(aFactor({ weight: 1 })),
      score: { value: 25, scale: 'additive' },
    });
    expect(sumState(read)).toBe('untold');
  });
});

describe('the remainder', () => {
  it('is the residual as a share of all contributions', () => {
    expect(remainderOf(scored([0.6], { value: 0.8, residual: 0.2 }).explanation)).toBeCloseTo(0.25);
  });

  it('counts reasons against by their size', () => {
    expect(remainderOf(scored([0.5, -0.3], { value: 0.4, residual: 0.2 }).explanation)).toBeCloseTo(0.2);
  });

  it.each([
    [0.2, false],
    [0.21, true],
    [-0.3, true],
    [0, false],
  ])('of %d beside 0.8 is much: %s', (residual, much) => {
    expect(isMuchUntold(scored([0.8], { value: 0.8 + residual, residual }).explanation)).toBe(much);
  });

  it('is not made up where the engine tells of none', () => {
    expect(remainderOf(scored([0.5], { value: 0.5 }).explanation)).toBeUndefined();
  });
});

describe('the factors of an explanation', () => {
  const lines = (weights: readonly (number | null)[], over: object = {}, method: object = {}) =>
    factorLines(
      reading({
        factors: weights.map((weight, place) => aFactor({ id: `f${place}`, weight, ...over })),
        score: { value: 1, scale: 'additive', residual: 0.1 },
        method: { type: 'exact-additive', verified: true, ...method },
      }).explanation,
    );

  it('stand strongest first, with the undisclosed last', () => {
    expect(lines([0.1, null, -0.5, 0.3]).map(({ factor }) => factor.id)).toEqual(['f2', 'f3', 'f0', 'f1']);
  });

  it.each([
    [0.9, 'strong'],
    [0.25, 'strong'],
    [0.24, 'medium'],
    [0.08, 'medium'],
    [0.05, 'weak'],
  ])('are in words: %d of about 1', (weight, strength) => {
    expect(lines([weight, 0.9 - weight]).find(({ factor }) => factor.id === 'f0')?.strength ?? 'none').toBe(strength);
  });

  it('go the way their number goes, whatever they claim', () => {
    expect(lines([-0.4], { effect: 'for' })[0]?.direction).toBe('against');
    expect(lines([0.4], { effect: 'against' })[0]?.direction).toBe('for');
    expect(lines([0], { effect: 'for' })[0]?.direction).toBe('neutral');
  });

  it('have no share where strength is not disclosed, never nought', () => {
    expect(lines([null, 0.5]).find(({ factor }) => factor.weight === null)).toMatchObject({
      share: undefined,
      strength: undefined,
      direction: 'for',
    });
  });

  it.each(['llm-generated', 'none'])('have no bars when the method is %s', (type) => {
    expect(lines([0.5], {}, { type })[0]?.share).toBeUndefined();
  });
});
