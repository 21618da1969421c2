// @vitest-environment node
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ABSENT, ABSENT_TOOL, absentLine } from './absent-reporter.ts';
import { judge, PROJECT, sharedFile, sharedPath } from './shared.ts';

describe('the shared data', () => {
  it('lies beside the project unless CANDOR_SHARED says otherwise', () => {
    expect(sharedPath('vectors/x.json', '../shared')).toBe(join(PROJECT, '../shared/vectors/x.json'));
    expect(sharedPath('x.json', join(PROJECT, 'elsewhere'))).toBe(join(PROJECT, 'elsewhere/x.json'));
    expect(isAbsolute(sharedPath('x.json'))).toBe(true);
  });

  it.each([
    [true, false, 'read'],
    [true, true, 'read'],
    [false, false, 'skip'],
    [false, true, 'fail'],
  ] as const)('there: %s, proof asked for: %s → %s', (isThere, isProof, verdict) => {
    expect(judge('any.json', isThere, isProof)).toBe(verdict);
  });

  it('names what is absent, whether it skips or fails', () => {
    const skip = (note?: string | boolean): never => {
      throw new Error(String(note));
    };
    expect(() => sharedFile({ skip }, 'no/such/file.json')).toThrow(`${ABSENT}no/such/file.json`);
  });
});

describe('the line at the end of a run', () => {
  it('counts the tests of each absent file', () => {
    expect(absentLine([`${ABSENT}b.json`, `${ABSENT}a.json`, `${ABSENT}b.json`, 'not on this system', undefined])).toBe(
      '3 tests skipped, shared data absent: a.json (1), b.json (2). Set CANDOR_SHARED to run them.',
    );
  });

  it('counts the tests of each absent program', () => {
    expect(absentLine([`${ABSENT_TOOL}strace`, `${ABSENT}a.json`, `${ABSENT_TOOL}strace`])).toBe(
      '1 test skipped, shared data absent: a.json (1). Set CANDOR_SHARED to run them.\n2 tests skipped, tool absent: strace (2). Install it to run them.',
    );
  });

  it('is not there when nothing was absent', () => {
    expect(absentLine(['not on this system', undefined])).toBeUndefined();
  });
});
