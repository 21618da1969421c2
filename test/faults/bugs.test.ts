// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/shared.ts';
import { BUG_NAMES, BUGS, withBug } from './bugs.ts';

const source = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');

describe('a seeded bug', () => {
  it.each(BUG_NAMES)('%s fits the outbox as it is now', (bug) => {
    const buggy = withBug(bug, source(BUGS[bug].file));
    expect(buggy).toContain(`const honest = `);
    expect(buggy.split(`export const ${BUGS[bug].honest} = `)).toHaveLength(2);
  });

  it.each(BUG_NAMES)('%s says so when its place is gone', (bug) => {
    expect(() => withBug(bug, 'export const somethingElse = 1;')).toThrow('does not fit any more');
  });

  it.each(BUG_NAMES)('%s says so when its place is there twice', (bug) => {
    const head = `export const ${BUGS[bug].honest} = 1;\n`;
    expect(() => withBug(bug, head + head)).toThrow('does not fit any more');
  });
});
