// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { explanation } from '../../src/contract/explanation.ts';
import { MAX_CHARACTERS, readExplanation } from '../../src/contract/read-explanation.ts';
import { busyLine, type Figure, isWithin, percentile, tableOf } from './bench.ts';
import { largestExplanation } from './largest-explanation.ts';

const aFigure = (value: number, bound?: Figure['bound']): Figure => ({ what: 'a time', value, unit: 'ms', bound });

describe('what was measured', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [[5], 0.95, 5],
    [Array.from({ length: 100 }, (_none, at) => at + 1), 0.95, 95],
    [[1, 2], 0, 1],
  ])('%j has at %d the value %d', (values, part, value) => {
    expect(percentile(values, part)).toBe(value);
  });

  it('has no percentile where there is nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('nothing was measured');
  });

  it.each([
    [aFigure(29.9, { below: 30 }), true],
    [aFigure(30, { below: 30 }), false],
    [aFigure(0, { atMost: 0 }), true],
    [aFigure(0.001, { atMost: 0 }), false],
    [aFigure(Number.NaN, { below: 30 }), false],
    [aFigure(1e9), true],
  ])('%j is within its bound: %s', (figure, within) => {
    expect(isWithin(figure)).toBe(within);
  });

  it('is a table that marks what is out of bounds', () => {
    const [, good, bad] = tableOf('A bench', [aFigure(1.234, { below: 30 }), aFigure(31, { below: 30 })])
      .trim()
      .split('\n');
    expect(good).toMatch(/a time +1\.23 ms +< 30 ms$/);
    expect(bad).toMatch(/a time +31 ms +< 30 ms +OUT OF BOUNDS$/);
  });

  it('is said to be too long on a busy machine only', () => {
    expect(busyLine(1.5, 2)).toBeUndefined();
    expect(busyLine(6.2, 2)).toContain('load 6.2 on 2 processors');
  });
});

describe('the largest explanation', () => {
  const largest = largestExplanation({
    id: 'e0',
    iss: 'https://shop.example',
    aud: 'https://shop.example',
    iat: 1_764_244_800,
    receipt: 'rcp_1111111111111111',
  });

  it('is read whole, and nearly as long as one may be', () => {
    expect(readExplanation(largest)?.marks).toEqual([]);
    expect(JSON.stringify(largest).length).toBeGreaterThan(MAX_CHARACTERS * 0.95);
  });

  it.each(['factors', 'data', 'counterfactuals', 'alternatives', 'controls', 'because'] as const)(
    'has as many %s as the contract allows',
    (name) => {
      const more = [...(largest[name] ?? []), largest[name]?.[0]];
      expect(v.is(explanation, largest)).toBe(true);
      expect(v.is(explanation, { ...largest, [name]: more })).toBe(false);
    },
  );
});
