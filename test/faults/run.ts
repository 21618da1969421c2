import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../support/build.ts';
import { PROJECT } from '../support/shared.ts';
import { type Bug, BUG_NAMES, buildWithBug } from './bugs.ts';
import { playOnFullDisk } from './disk-full.ts';
import { playInFirefox } from './firefox.ts';
import { checkHarness, play } from './harness.ts';
import type { StoreKind } from './record-server.ts';
import { failureOf, failureText, isClean, problemsOf, reportOf, reportText } from './report.ts';

const USAGE = `Kills, cuts and starves the widget and its backend, and compares what the panel said with what the record holds.

  npm run faults -- [options]
      --seed NUMBER        seed of the first run; each next run has the next (a random one)
      --runs NUMBER        how many runs (200)
      --seconds NUMBER     begins no run after this time
      --store NAME         sqlite or postgres (sqlite)
      --lanes NUMBER       runs under way at once (one for each processor)
      --bug NAME           plays against a widget with this bug: ${BUG_NAMES.join(', ')}
      --out FILE           writes the report as JSON
      --help               this text

Ends with 0 when nothing was lost, duplicated or wrong, and from 2,000 runs on only when every kind of fault fired often enough.
`;

const OPTIONS = {
  seed: { type: 'string' },
  runs: { type: 'string' },
  seconds: { type: 'string' },
  store: { type: 'string' },
  lanes: { type: 'string' },
  bug: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const LARGEST_SEED = 2 ** 31;
const DEFAULT_RUNS = 200;
const HONEST = join(PROJECT, 'dist', 'widget');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const numberOf = (values: Values, name: 'seed' | 'runs' | 'seconds' | 'lanes'): number | undefined => {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} "${text}" is not a whole number`);
  return Number(text);
};

const oneOfNames = <T extends string>(name: string, text: string | undefined, names: readonly T[]): T | undefined => {
  const found = names.find((one) => one === text);
  if (text === undefined || found) return found;
  throw new Error(`--${name} "${text}": write ${names.join(' or ')}`);
};

const checkAloud = async (store: StoreKind): Promise<void> => {
  for (const { bug, runs, lost } of await checkHarness(store))
    say(`seeded bug ${bug}: caught in run ${runs}, ${lost.length} lost`);
};

/** Once in every session: it needs a disk of its own. False when something went wrong on it; where there is none, that is said. */
const fillDiskAloud = async (store: StoreKind): Promise<boolean> => {
  const result = await playOnFullDisk({ store, widget: HONEST });
  if (result.kind === 'skipped') {
    say(`disk full: not played, no small disk can be mounted here (${result.why})`);
    return true;
  }
  const { verdict } = result;
  const problems = problemsOf(verdict);
  say(`disk full: ${verdict.acknowledged} acknowledged, ${problems.length === 0 ? 'all in the record' : 'failed'}`);
  if (problems.length > 0) say([...problems, ...verdict.trace].map((line) => `  ${line}`).join('\n'));
  return problems.length === 0;
};

/** Firefox refuses storage in ways of its own. False when something went wrong in it; where there is none, that is said. */
const visitFirefoxAloud = async (store: StoreKind): Promise<boolean> => {
  const result = await playInFirefox({ store, widget: HONEST });
  if (result.kind === 'skipped') {
    say(`Firefox: not played, ${result.why}`);
    return true;
  }
  for (const [way, verdict] of result.verdicts) {
    const problems = problemsOf(verdict);
    const isWhole = problems.length === 0 && verdict.acknowledged === verdict.acts;
    say(
      `Firefox, ${way}: ${verdict.acknowledged} of ${verdict.acts} acknowledged, ${isWhole ? 'all in the record' : 'failed'}`,
    );
    if (!isWhole) say([...problems, ...verdict.trace].map((line) => `  ${line}`).join('\n'));
  }
  return result.verdicts.every(([, one]) => problemsOf(one).length === 0 && one.acknowledged === one.acts);
};

const playAloud = async (values: Values): Promise<boolean> => {
  const store = oneOfNames<StoreKind>('store', values.store, ['sqlite', 'postgres']) ?? 'sqlite';
  const bug = oneOfNames<Bug>('bug', values.bug, BUG_NAMES);
  const seed = numberOf(values, 'seed') ?? randomInt(1, LARGEST_SEED);
  const options = {
    store,
    seed,
    runs: numberOf(values, 'runs') ?? DEFAULT_RUNS,
    seconds: numberOf(values, 'seconds'),
    lanes: numberOf(values, 'lanes') ?? availableParallelism(),
  };
  ensureBuilt();
  const isWhole = bug === undefined && options.runs > 1;
  if (isWhole) await checkAloud('sqlite');
  const isDiskSafe = !isWhole || (await fillDiskAloud(store));
  const isFirefoxSafe = !isWhole || (await visitFirefoxAloud(store));
  say(`seed ${seed}, ${options.runs} runs on ${store}, ${options.lanes} at once`);
  const played = await play({
    ...options,
    widget: bug === undefined ? HONEST : buildWithBug(bug),
    onVerdict: (verdict) => {
      const problems = problemsOf(verdict);
      if (problems.length > 0) say(failureText(failureOf(verdict.seed, problems, verdict.trace), store));
    },
  });
  const report = reportOf(played);
  say(`\n${reportText(report)}`);
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(report, undefined, 2)}\n`);
  return isClean(report) && isDiskSafe && isFirefoxSafe;
};

/** The command line. Resolves with the exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) {
      say(USAGE);
      return 0;
    }
    return (await playAloud(values)) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
};
