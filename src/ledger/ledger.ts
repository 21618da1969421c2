import type { RecordedEvent } from '../consent/consent.ts';
import { foldEvents, statusOf, withExpiry } from '../consent/consent.ts';
import type { Config } from '../contract/config.ts';
import type { ConsentEvent } from '../contract/consent-event.ts';
import type { ChoiceKey, ReceiptId, Secret, Sha256, SubjectId, Timestamp } from '../contract/ids.ts';
import type { ObjectionEvent } from '../contract/objection.ts';
import type { Purpose } from '../contract/purpose.ts';
import type { ConsentStatus } from '../contract/receipt.ts';

/** How far an act has come: on this device → confirmed by the shop, or refused by it for good. */
export type Delivery = 'waiting' | 'confirmed' | 'refused';

/** The shop's countersignature as kept: the bytes, and what its payload told. */
export type KeptReceipt = {
  readonly jws: string;
  readonly jti: ReceiptId;
  readonly order: number;
  readonly received_at: Timestamp;
  readonly forked: boolean;
};

/** One act of this subject: a consent event or an objection, with its delivery. */
export type LedgerEntry = {
  /** The event's or objection's id. */
  readonly id: string;
  readonly digest: Sha256;
  readonly delivery: Delivery;
  /** Stable code of the final refusal. */
  readonly problem?: string;
  /** Where the shop's record stands, told with a refusal: the next event follows that, not this one. */
  readonly head?: ChainHead;
  readonly receipt?: KeptReceipt;
} & (
  | { readonly kind: 'consent'; readonly event: ConsentEvent }
  | { readonly kind: 'objection'; readonly objection: ObjectionEvent }
);

/** Who this browser is at the shop; made at the first act. */
export type SubjectKey = { readonly subject: SubjectId; readonly secret: Secret };

/** Where the chain stands: what the next event's `seq` and `prev` follow. */
export type ChainHead = { readonly seq: number; readonly digest: Sha256 | null };

/** What a ledger holds now. Empty, without a subject, before the first act. */
export type LedgerState = {
  readonly key: SubjectKey | undefined;
  readonly head: ChainHead;
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** The last config seen after an act, so that withdrawing works offline. */
  readonly config: Config | undefined;
};

/** What an outcome of delivery changes in an entry. */
export type Settlement =
  | { readonly delivery: 'confirmed'; readonly receipt: KeptReceipt }
  | { readonly delivery: 'refused'; readonly problem: string; readonly head?: ChainHead };

/** An entry not yet settled, with its tries so far and the earliest time (ms) of the next. */
export type WaitingEntry = { readonly entry: LedgerEntry; readonly attempts: number; readonly notBefore: number };

/** What this browser knows: an append-only record of acts and the shop's answers, observed by everybody else. */
export type Ledger = {
  /** The present state; creates nothing, not even an empty database. */
  readonly read: () => Promise<LedgerState>;
  /** Appends an entry and its outbox entry in one durable transaction; false when the head has moved since `head` was read. */
  readonly append: (entry: LedgerEntry, head: ChainHead, key: SubjectKey) => Promise<boolean>;
  /** Entries still in the outbox, oldest first. */
  readonly waiting: () => Promise<readonly WaitingEntry[]>;
  /** Remembers a failed try, for all tabs. */
  readonly postpone: (id: string, attempts: number, notBefore: number) => Promise<void>;
  /** Writes what came of an entry's delivery and takes it from the outbox. */
  readonly settle: (id: string, settlement: Settlement) => Promise<void>;
  /** Keeps the last config, once a subject exists. */
  readonly keepConfig: (config: Config) => Promise<void>;
  /** Calls back after every change by this or another tab, until the returned function is called. */
  readonly observe: (listener: () => void) => () => void;
  readonly close: () => void;
};

/** A ledger before the first act. */
export const EMPTY_LEDGER: LedgerState = {
  key: undefined,
  head: { seq: 0, digest: null },
  entries: [],
  config: undefined,
};

type ConsentEntry = LedgerEntry & { readonly kind: 'consent' };

const isConsent = (entry: LedgerEntry): entry is ConsentEntry => entry.kind === 'consent';

const recorded = ({ event, receipt }: ConsentEntry): RecordedEvent => ({
  seq: event.seq,
  order: receipt?.order ?? Number.MAX_SAFE_INTEGER,
  received_at: receipt?.received_at ?? event.occurred_at,
  forked: receipt?.forked ?? false,
  choices: event.choices,
});

/** Consent entries that count on this device: all but those the shop refused for good. */
export const eventsOf = (entries: readonly LedgerEntry[]): readonly RecordedEvent[] =>
  entries
    .filter(isConsent)
    .filter(({ delivery }) => delivery !== 'refused')
    .map(recorded);

/** Consent entries the shop has confirmed. */
export const confirmedEventsOf = (entries: readonly LedgerEntry[]): readonly RecordedEvent[] =>
  entries
    .filter(isConsent)
    .filter(({ delivery }) => delivery === 'confirmed')
    .map(recorded);

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

/** Where the chain stands after its last entry. */
export const headAfter = (last: LedgerEntry | undefined): ChainHead => {
  if (!last || !isConsent(last)) return EMPTY_LEDGER.head;
  return last.head ?? { seq: last.event.seq, digest: last.digest };
};

/** Where the chain of these entries stands. */
export const headOf = (entries: readonly LedgerEntry[]): ChainHead =>
  headAfter(
    entries
      .filter(isConsent)
      .reduce<ConsentEntry | undefined>(
        (last, entry) => (last && last.event.seq > entry.event.seq ? last : entry),
        undefined,
      ),
  );
