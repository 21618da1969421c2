// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { countsLine, countTests, type Finished } from './vitest-reporter.ts';

/** A finished file; its letters are the ends of its tests: p, f or s. */
const aFile = (ends: string, errors: readonly Error[] = []): Finished => ({
  children: { allTests: (state) => [...ends].filter((end) => state.startsWith(end)) },
  errors: () => errors,
});

describe('the last line of a run', () => {
  it('counts each end of a test over all files', () => {
    expect(countTests([aFile('ppf'), aFile('ps')], 0)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  it('counts a file that broke before its first test as one failure', () => {
    expect(countTests([aFile('', [new Error('no such module')])], 0).failed).toBe(1);
  });

  it('does not count a failed test twice when its file reports it too', () => {
    expect(countTests([aFile('f', [new Error('teardown')])], 0).failed).toBe(1);
  });

  it('counts an error outside every test as a failure', () => {
    expect(countTests([aFile('p')], 2)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it('is a line of three numbers', () => {
    expect(countsLine({ passed: 12, failed: 0, skipped: 3 })).toBe('12 passed, 0 failed, 3 skipped');
  });
});
