import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/shared.ts';
import { BUG_NAMES } from './bugs.ts';
import { catchBug, play, replay } from './harness.ts';
import { readRegressions } from './regressions.ts';
import { failureText, reportOf } from './report.ts';

/** The whole of it is `npm run faults`; this is what fits into a minute. */
const SECONDS = 20;
const HONEST = { store: 'sqlite', widget: join(PROJECT, 'dist', 'widget') } as const;

const failuresOf = (played: Parameters<typeof reportOf>[0]): readonly string[] =>
  reportOf(played).failures.map((failure) => failureText(failure, played.store));

describe('The fault harness', () => {
  it.each(BUG_NAMES)('sees an act lost where the widget has the bug %s', async (bug) => {
    expect((await catchBug(bug, 'sqlite')).lost).not.toEqual([]);
  });
});

describe('The widget and its backend', () => {
  it('keep every act of the scripts that failed once', async () => {
    expect(
      failuresOf(
        await replay(
          HONEST,
          readRegressions().map(({ scenario }) => scenario),
        ),
      ),
    ).toEqual([]);
  });

  it('lose nothing, double nothing and agree, whatever breaks meanwhile', async () => {
    const played = await play({ ...HONEST, seed: 1, runs: Infinity, seconds: SECONDS, lanes: 2 });
    expect(failuresOf(played)).toEqual([]);
    expect(played.verdicts.some(({ losesResponse }) => losesResponse)).toBe(true);
  });
});
