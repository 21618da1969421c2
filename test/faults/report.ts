import {
  ALL_KINDS,
  type Elsewhere,
  FULL_RUNS,
  type Kind,
  KINDS,
  LEAST_LOST_RESPONSES,
  LEAST_OF_A_KIND,
} from './kinds.ts';
import type { StoreKind } from './record-server.ts';
import type { Verdict } from './run-one.ts';
import type { Scenario } from './scenario.ts';

/** A run that could not be played to its end. */
export type Broken = { readonly scenario: Scenario; readonly error: string };

/** What was played, and how long it took. */
export type Played = {
  readonly store: StoreKind;
  /** Seed of the first run; each next run has the next. */
  readonly seed: number;
  readonly verdicts: readonly Verdict[];
  readonly broken: readonly Broken[];
  /** Kinds this machine has not what it takes for. */
  readonly unplayable?: readonly Elsewhere[];
  readonly seconds: number;
};

/** A run that failed, to be read by a person. */
export type Failure = {
  readonly problems: readonly string[];
  readonly trace: readonly string[];
  /** What the seed stood for: kept in `regressions.json`, where it stays the same whatever becomes of the generator. */
  readonly scenario: Scenario;
};

/** What the harness found. */
export type Report = {
  readonly store: StoreKind;
  readonly seed: number;
  readonly runs: number;
  readonly acts: number;
  /** Acts the UI acknowledged. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Runs in which device, server and the shopper's last word disagreed. */
  readonly wrong: number;
  /** Replays with another receipt than the first. */
  readonly rewritten: number;
  /** Final refusals the panel did not show. */
  readonly untold: number;
  /** Errors thrown into the page. */
  readonly thrown: number;
  /** Runs that could not be played. */
  readonly broken: number;
  /** Runs in which the outbox sent the rest only when the page was loaded anew. */
  readonly stalled: number;
  /** Widening acts the shop refused for good, as the panel said. */
  readonly parked: number;
  /** Acts that went with the page because nothing could be stored, as the panel had said. */
  readonly forgotten: number;
  readonly resends: number;
  readonly outOfOrder: number;
  /** Runs that lost a response after commit. */
  readonly losingResponse: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  /** Place in the page → tabs killed there. */
  readonly killedAt: Readonly<Record<string, number>>;
  /** Kinds of faults that fired too seldom to prove anything; empty below a full number of runs. */
  readonly short: readonly string[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
};

const tally = <T extends string>(all: readonly T[], start: readonly T[] = []): Record<T, number> => {
  const counts = Object.fromEntries(start.map((one) => [one, 0])) as Record<T, number>;
  for (const one of all) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

const named = (name: string, sentences: readonly string[]): readonly string[] =>
  sentences.map((sentence) => `${name}: ${sentence}`);

/** Everything in a verdict that should not be. */
export const problemsOf = (verdict: Verdict): readonly string[] => [
  ...named('lost', verdict.lost),
  ...named('duplicated', verdict.duplicated),
  ...named('wrong state', verdict.wrong),
  ...named('receipt rewritten', verdict.rewritten),
  ...named('refusal not shown', verdict.untold),
  ...named('thrown into the page', verdict.thrown),
];

const shortfalls = (
  { runs, kinds, losingResponse }: Pick<Report, 'runs' | 'kinds' | 'losingResponse'>,
  unplayable: readonly Kind[],
): readonly string[] => {
  if (runs < FULL_RUNS) return [];
  const rare = ALL_KINDS.filter((kind) => kinds[kind] < LEAST_OF_A_KIND && !unplayable.includes(kind));
  return [
    ...rare.map((kind) => `${kind} fired ${kinds[kind]} times, fewer than ${LEAST_OF_A_KIND}`),
    ...(losingResponse < runs * LEAST_LOST_RESPONSES
      ? [`only ${losingResponse} runs lost a response after commit`]
      : []),
  ];
};

/** A failing run as it is told. */
export const failureOf = (scenario: Scenario, problems: readonly string[], trace: readonly string[] = []): Failure => ({
  problems,
  trace,
  scenario,
});

/** Sums up. */
export const reportOf = ({ store, seed, verdicts, broken, unplayable = [], seconds }: Played): Report => {
  const count = (pick: (verdict: Verdict) => number): number => verdicts.reduce((sum, one) => sum + pick(one), 0);
  const runs = verdicts.length + broken.length;
  const kinds = tally<Kind>(
    verdicts.flatMap(({ fired }) => fired),
    ALL_KINDS,
  );
  const losingResponse = count(({ losesResponse }) => (losesResponse ? 1 : 0));
  const failed = verdicts.filter((verdict) => problemsOf(verdict).length > 0);
  return {
    store,
    seed,
    runs,
    acts: count(({ acts }) => acts),
    acknowledged: count(({ acknowledged }) => acknowledged),
    lost: count(({ lost }) => lost.length),
    duplicated: count(({ duplicated }) => duplicated.length),
    wrong: count(({ wrong }) => (wrong.length > 0 ? 1 : 0)),
    rewritten: count(({ rewritten }) => rewritten.length),
    untold: count(({ untold }) => untold.length),
    thrown: count(({ thrown }) => thrown.length),
    broken: broken.length,
    stalled: count(({ isStalled }) => (isStalled ? 1 : 0)),
    parked: count(({ parked }) => parked),
    forgotten: count(({ forgotten }) => forgotten),
    resends: count(({ resends }) => resends),
    outOfOrder: count(({ outOfOrder }) => outOfOrder),
    losingResponse,
    kinds,
    killedAt: tally(verdicts.flatMap(({ places }) => places)),
    short: shortfalls({ runs, kinds, losingResponse }, unplayable),
    failures: [
      ...failed.map((verdict) => failureOf(verdict.scenario, problemsOf(verdict), verdict.trace)),
      ...broken.map(({ scenario, error }) => failureOf(scenario, [`could not be played: ${error}`])),
    ],
    seconds: Math.round(seconds),
  };
};

/** Whether the harness has nothing to complain of. */
export const isClean = ({ failures, short }: Report): boolean => failures.length === 0 && short.length === 0;

const LONGEST_LINE = 300;

/** A failing run: its seed, how to play it again, what is wrong, and what happened. */
export const failureText = ({ scenario: { seed, elsewhere }, problems, trace }: Failure, store: StoreKind): string =>
  [
    `seed ${seed} failed${elsewhere ? ` (${elsewhere})` : ''}; again: npm run faults -- --seed ${seed} ${elsewhere ? '--runs 0 --elsewhere 1' : '--runs 1'} --store ${store}`,
    ...problems.map((problem) => `  ${problem}`),
    ...trace.map((line) => `    ${line}`),
  ]
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line))
    .join('\n');

