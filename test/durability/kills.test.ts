import { describe, expect, it } from 'vitest';
import type { StoreKind } from './fsync.ts';
import { isUnharmed, type KillReport, runKills } from './kills.ts';
import { aMutant, BUGS, type SeededBug } from './mutant.ts';
import { judge } from './oracle.ts';
import type { Row } from './rows.ts';
import type { Kept } from './writers.ts';

/** A slice of what `npm run durability` does. */
const KILLS = 5;
/** Each kill waits for servers to start again, on whatever machine this is. */
const PATIENCE = { timeout: 300_000 };
const UNHARMED = { lost: 0, duplicated: 0, broken: 0, otherwise: 0, damaged: 0 };

const withBug = async (store: StoreKind, bug: SeededBug): Promise<KillReport> => {
  const mutant = await aMutant(bug);
  try {
    return await runKills({ store, kills: KILLS + 1, seed: 2, cli: mutant.cli });
  } finally {
    await mutant.remove();
  }
};

describe('a store that is killed under load', () => {
  it.each([
    ['sqlite', { backend: KILLS }],
    ['postgres', { backend: 3, cluster: 2 }],
  ] as const)('loses nothing that was acknowledged, and keeps it once: %s', PATIENCE, async (store, kills) => {
    const report = await runKills({ store, kills: KILLS, seed: 1 });
    expect(report).toMatchObject({ ...UNHARMED, kills, underLoad: KILLS });
    expect(report.acknowledged).toBeGreaterThan(KILLS * 10);
    expect(report.resent).toBeGreaterThan(KILLS);
    expect(isUnharmed(report)).toBe(true);
  });

  it.each([
    ['sqlite', BUGS.sqliteAnswersFirst],
    ['postgres', BUGS.postgresWithoutSync],
  ] as const)('is seen to lose when it answers before it commits: %s', PATIENCE, async (store, bug) => {
    const report = await withBug(store, bug);
    expect(report.lost).toBeGreaterThan(0);
    expect(isUnharmed(report)).toBe(false);
  });
});

const aRow = (seq: number, over: Partial<Row> = {}): Row => ({
  id: `event-${seq}`,
  subject: 'sub_a',
  order: seq,
  receipt_id: `rcp_${seq}`,
  receipt: `receipt ${seq}`,
  seq,
  prev: seq === 1 ? null : `digest ${seq - 1}`,
  sha256: `digest ${seq}`,
  forked: 0,
  ...over,
});
const anObjectionRow = { seq: null, prev: null, sha256: null, forked: null };
const kept = ({ id, receipt }: Row): Kept => ({ act: { id } as Kept['act'], receipt });

describe('the comparison of what was answered with what is there', () => {
  const rows = [aRow(1), aRow(2), aRow(3, anObjectionRow), aRow(3, { id: 'event-4', order: 4, receipt_id: 'rcp_4' })];
  const answered = rows.map(kept);

  it('is content with a record that holds all of it once', () => {
    expect(judge(answered, rows)).toEqual({ lost: 0, duplicated: 0, broken: 0 });
  });

  it.each([
    ['a row is gone', [rows[0], rows[1], rows[2]], { lost: 1 }],
    ['a row in the middle of a chain is gone', [rows[0], rows[2], rows[3]], { lost: 1, broken: 1 }],
    ['a receipt is another', [aRow(1, { receipt: 'new' }), ...rows.slice(1)], { lost: 1 }],
    [
      'an act stands twice',
      [...rows, aRow(3, { order: 9, receipt_id: 'rcp_9', id: 'event-4', subject: 'sub_b' })],
      { duplicated: 1 },
    ],
    [
      'an order stands twice',
      [...rows.slice(0, 3), aRow(3, { id: 'event-4', order: 3, receipt_id: 'rcp_4' })],
      { duplicated: 1 },
    ],
    [
      'a place of a chain is taken twice',
      [...rows, aRow(2, { id: 'event-9', order: 9, receipt_id: 'rcp_9' })],
      { duplicated: 1 },
    ],
    ['a digest is not the one before', [rows[0], aRow(2, { prev: 'other' }), ...rows.slice(2)], { broken: 1 }],
    ['an event became a fork', [rows[0], aRow(2, { forked: 1 }), ...rows.slice(2)], { broken: 1 }],
  ])('sees that %s', (_what, held, faults) => {
    expect(judge(answered, held as readonly Row[])).toMatchObject(faults);
  });
});
