import { type ChainEvent, mend } from '../consent/chain.ts';
import type { RecordedEvent } from '../consent/consent.ts';
import { foldEvents, onlyNarrows, withExpiry } from '../consent/consent.ts';
import { statusOf } from '../consent/status.ts';
import type { ChoiceKey, SubjectId, Timestamp } from '../contract/ids.ts';
import type { Config } from '../contract/config.ts';
import type { Notice } from '../contract/notice.ts';
import type { Purpose } from '../contract/purpose.ts';
import type { ConsentStatus } from '../contract/receipt.ts';
import type { AppendPlace, ChainHead, Draft, LedgerEntry, LedgerState, OutboxRow, Place } from './ledger.ts';

/** An entry that is a consent event. */
export type ConsentEntry = LedgerEntry & { readonly kind: 'consent' };

/** What of a ledger's state the past is read from. */
export type Remembered = Pick<LedgerState, 'key' | 'entries'>;

const isConsent = (entry: LedgerEntry): entry is ConsentEntry => entry.kind === 'consent';

/** Who made an entry. */
export const subjectOfEntry = (entry: LedgerEntry): SubjectId =>
  isConsent(entry) ? entry.event.subject : entry.objection.subject;

/** Consent entries of the subject this browser is; those of another are history and count for nothing. */
const ownConsents = ({ key, entries }: Remembered): readonly ConsentEntry[] =>
  entries.filter(isConsent).filter(({ event }) => event.subject === key?.subject);

const recorded = ({ event, digest, receipt }: ConsentEntry): ChainEvent => ({
  seq: event.seq,
  prev: event.prev,
  sha256: digest,
  order: receipt?.order ?? Number.MAX_SAFE_INTEGER,
  received_at: receipt?.received_at ?? event.occurred_at,
  forked: receipt?.forked ?? false,
  choices: event.choices,
  ...(receipt?.until ? { until: receipt.until } : {}),
});

/** As the shop sees them: a receipt tells of a fork where the event after it had not arrived yet, and the shop mends that. */
const asMended = (entries: readonly ConsentEntry[]): readonly RecordedEvent[] => mend(entries.map(recorded));

/** Consent events that count on this device: all but those the shop refused for good. */
export const eventsOf = (state: Remembered): readonly RecordedEvent[] =>
  asMended(ownConsents(state).filter(({ delivery }) => delivery !== 'refused'));

/** Consent events the shop has confirmed. */
export const confirmedEventsOf = (state: Remembered): readonly RecordedEvent[] =>
  asMended(ownConsents(state).filter(({ delivery }) => delivery === 'confirmed'));

/** Status of one purpose at a time, by the events received until then. */
export const statusAt = (
  events: readonly RecordedEvent[],
  key: ChoiceKey,
  time: Timestamp,
  purposes: readonly Purpose[],
): ConsentStatus => {
  const until = events.filter(({ received_at }) => received_at <= time);
  return statusOf(withExpiry(foldEvents(until, purposes), time), key);
};

/** The further of two heads; the first where they are equally far. */
export const furtherHead = (one: ChainHead, other: ChainHead | undefined): ChainHead =>
  other && other.seq > one.seq ? other : one;

/** Where the chain stands after an entry; an objection is no link of it. */
export const headAfter = (head: ChainHead, entry: LedgerEntry): ChainHead =>
  isConsent(entry) ? furtherHead(head, { seq: entry.event.seq, digest: entry.digest }) : head;

/** Rows of the outbox for what is new and on its way. */
export const freshRows = (drafts: readonly Draft[]): readonly OutboxRow[] =>
  drafts
    .filter(({ entry }) => entry.delivery === 'waiting')
    .map(({ entry: { id } }) => ({ id, attempts: 0, notBefore: 0 }));

/** Whether it still is as it was read: the same subject, at the same place of its chain. */
export const isStill = (now: Place, read: Place): boolean =>
  now.key?.secret === read.key?.secret && now.head.seq === read.head.seq && now.behind === read.behind;

/** A state with entries appended at a place that was free, as every ledger has it then. */
export const afterAppend = (
  state: LedgerState,
  drafts: readonly Draft[],
  { key, config }: AppendPlace,
): LedgerState => ({
  ...state,
  key,
  head: drafts.reduce((last, { entry }) => headAfter(last, entry), state.head),
  entries: [...state.entries, ...drafts.map(({ entry }) => entry)],
  outbox: [...state.outbox, ...freshRows(drafts)],
  config: config ?? state.config,
});

/**
 * What the storage says, and what it has lost of its subject's acts on their way: an entry that memory has and the storage no
 * longer, or one without its row in the outbox. The very same state where nothing is lost.
 */
export const withKept = (state: LedgerState, memory: LedgerState): LedgerState => {
  if (!state.key) return state;
  const { subject } = state.key;
  const isOwn = (entry: LedgerEntry): boolean => entry.delivery === 'waiting' && subjectOfEntry(entry) === subject;
  const kept = memory.entries.filter(isOwn);
  // Thousands of receipts lie there, and most of the time nothing is on its way.
  const there = new Set(kept.length === 0 ? [] : state.entries.map(({ id }) => id));
  const queued = new Set(state.outbox.map(({ id }) => id));
  const gone = kept.filter(({ id }) => !there.has(id));
  const unqueued = [...state.entries, ...gone].filter((entry) => isOwn(entry) && !queued.has(entry.id));
  if (unqueued.length === 0) return state;
  return {
    ...state,
    head: gone.reduce((head, entry) => headAfter(head, entry), state.head),
    entries: [...state.entries, ...gone],
    outbox: [
      ...state.outbox,
      ...unqueued.flatMap((entry) => memory.outbox.find(({ id }) => id === entry.id) ?? freshRows([{ entry }])),
    ],
  };
};

/** Whether an entry takes nothing but away, as every objection does. */
export const narrows = (entry: LedgerEntry): boolean => !isConsent(entry) || onlyNarrows(entry.event);

/** Entries a ledger can take in: what is still on its way only with the secret to send it. */
export const adoptable = (drafts: readonly Draft[], subject: string | undefined): readonly Draft[] =>
  drafts.filter(({ entry }) => entry.delivery !== 'waiting' || subjectOfEntry(entry) === subject);

/** The notice an entry was made under, as it was shown: under the digest of what this device rendered. */
export const shownWith = (entry: LedgerEntry, { notice }: Pick<Config, 'notice'>): Notice | undefined =>
  isConsent(entry) ? { ...notice, sha256: entry.event.notice.sha256 } : undefined;