const row = (name: string, value: number | string, note = ''): string =>
  `${name.padEnd(34)}${String(value).padStart(8)}  ${note}`;

/** The report as a table. */
export const reportText = (report: Report): string => {
  const { kinds, killedAt, runs, losingResponse } = report;
  const places = Object.entries(killedAt).toSorted(([, one], [, other]) => other - one);
  return [
    row('runs', runs, `${report.store}, seeds from ${report.seed}`),
    row('acts', report.acts, `${report.acknowledged} acknowledged`),
    row('lost', report.lost),
    row('duplicated', report.duplicated),
    row('wrong state', report.wrong),
    row('receipts rewritten', report.rewritten),
    row('refusals not shown', report.untold),
    row('thrown into the page', report.thrown),
    row('runs not played', report.broken),
    row('raw resends', report.resends, 'same Idempotency-Key at the backend once more'),
    row('out of order', report.outOfOrder, 'arrived before the event they follow'),
    row('parked', report.parked, 'refused for good, as the panel said'),
    row('forgotten', report.forgotten, 'not remembered on this device, as the panel had said'),
    row('stalled', report.stalled, 'sent only when the page was loaded anew'),
    row(
      'runs losing a response',
      losingResponse,
      runs > 0 ? `${Math.round((100 * losingResponse) / runs)} % of the runs, after commit` : '',
    ),
    row('seconds', report.seconds),
    '',
    ...ALL_KINDS.map((kind) => row(kind, kinds[kind], KINDS[kind])),
    '',
    `tabs killed at: ${places.map(([place, count]) => `${place} ${count}`).join(', ') || 'no place'}`,
    ...report.short.map((sentence) => `fell short: ${sentence}`),
  ].join('\n');
};
