import { inForce } from '../consent/consent.ts';
import { purposeOf } from '../consent/status.ts';
import { addDuration } from '../consent/duration.ts';
import type { ChoiceKey, ReceiptId, SubjectId, Timestamp } from '../contract/ids.ts';
import type { MerchantConfig } from '../contract/merchant-config.ts';
import { keysOf } from '../contract/records.ts';
import { canonicalJson } from '../crypto/jcs.ts';
import { eraseSubject, settleRemoved } from './erasure.ts';
import type { Pepper } from './pepper.ts';
import { timestampOf } from './receipts.ts';
import { chainOf, effectiveAt, type HeldEvent } from './standing.ts';
import type { RecordWriter, Store, StoredEvent } from './store.ts';

/** What the job deleted. */
export type RetentionOutcome = {
  /** Subjects whose held erasure was due. */
  readonly subjects: number;
  /** Consent events without effect, past their `retention`. */
  readonly events: number;
  /** Objections that were retracted, past their `retention`. */
  readonly objections: number;
};

/** What the job works with. */
export type RetentionParts = {
  readonly store: Store;
  readonly config: MerchantConfig;
  readonly pepper: Pepper;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asked between two writes; the job ends early when it says no. */
  readonly goesOn?: () => boolean;
};

/** Subjects, or objections, that one write deals with: others wait meanwhile. */
const PORTION = 50;

/** What happened up to `cutoff` is older than the config's `retention`. */
type Rule = { readonly cutoff: Timestamp; readonly now: Timestamp; readonly purposes: MerchantConfig['purposes'] };

const DAY = 86_400_000;

/** The time from which a duration is just over, by the calendar. */
const cutoffOf = (retention: string, now: Timestamp): Timestamp => {
  let start = Date.parse(now);
  while (addDuration(timestampOf(start), retention) > now) start -= DAY;
  return timestampOf(start);
};

const givesAt = (sequence: readonly HeldEvent[], before: number, key: ChoiceKey): HeldEvent | undefined =>
  sequence
    .slice(0, before)
    .findLast(({ choices }) => choices[key] === 'given' || choices[purposeOf(key) as string as ChoiceKey] === 'given');

/** Events that a present state rests on: whatever settled it, and the grant that it took back. */
const restedOn = (sequence: readonly HeldEvent[]): ReadonlySet<HeldEvent | undefined> => {
  const last = new Map<ChoiceKey, number>();
  for (const [at, { choices }] of sequence.entries()) for (const key of keysOf(choices)) last.set(key, at);
  return new Set(
    [...last].flatMap(([key, at]) => {
      const settling = sequence[at];
      return settling?.choices[key] === 'refused' ? [settling, givesAt(sequence, at, key)] : [settling];
    }),
  );
};

/** When the last of an event's choices was settled by another event; undefined while one still stands. */
const overSince = (sequence: readonly HeldEvent[], at: number): Timestamp | undefined => {
  let since = sequence[at]?.received_at;
  for (const key of keysOf(sequence[at]?.choices ?? {})) {
    const next = sequence.slice(at + 1).find(({ choices }) => Object.hasOwn(choices, key));
    if (!next || !since) return undefined;
    if (next.received_at > since) since = next.received_at;
  }
  return since;
};

/**
 * Receipts of the events that may be deleted: another event settled each of their choices, up to the cutoff, and
 * the present state is the same without them. The head of the chain stays, so that what comes next finds its place.
 */
export const outlived = (events: readonly StoredEvent[], rule: Rule): readonly ReceiptId[] => {
  const chain = chainOf(events);
  const sequence = inForce(chain);
  const stays = restedOn(sequence);
  const head = Math.max(...chain.map(({ seq }) => seq));
  const isOver = (at: number): boolean => (overSince(sequence, at) ?? rule.now) <= rule.cutoff;
  const gone = new Set(
    sequence
      .filter((event, at) => event.seq !== head && !stays.has(event) && isOver(at))
      .map(({ receipt_id }) => receipt_id),
  );
  const stateOf = (some: readonly StoredEvent[]): string =>
    canonicalJson(effectiveAt(chainOf(some), rule.purposes, rule.now));
  return stateOf(events) === stateOf(events.filter(({ receipt_id }) => !gone.has(receipt_id))) ? [...gone] : [];
};

const untilNone = async (goesOn: () => boolean, portion: () => Promise<number>): Promise<number> => {
  let all = 0;
  for (let some = 1; some > 0 && goesOn(); all += some) some = await portion();
  return all;
};

const eraseDue = ({ store, pepper, now }: RetentionParts): Promise<number> =>
  store.write(async (record) => {
    const due = await record.erasures.due(timestampOf(now()), PORTION);
    for (const { subject } of due) await eraseSubject(record, subject, pepper);
    return due.length;
  });

const removeOutlived = async (
  record: RecordWriter,
  subject: SubjectId,
  rule: Rule,
  pepper: Pepper,
): Promise<number> => {
  const { events } = await record.holding(subject);
  const removed = await record.erasures.removeEvents(outlived(events, rule));
  await settleRemoved(record, removed, pepper);
  return removed.length;
};

const retainEvents = async ({ store, pepper, goesOn = () => true }: RetentionParts, rule: Rule): Promise<number> => {
  let [removed, after] = [0, ''];
  const portion = (): Promise<number> =>
    store.write(async (record) => {
      const subjects = await record.erasures.oldSubjects(rule.cutoff, after, PORTION);
      for (const subject of subjects) removed += await removeOutlived(record, subject, rule, pepper);
      after = subjects.at(-1) ?? after;
      return subjects.length;
    });
  await untilNone(goesOn, portion);
  return removed;
};

const retainObjections = ({ store, pepper }: RetentionParts, rule: Rule): Promise<number> =>
  store.write(async (record) => {
    const removed = await record.erasures.removeRetracted(rule.cutoff, PORTION);
    await settleRemoved(record, removed, pepper);
    return removed.filter(({ receipt_id }) => receipt_id !== undefined).length;
  });

/**
 * Deletes what is due: erasures whose hold is over and, where the config names a `retention`, events and retracted
 * objections that had no effect for that long. Running it twice, or in two processes, does no more.
 */
export const runRetention = async (parts: RetentionParts): Promise<RetentionOutcome> => {
  const { config, store, now, goesOn = () => true } = parts;
  const { retention, purposes } = config;
  const subjects = await untilNone(goesOn, () => eraseDue(parts));
  const at = timestampOf(now());
  const rule = retention === undefined ? undefined : { cutoff: cutoffOf(retention, at), purposes, now: at };
  const events = rule ? await retainEvents(parts, rule) : 0;
  const objections = rule ? await untilNone(goesOn, () => retainObjections(parts, rule)) : 0;
  await store.scrub();
  return { subjects, events, objections };
};
