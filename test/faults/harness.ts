import { buildWithBug, type Bug, BUG_NAMES } from './bugs.ts';
import { type Lane, type LaneOptions, openLane } from './lane.ts';
import type { StoreKind } from './record-server.ts';
import type { Broken, Played } from './report.ts';
import { runOne, type Verdict } from './run-one.ts';
import { type Scenario, scenarioOf } from './scenario.ts';

/** What to play. */
export type PlayOptions = LaneOptions & {
  readonly seed: number;
  readonly runs: number;
  /** Begins no run after this many seconds. */
  readonly seconds?: number;
  /** Runs under way at once. */
  readonly lanes: number;
  readonly onVerdict?: (verdict: Verdict) => void;
};

/** Real milliseconds until a run counts as broken. */
const LONGEST_RUN = 180_000;

const messageOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${LONGEST_RUN / 1000} seconds`)), LONGEST_RUN);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Plays scripts one after the other for as long as there are some. A lane on which a run broke is replaced. */
export const playOn = async (
  open: () => Promise<Lane>,
  next: () => Scenario | undefined,
  onEnd: (end: Verdict | Broken) => void,
): Promise<void> => {
  let lane = await open();
  for (let scenario = next(); scenario; scenario = next()) {
    try {
      onEnd(await inTime(runOne(lane, scenario)));
    } catch (error) {
      onEnd({ scenario, error: messageOf(error) });
      await lane.stop().catch(() => undefined);
      lane = await open();
    }
  }
  await lane.stop();
};

/** Plays the runs of consecutive seeds. */
export const play = async ({
  seed,
  runs,
  seconds = Infinity,
  lanes,
  onVerdict,
  ...options
}: PlayOptions): Promise<Played> => {
  const since = performance.now();
  const passed = (): number => (performance.now() - since) / 1000;
  const [verdicts, broken]: [Verdict[], Broken[]] = [[], []];
  let begun = 0;
  const next = (): Scenario | undefined => {
    if (begun >= runs || passed() >= seconds) return undefined;
    begun += 1;
    return scenarioOf(seed + begun - 1);
  };
  const onEnd = (end: Verdict | Broken): void => {
    if ('error' in end) return void broken.push(end);
    verdicts.push(end);
    onVerdict?.(end);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, runs) }, () => playOn(() => openLane(options), next, onEnd)));
  return { store: options.store, seed, verdicts, broken, seconds: passed() };
};

/** Plays these scripts, one after the other. */
export const replay = async (options: LaneOptions, scenarios: readonly Scenario[]): Promise<Played> => {
  const since = performance.now();
  const left = [...scenarios];
  const [verdicts, broken]: [Verdict[], Broken[]] = [[], []];
  await playOn(
    () => openLane(options),
    () => left.shift(),
    (end) => void ('error' in end ? broken.push(end) : verdicts.push(end)),
  );
  return {
    store: options.store,
    seed: scenarios[0]?.seed ?? 0,
    verdicts,
    broken,
    seconds: (performance.now() - since) / 1000,
  };
};

/** Most runs a seeded bug may hide in. */
const MOST_CHECKS = 12;

/** Whether a script shows this bug in any browser that works: one tab, and an answer of the kind the bug takes for another. */
const shows = (bug: Bug, { storage, tabs, locks, skew, wire, steps }: Scenario): boolean => {
  const isPlain =
    storage.kind === 'well' && tabs === 1 && locks && skew === 0 && steps.every(({ kind }) => kind === 'acts');
  const isTheKind =
    bug === '5xx-is-sent'
      ? wire[0]?.kind === '5xx' && wire[0].cors
      : wire[0]?.kind === 'drop' || wire[0]?.kind === '408';
  return isPlain && isTheKind;
};

/** Scripts that show a bug. */
function* showing(bug: Bug): Generator<Scenario> {
  for (let seed = 1; ; seed += 1) {
    const scenario = scenarioOf(seed);
    if (shows(bug, scenario)) yield scenario;
  }
}

/** What the check of the harness found: the run in which a seeded bug was caught. */
export type Caught = { readonly bug: Bug; readonly runs: number; readonly lost: readonly string[] };

/** Plays against a widget with a bug until an act is lost. Throws when none is: then the harness sees nothing. */
export const catchBug = async (bug: Bug, store: StoreKind): Promise<Caught> => {
  const lane = await openLane({ store, widget: buildWithBug(bug) });
  try {
    let runs = 0;
    for (const scenario of showing(bug)) {
      if (runs === MOST_CHECKS) break;
      runs += 1;
      const { lost } = await inTime(runOne(lane, scenario));
      if (lost.length > 0) return { bug, runs, lost };
    }
  } finally {
    await lane.stop();
  }
  throw new Error(`the harness does not see the bug "${bug}" in ${MOST_CHECKS} runs: what it reports means nothing`);
};

/** Catches every seeded bug. */
export const checkHarness = async (store: StoreKind): Promise<readonly Caught[]> => {
  const caught: Caught[] = [];
  for (const bug of BUG_NAMES) caught.push(await catchBug(bug, store));
  return caught;
};
