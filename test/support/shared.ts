import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it, type TestContext } from 'vitest';
import { ABSENT } from './absent-reporter.ts';

/** The project's folder. */
export const PROJECT = resolve(import.meta.dirname, '../..');

/** Where a file of the shared data is to be found: below `CANDOR_SHARED`, by default `../shared` beside the project. */
export const sharedPath = (path: string, from = process.env['CANDOR_SHARED'] || '../shared'): string =>
  resolve(PROJECT, from, path);

/** What is to be done about a file: read it, skip the test, or fail it because proof was asked for (`CANDOR_EVIDENCE=1`). */
export const judge = (
  path: string,
  isThere = existsSync(sharedPath(path)),
  isProof = process.env['CANDOR_EVIDENCE'] === '1',
): 'read' | 'skip' | 'fail' => {
  if (isThere) return 'read';
  return isProof ? 'fail' : 'skip';
};

/** Path of a file of the shared data. Where it is absent, the test is skipped with the reason, or fails naming it under `CANDOR_EVIDENCE=1`. */
export const sharedFile = (context: Pick<TestContext, 'skip'>, path: string): string => {
  const verdict = judge(path);
  if (verdict === 'fail') throw new Error(`${ABSENT}${path} (set CANDOR_SHARED to the folder that holds it)`);
  if (verdict === 'skip') context.skip(`${ABSENT}${path}`);
  return sharedPath(path);
};

/** Text of a file of the shared data; see `sharedFile`. */
export const sharedText = (context: TestContext, path: string): string =>
  readFileSync(sharedFile(context, path), 'utf8');

/** JSON of a file of the shared data; see `sharedFile`. */
export const sharedJson = (context: TestContext, path: string): unknown => JSON.parse(sharedText(context, path));

/** The hostile strings of a corpus, one JSON object a line; see `sharedFile`. */
export const sharedStrings = (context: TestContext, path: string): readonly string[] =>
  sharedText(context, path)
    .trim()
    .split('\n')
    .map((line) => String((JSON.parse(line) as { s: unknown }).s));

/** A test that needs one file (or folder) of the shared data and gets its path; see `sharedFile`. */
export const itShared = (name: string, path: string, test: (file: string) => unknown, timeout?: number): void => {
  it(name, async (context) => void (await test(sharedFile(context, path))), timeout);
};

/** A group of tests that needs one file (or folder) of the shared data. Where it is absent, one test stands for the group. */
export const describeShared = (name: string, path: string, group: (file: string) => void): void => {
  describe(name, () => {
    if (judge(path) === 'read') group(sharedPath(path));
    else it('has the shared data it needs', (context) => void sharedFile(context, path));
  });
};
