import { type ActRecord, onlyNarrows, tellAct } from './acts.ts';
import { choicesIn, leaves, match, visitOf } from './match.ts';
import type { Attempt } from './proxy.ts';
import type { EventRow, ObjectionRow, Rows } from './records.ts';

/** What is allowed for a subject: by the server's answer, and by the device's. */
export type Standing = { readonly subject: string; readonly given: readonly string[] };

/** Everything that was seen of a run. */
export type Observation = {
  readonly acts: readonly ActRecord[];
  readonly attempts: readonly Attempt[];
  readonly rows: Rows;
};

/** What became of the acts of a run. The lists are sentences for the trace. */
export type Delivery = {
  /** Acts the UI acknowledged. */
  readonly acknowledged: number;
  /** Acknowledged, and not in the record. */
  readonly lost: readonly string[];
  /** In the record more often than made. */
  readonly duplicated: readonly string[];
  /** Not in the record because the shop refused a widening act for good; the shopper must be told. */
  readonly parked: readonly string[];
  /** Not remembered, as the UI had said, and gone with the page before it was sent. */
  readonly forgotten: readonly string[];
  /** Which row each act left. */
  readonly matched: ReadonlyMap<ActRecord, EventRow | ObjectionRow>;
};

const isRefused = ({ visit, wish }: ActRecord, attempts: readonly Attempt[]): boolean =>
  attempts.some(
    ({ body, answer, delivered }) =>
      delivered &&
      answer?.status === 409 &&
      /"code":"(?:chain-forked|notice-unknown)"/.test(answer.body) &&
      visitOf(body) === visit &&
      leaves(wish, choicesIn(body)),
  );

/** Compares what the UI acknowledged with what the record holds. */
export const compare = ({ acts, attempts, rows }: Observation): Delivery => {
  const { matched, left } = match(acts, rows);
  const missing = acts.filter((act) => act.isAcked && !matched.has(act));
  const isParked = (act: ActRecord): boolean => !onlyNarrows(act.wish) && isRefused(act, attempts);
  const isForgotten = (act: ActRecord): boolean => act.isStorageFailing && act.isToldForgetful && act.isPageGone;
  const forgotten = missing.filter(isForgotten);
  const parked = missing.filter((act) => isParked(act) && !isForgotten(act));
  return {
    acknowledged: acts.filter(({ isAcked }) => isAcked).length,
    lost: missing.filter((act) => !isParked(act) && !isForgotten(act)).map(tellAct),
    duplicated: left.map((row) => ('event' in row ? row.event : row.objection)),
    parked: parked.map(tellAct),
    forgotten: forgotten.map(tellAct),
    matched,
  };
};

/** Replays that did not give the first receipt's bytes. */
export const rewrittenReceipts = ({ attempts, rows }: Observation): readonly string[] => {
  const first = new Map<string, string>([
    ...rows.events.map(({ event_id, receipt }) => [event_id, receipt] as const),
    ...rows.objections.map(({ objection_id, receipt }) => [objection_id, receipt] as const),
  ]);
  return attempts.flatMap(({ key, answer }) => {
    if (!answer || answer.status > 299) return [];
    const { receipt } = JSON.parse(answer.body) as { readonly receipt: string };
    return first.get(key) === receipt ? [] : [`${key} was answered with another receipt than the record holds`];
  });
};

/** Requests with a key that the backend had been asked with before. */
export const resends = (attempts: readonly Attempt[]): number => {
  const asked = attempts.filter(({ answer }) => answer !== undefined);
  return asked.length - new Set(asked.map(({ key }) => key)).size;
};

/** Pairs of neighbours in a chain that arrived the other way round. */
export const outOfOrder = ({ events }: Rows): number => {
  const bySeq = events.toSorted((a, b) => a.subject.localeCompare(b.subject) || a.seq - b.seq);
  return bySeq.filter((row, at) => {
    const before = bySeq[at - 1];
    return before !== undefined && before.subject === row.subject && before.order > row.order;
  }).length;
};

/** Whether the backend committed something of which the browser never saw the answer. */
export const losesResponse = (attempts: readonly Attempt[]): boolean =>
  attempts.some(({ answer, delivered }) => answer !== undefined && answer.status < 300 && !delivered);
