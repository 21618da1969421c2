// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { budgetTable, type Measured, overrun, unexplained } from './budgets.ts';
import { closureOf, fileOf, sizeOf, sizeOfFiles, sizesOf } from './output.ts';

const aLine = (brotli: number, limit?: number): Measured => ({
  line: 'loader',
  limit,
  size: { raw: 9_000, gzip: 3_000, brotli },
});

const OUTPUT = new Map([
  ['assets/start-abcdefgh.js', `import{a}from'./shared-a-12345678.js';const n=()=>import('./explain-12345678.js');`],
  ['assets/shared-a-12345678.js', `import'./shared-b-12345678.js';export const a=1;`],
  ['assets/shared-b-12345678.js', `import'./shared-a-12345678.js';`],
  ['assets/explain-12345678.js', `import'../index.js';`],
  ['index.js', ''],
  ['assets/broken-12345678.js', `import'./gone-12345678.js'`],
]);

describe('what a built file loads', () => {
  it('is itself and all it imports at once, circles included, and nothing lazy', () => {
    expect([...closureOf(OUTPUT, 'assets/start-abcdefgh.js')].sort()).toEqual([
      'assets/shared-a-12345678.js',
      'assets/shared-b-12345678.js',
      'assets/start-abcdefgh.js',
    ]);
  });

  it('is found across folders', () => {
    expect([...closureOf(OUTPUT, fileOf(OUTPUT, 'explain'))]).toContain('index.js');
  });

  it('cannot be told where a file is missing', () => {
    expect(() => closureOf(OUTPUT, 'assets/broken-12345678.js')).toThrow('assets/gone-12345678.js');
  });

  it.each(['receipts', 'shared', ''])('cannot be told of an entry that was not built: %s', (name) => {
    expect(() => fileOf(OUTPUT, name)).toThrow('0 chunks');
  });

  it('counts each file alone, as it travels', () => {
    const twice = new Map([
      ['a.js', 'const a=1;'.repeat(50)],
      ['b.js', 'const a=1;'.repeat(50)],
    ]);
    const one = sizeOf('const a=1;'.repeat(50));
    expect(sizeOfFiles(sizesOf(twice), ['a.js', 'b.js'])).toEqual({
      raw: 2 * one.raw,
      gzip: 2 * one.gzip,
      brotli: 2 * one.brotli,
    });
  });
});

describe('a budget', () => {
  it.each([
    ['is kept at its ceiling', aLine(1_000, 1_500), [{ bytes: 1_000 }], undefined],
    ['is kept at 2 % more', aLine(1_020, 1_500), [{ bytes: 1_000 }], undefined],
    ['is broken above 2 %', aLine(1_021, 1_500), [{ bytes: 1_000 }], 'more than 2 %'],
    ['is broken above its limit, whatever was recorded', aLine(1_501, 1_500), [{ bytes: 1_501 }], 'over its limit'],
    [
      'is broken above its limit with an empty reason',
      aLine(1_501, 1_500),
      [{ bytes: 1_501, reason: ' ' }],
      'over its',
    ],
    ['is kept above its limit when it says why', aLine(1_501, 1_500), [{ bytes: 1_501, reason: 'x' }], undefined],
    ['that says why may still not grow', aLine(1_600, 1_500), [{ bytes: 1_501, reason: 'x' }], 'more than 2 %'],
    ['is measured by its newest figure', aLine(1_000, 1_500), [{ bytes: 1_000 }, { bytes: 900 }], 'more than 2 %'],
    ['without a limit may still not grow', aLine(1_021), [{ bytes: 1_000 }], 'more than 2 %'],
    ['that was never recorded is broken', aLine(1), [], 'no figure'],
  ] as const)('%s', (_name, line, figures, problem) => {
    const found = overrun(line, { loader: figures });
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });

  it('may grow by more than 2 % only with a reason', () => {
    expect(unexplained({ loader: [{ bytes: 100 }, { bytes: 103 }] })).toEqual(['loader: 100 → 103 without a reason']);
    expect(unexplained({ loader: [{ bytes: 100 }, { bytes: 103, reason: ' ' }] })).toHaveLength(1);
    expect(unexplained({ loader: [{ bytes: 100 }, { bytes: 103, reason: 'a second entry' }] })).toEqual([]);
    expect(unexplained({ loader: [{ bytes: 100 }, { bytes: 102 }, { bytes: 90 }] })).toEqual([]);
  });

  it('is printed with all its sizes', () => {
    const [, line] = budgetTable([aLine(1_000, 1_500)], { loader: [{ bytes: 990 }] }).split('\n');
    expect(line?.split(/\s+/)).toEqual(['loader', '9000', '3000', '1000', '990', '1500', '–']);
  });

  it('is marked where it is over its limit, with the reason', () => {
    const over = [aLine(1_600, 1_500)];
    expect(budgetTable(over, { loader: [{ bytes: 1_600, reason: 'two entries' }] })).toMatch(
      /! 100 over: two entries$/,
    );
    expect(budgetTable(over, {})).toMatch(/! 100 over: no reason given$/);
  });
});
