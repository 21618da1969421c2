import { type ActRecord, onlyNarrows, tellAct, type Wish } from './acts.ts';
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

type Choices = Readonly<Record<string, string>>;
type Sent = {
  readonly subject: string;
  readonly region?: { readonly declared: string | null };
  readonly choices?: Choices;
};

const read = (json: string): Sent => JSON.parse(json) as Sent;

/** An event's region names the load of the page that made it. */
const visitOf = (json: string): string => read(json).region?.declared ?? '';

const isSame = (one: Choices, other: Choices): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

const leaves = (wish: Wish, choices: Choices): boolean => wish.kind !== 'choices' || isSame(wish.choices, choices);

const refOf = ({ objection }: ObjectionRow): string => String((JSON.parse(objection) as { readonly ref: unknown }).ref);

/** First the acts that are certain, then those that could have left any row; acknowledged ones before the others. */
const RANK: Readonly<Record<Wish['kind'], number>> = { choices: 0, objection: 0, undo: 2, untold: 4 };
const rankOf = ({ wish, isAcked }: ActRecord): number => RANK[wish.kind] + (isAcked ? 0 : 1);

/** Gives each act of one load the row it left. */
const match = (acts: readonly ActRecord[], { events, objections }: Rows) => {
  const matched = new Map<ActRecord, EventRow | ObjectionRow>();
  // In the order they were made: a withdrawal may have arrived before the grant that it undoes.
  const freeEvents = new Set(events.toSorted((a, b) => a.seq - b.seq));
  const freeObjections = new Set(objections);
  for (const act of acts.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const { wish, visit } = act;
    const isMine = ({ event }: EventRow): boolean =>
      visitOf(event) === visit && leaves(wish, read(event).choices ?? {});
    const objection = [...freeObjections].find((row) => wish.kind === 'objection' && refOf(row) === wish.ref);
    const event = wish.kind === 'objection' ? undefined : [...freeEvents].find(isMine);
    const row = objection ?? event;
    if (row) matched.set(act, row);
    if (objection) freeObjections.delete(objection);
    if (event) freeEvents.delete(event);
  }
  return { matched, left: [...freeEvents, ...freeObjections] };
};

const isRefused = ({ visit, wish }: ActRecord, attempts: readonly Attempt[]): boolean =>
  attempts.some(
    ({ body, answer, delivered }) =>
      delivered &&
      answer?.status === 409 &&
      /"code":"(?:chain-forked|notice-unknown)"/.test(answer.body) &&
      visitOf(body) === visit &&
      leaves(wish, read(body).choices ?? {}),
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
