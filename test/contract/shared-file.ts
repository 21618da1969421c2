import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestContext } from 'vitest';

/** Text of a file of the shared data; skips the test, saying why, where it is absent. */
export const sharedText = (context: TestContext, path: string): string => {
  const file = resolve(process.env['CANDOR_SHARED'] ?? '../shared', path);
  if (!existsSync(file)) context.skip(`shared data absent: ${path}`);
  return readFileSync(file, 'utf8');
};

/** JSON of a file of the shared data. */
export const sharedJson = (context: TestContext, path: string): unknown => JSON.parse(sharedText(context, path));

/** The hostile strings of a corpus, one JSON object a line. */
export const sharedStrings = (context: TestContext, path: string): readonly string[] =>
  sharedText(context, path).trim().split('\n').map((line) => String((JSON.parse(line) as { s: unknown }).s));
