import { between, seeded } from '../../demo/data/prng.ts';
import { send } from './acts.ts';
import { type Arena, openArena } from './arena.ts';
import type { StoreKind } from './fsync.ts';
import { judge, type Verdict } from './oracle.ts';
import { type Kept, startWriters, type Writers } from './writers.ts';

/** How a run goes. */
export type KillOptions = {
  readonly store: StoreKind;
  readonly kills: number;
  readonly seed: number;
  /** Another `candor` than the one that was built. */
  readonly cli?: string;
};

/** What came of a run. */
export type KillReport = Verdict & {
  /** Kills by the part that was killed. */
  readonly kills: Readonly<Record<string, number>>;
  /** Kills at which acts were on their way. */
  readonly underLoad: number;
  readonly acknowledged: number;
  readonly resent: number;
  /** Acts that were recorded although their answer was lost, and were answered with the same receipt when they came again. */
  readonly answerLost: number;
  /** Acts that were answered otherwise than with 200 and the first receipt, when they came once more at the end. */
  readonly otherwise: number;
  /** Inspections after which the database was not whole. */
  readonly damaged: number;
};

const WRITERS = 8;
/** Acts that are answered between two kills, at least; and milliseconds until the kill after them, at most. */
const ACTS_BETWEEN = 20;
const LATEST = 150;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Tally = { underLoad: number; damaged: number; readonly kills: Record<string, number> };

/** Kills once, at a moment of chance while the writers write. */
const killOnce = async (arena: Arena, writers: Writers, count: number, wait: number): Promise<Partial<Tally>> => {
  await writers.untilKept(ACTS_BETWEEN);
  await pause(wait);
  const underLoad = writers.inFlight() > 0 ? 1 : 0;
  const part = await arena.kill(count);
  const { integrity } = await arena.inspect();
  return { underLoad, damaged: integrity === 'ok' ? 0 : 1, kills: { [part]: 1 } };
};

const killAll = async (arena: Arena, writers: Writers, { kills, seed }: KillOptions): Promise<Tally> => {
  const chance = seeded(seed);
  const tally: Tally = { underLoad: 0, damaged: 0, kills: {} };
  for (let count = 0; count < kills; count += 1) {
    const once = await killOnce(arena, writers, count, between(chance, 0, LATEST));
    tally.underLoad += once.underLoad ?? 0;
    tally.damaged += once.damaged ?? 0;
    for (const part of Object.keys(once.kills ?? {})) tally.kills[part] = (tally.kills[part] ?? 0) + 1;
  }
  return tally;
};

/** Sends every act once more, and counts those that are not answered with 200 and the first receipt. */
const sendAgain = async (url: string, kept: readonly Kept[]): Promise<number> => {
  const left = [...kept];
  let otherwise = 0;
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { status, receipt } = await send(url, next.act);
      if (status !== 200 || receipt !== next.receipt) otherwise += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, worker));
  return otherwise;
};

/** Kills a store under load again and again, and then compares all that was answered with what the database holds. */
export const runKills = async (options: KillOptions): Promise<KillReport> => {
  const arena = await openArena(options.store, options.cli);
  try {
    const writers = await startWriters(arena.url, WRITERS);
    const tally = await killAll(arena, writers, options);
    await writers.end();
    const { rows } = await arena.inspect();
    const verdict = judge(writers.kept, rows);
    const otherwise = await sendAgain(arena.url, writers.kept);
    return { ...verdict, ...tally, ...writers.counts, acknowledged: writers.kept.length, otherwise };
  } finally {
    await arena.leave();
  }
};

/** Whether nothing was lost, nothing stands twice, and every kill came under load. */
export const isUnharmed = ({ lost, duplicated, broken, otherwise, damaged }: KillReport): boolean =>
  lost + duplicated + broken + otherwise + damaged === 0;
