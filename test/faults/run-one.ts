import { startBrowsing } from './browse.ts';
import { drain, judgeState, observeAtLast, passTime, QUIET_AT_LAST, type Run, storm } from './drain.ts';
import type { Kind } from './kinds.ts';
import type { Lane } from './lane.ts';
import { compare, losesResponse, type Observation, outOfOrder, resends, rewrittenReceipts } from './oracle.ts';
import { deviceKindsOf, type Scenario, type Step } from './scenario.ts';

/** What came of one run. Lists are sentences; an empty list is what should be. */
export type Verdict = {
  readonly scenario: Scenario;
  readonly acts: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  /** State that is not what the shopper last said, or differs between device and server. */
  readonly wrong: readonly string[];
  readonly rewritten: readonly string[];
  /** Refused for good, and not shown as refused. */
  readonly untold: readonly string[];
  /** Errors thrown into the page. */
  readonly thrown: readonly string[];
  /** Whether what was acknowledged was sent only when the page was loaded anew. */
  readonly isStalled: boolean;
  readonly parked: number;
  readonly forgotten: number;
  readonly resends: number;
  readonly outOfOrder: number;
  readonly losesResponse: boolean;
  readonly fired: readonly Kind[];
  readonly places: readonly string[];
  readonly trace: readonly string[];
  readonly milliseconds: number;
};

const DAY = 86_400_000;

const goOffline = async (run: Run, step: Extract<Step, { kind: 'offline' }>, at: number): Promise<void> => {
  const { device, browsing } = run;
  // Only a page that is there can act offline.
  await browsing.ready(step.act);
  await device.setOffline(true);
  await browsing.act([step.act], at);
  await passTime(run, step.days * DAY);
  await device.setOffline(false);
};

const doStep = async (run: Run, step: Step, at: number): Promise<void> => {
  const { browsing } = run;
  switch (step.kind) {
    case 'acts':
      return browsing.act(step.acts, at);
    case 'reload':
      return browsing.load(step.tab);
    case 'offline':
      return goOffline(run, step, at);
    case 'storage-fails':
      return browsing.failStorage();
  }
};

const endFaults = async (run: Run): Promise<void> => {
  const { lane, scenario, browsing } = run;
  lane.proxy.calm();
  await browsing.calm();
  await lane.backend.ready();
  const tabs = scenario.reloads ? [0] : [];
  for (const tab of tabs) await browsing.load(tab);
  if (browsing.open().length === 0) await browsing.load(0);
};

/** Real milliseconds for a page that was slow to hear of a refusal, or whose turn to send had not come. */
const LONGEST_TELLING = 15_000;

/** Refused entries as the Receipts panels of the open pages show them; fewer than were refused is not told. */
const judgeTelling = async ({ browsing, lane, trace }: Run, parked: readonly string[]): Promise<readonly string[]> => {
  if (parked.length === 0) return [];
  const since = performance.now();
  let shown: readonly string[] = [];
  while (performance.now() - since < LONGEST_TELLING) {
    const visits = browsing.open();
    const told = await Promise.all(visits.map(async (one) => one.ask(() => window.faults.deliveries(), undefined)));
    if (told.flatMap((all) => all ?? []).filter((delivery) => delivery === 'refused').length >= parked.length)
      return [];
    shown = visits.map(({ id }, at) => `${id} shows: ${told[at]?.join(', ') ?? 'nothing'}`);
    await browsing.jump((await browsing.next()) ?? 0);
    await lane.proxy.quiet(QUIET_AT_LAST);
  }
  shown.forEach(trace);
  return parked;
};

/** What a dead page had still under way may arrive when all seemed over: then it is looked at once more. */
const lastObservation = async (run: Run): Promise<Observation> => {
  const seen = await observeAtLast(run);
  if ((await judgeState(run, seen)).length === 0) return seen;
  await drain(run);
  return observeAtLast(run);
};

/** Plays a script against the lane, and judges it. */
export const runOne = async (lane: Lane, scenario: Scenario): Promise<Verdict> => {
  const since = performance.now();
  const [fired, places, lines]: [Kind[], string[], string[]] = [[], [], []];
  const count = (kind: Kind): void => void fired.push(kind);
  const trace = (line: string): void => void lines.push(`${Math.round(performance.now() - since)} ${line}`);
  await lane.proxy.quiet(0);
  const device = await lane.device(scenario.storage.kind === 'blocked');
  const origin = await lane.nextOrigin(device);
  lane.proxy.begin(origin, scenario.wire);
  const place = (name: string): void => void places.push(name);
  const browsing = await startBrowsing({ lane, device, origin, scenario, count, places: place, trace });
  const run: Run = { lane, device, origin, scenario, browsing, count, trace };
  for (let tab = 0; tab < scenario.tabs; tab += 1) await browsing.load(tab);
  for (const [at, step] of scenario.steps.entries()) await doStep(run, step, at);
  await storm(run);
  await endFaults(run);
  const isDrained = await drain(run);
  if (!isDrained) {
    trace('nothing is sent any more; the page is loaded anew');
    await browsing.load(0, true);
  }
  const isStalled = !isDrained && (await drain(run));
  const seen = await lastObservation(run);
  const delivery = compare(seen);
  for (const { at, key, fault, answer, delivered } of seen.attempts) {
    trace(
      `wire at ${Math.round(at - since)} ${key.slice(-6)} ${fault ?? 'well'} → ${answer?.status ?? 'no answer'}${delivered ? '' : ', not delivered'}`,
    );
  }
  const wrong = await judgeState(run, seen);
  if (delivery.lost.length > 0) {
    for (const visit of browsing.open())
      trace(`${visit.id} has stored: ${(await visit.ask(() => window.faults.stored(), undefined)) ?? 'nothing'}`);
  }
  const wire = seen.attempts.flatMap(({ fault }) => fault ?? []);
  return {
    scenario,
    acts: browsing.acts.length,
    acknowledged: delivery.acknowledged,
    lost: delivery.lost,
    duplicated: delivery.duplicated,
    wrong,
    rewritten: rewrittenReceipts(seen),
    untold: await judgeTelling(run, delivery.parked),
    thrown: lines.filter((line) => line.includes('"type":"thrown"')),
    isStalled,
    parked: delivery.parked.length,
    forgotten: delivery.forgotten.length,
    resends: resends(seen.attempts),
    outOfOrder: outOfOrder(seen.rows),
    losesResponse: losesResponse(seen.attempts),
    fired: [...wire, ...new Set([...fired, ...deviceKindsOf(scenario)])],
    places,
    trace: lines,
    milliseconds: Math.round(performance.now() - since),
  };
};
