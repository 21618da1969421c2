import { parseArgs } from 'node:util';
import { ensureBuilt } from '../support/build.ts';
import { measureSync, type StoreKind } from './fsync.ts';
import { isUnharmed, type KillReport, runKills } from './kills.ts';
import { aMutant, BUGS, type SeededBug } from './mutant.ts';
import { ensureStrace } from './strace.ts';

const STORES: readonly StoreKind[] = ['sqlite', 'postgres'];
const FIRST_BUG: Readonly<Record<StoreKind, SeededBug>> = {
  sqlite: BUGS.sqliteAnswersFirst,
  postgres: BUGS.postgresWithoutSync,
};
/** Kills in which a store with a seeded bug must be seen to lose something. */
const KILLS_WITH_BUG = 10;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The line of a run. */
const lineOf = (name: string, report: KillReport): string =>
  [
    `${name}: ${Object.entries(report.kills)
      .map(([part, count]) => `${count} kills of the ${part}`)
      .join(' and ')}, ${report.underLoad} of them under load`,
    `acknowledged ${report.acknowledged}`,
    `sent again ${report.resent}, answer lost after the commit ${report.answerLost}`,
    `lost ${report.lost}`,
    `duplicated ${report.duplicated}`,
    `broken chains ${report.broken}`,
    `other receipt on replay ${report.otherwise}`,
    `damaged database ${report.damaged}`,
  ].join(' · ');

const proveSync = async (store: StoreKind): Promise<boolean> => {
  if (!ensureStrace()) {
    say(`${store}: fsync before the answer not counted, strace is absent`);
    return true;
  }
  const { created, traced, onDisk } = await measureSync(store);
  say(
    `${store}: answers 201 ${created} · on disk before they left ${onDisk} (${((100 * onDisk) / created).toFixed(1)} %)`,
  );
  return created === traced && created === onDisk;
};

/** The harness itself is tried first: a store with a bug in it must be seen to lose. */
const proveHarness = async (store: StoreKind, seed: number): Promise<boolean> => {
  const mutant = await aMutant(FIRST_BUG[store]);
  try {
    const report = await runKills({ store, kills: KILLS_WITH_BUG, seed, cli: mutant.cli });
    say(lineOf(`${store}, with a seeded bug`, report));
    return report.lost > 0;
  } finally {
    await mutant.remove();
  }
};

const proveStore = async (store: StoreKind, kills: number, seed: number): Promise<boolean> => {
  const isSynced = await proveSync(store);
  const sees = await proveHarness(store, seed);
  if (!sees) say(`${store}: the seeded bug was not seen, so the figures below prove nothing`);
  const report = await runKills({ store, kills, seed });
  say(lineOf(store, report));
  return isSynced && sees && isUnharmed(report);
};

const numberOf = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} "${text}" is no number: write digits`);
};

const storesOf = (text: string | undefined): readonly StoreKind[] => {
  const stores = STORES.filter((store) => text === undefined || store === text);
  if (stores.length === 0) throw new Error(`--store "${text}" is not known: write sqlite or postgres`);
  return stores;
};

/** `npm run durability -- --kills N --store sqlite|postgres --seed N`: both stores unless told. Exit code 1 when anything was lost. */
export const main = async (args: readonly string[]): Promise<void> => {
  const options = { kills: { type: 'string' }, store: { type: 'string' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [kills, stores] = [numberOf('kills', values.kills ?? '100'), storesOf(values.store)];
  const seed = numberOf('seed', values.seed ?? String(Date.now() % 1_000_000));
  ensureBuilt();
  say(`seed ${seed}`);
  for (const store of stores) if (!(await proveStore(store, kills, seed))) process.exitCode = 1;
};
