import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../support/build.ts';
import { PROJECT } from '../support/shared.ts';
import { type Bug, BUG_NAMES, buildWithBug } from './bugs.ts';
import { playElsewhere } from './elsewhere.ts';
import { checkHarness, play } from './harness.ts';
import type { StoreKind } from './record-server.ts';
import type { LaneOptions } from './lane.ts';
import {
  type Broken,
  failureOf,
  failureText,
  isClean,
  type Played,
  problemsOf,
  reportOf,
  reportText,
} from './report.ts';
import type { Verdict } from './run-one.ts';

const USAGE = `Kills, cuts and starves the widget and its backend, and compares what the panel said with what the record holds.

  npm run faults -- [options]
      --seed NUMBER        seed of the first run; each next run has the next (a random one)
      --runs NUMBER        how many runs (200)
      --seconds NUMBER     begins no run after this time
      --store NAME         sqlite or postgres (sqlite)
      --elsewhere NUMBER   how many runs each on a full disk and in Firefox (a fortieth of the runs)
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
  elsewhere: { type: 'string' },
  bug: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const LARGEST_SEED = 2 ** 31;
const DEFAULT_RUNS = 200;
const RUNS_FOR_ONE_ELSEWHERE = 40;
const HONEST = join(PROJECT, 'dist', 'widget');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const numberOf = (values: Values, name: 'seed' | 'runs' | 'seconds' | 'lanes' | 'elsewhere'): number | undefined => {
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

const tellFailure = (verdict: Verdict, store: StoreKind): void => {
  const problems = problemsOf(verdict);
  if (problems.length > 0) say(failureText(failureOf(verdict.scenario, problems, verdict.trace), store));
};

const checkAloud = async (store: StoreKind): Promise<void> => {
  for (const { bug, runs, lost } of await checkHarness(store))
    say(`seeded bug ${bug}: caught in run ${runs}, ${lost.length} lost`);
};

/** Plays where a browser fails in a way of its own; what cannot be played here is said. */
const playElsewhereAloud = async (
  options: LaneOptions & { readonly seed: number },
  each: number,
): Promise<Pick<Played, 'verdicts' | 'broken' | 'unplayable'>> => {
  const [verdicts, broken]: [Verdict[], Broken[]] = [[], []];
  const unplayable = await playElsewhere({
    ...options,
    each,
    onEnd: (end) => {
      if ('error' in end) broken.push(end);
      else verdicts.push(end);
      if (!('error' in end)) tellFailure(end, options.store);
    },
    onSkip: (kind, why) => say(`${kind}: not played, ${why}`),
  });
  return { verdicts, broken, unplayable };
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
  const widget = bug === undefined ? HONEST : buildWithBug(bug);
  const each = numberOf(values, 'elsewhere') ?? (isWhole ? Math.ceil(options.runs / RUNS_FOR_ONE_ELSEWHERE) : 0);
  say(`seed ${seed}, ${options.runs} runs on ${store}, ${options.lanes} at once`);
  const since = performance.now();
  const [elsewhere, played] = await Promise.all([
    playElsewhereAloud({ store, widget, seed }, each),
    play({ ...options, widget, onVerdict: (verdict) => tellFailure(verdict, store) }),
  ]);
  const report = reportOf({
    ...played,
    ...(elsewhere.unplayable ? { unplayable: elsewhere.unplayable } : {}),
    verdicts: [...elsewhere.verdicts, ...played.verdicts],
    broken: [...elsewhere.broken, ...played.broken],
    seconds: (performance.now() - since) / 1000,
  });
  say(`\n${reportText(report)}`);
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(report, undefined, 2)}\n`);
  return isClean(report);
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
