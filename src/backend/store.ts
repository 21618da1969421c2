import type { ErasureReader, ErasureWriter, HeldErasure, RemovedCount } from './erasure-store.ts';
import type { LogReader, LogWriter } from './log-store.ts';
import type { ChoiceKey, EventId, ReceiptId, Sha256, SubjectId, Timestamp } from '../contract/ids.ts';

/** A consent event as it is kept: canonical text and receipt exactly as first written, never changed. */
export type StoredEvent = {
  readonly event_id: EventId;
  readonly subject: SubjectId;
  readonly seq: number;
  readonly prev: Sha256 | null;
  readonly sha256: Sha256;
  readonly order: number;
  readonly received_at: Timestamp;
  readonly forked: boolean;
  /** Canonical JSON (RFC 8785) of the event, fields this version does not know included. */
  readonly event: string;
  /** Ends of its grants, fixed when it was received; undefined for one of which nothing can be known any more. */
  readonly until: Readonly<Record<ChoiceKey, Timestamp>> | undefined;
  readonly receipt_id: ReceiptId;
  /** The receipt, a compact JWS. */
  readonly receipt: string;
};

/** An objection as it is kept. */
export type StoredObjection = {
  readonly objection_id: EventId;
  readonly subject: SubjectId;
  readonly sha256: Sha256;
  readonly order: number;
  readonly received_at: Timestamp;
  /** Canonical JSON of the objection. */
  readonly objection: string;
  readonly receipt_id: ReceiptId;
  readonly receipt: string;
};

/** A receipt of either kind. */
export type StoredReceipt = { readonly jti: ReceiptId; readonly order: number; readonly receipt: string };

/** A notice as it was published, so that any receipt can show what was shown. */
export type StoredNotice = {
  readonly sha256: Sha256;
  readonly id: string;
  readonly version: string;
  readonly lang: string;
  /** Canonical JSON of the strings under the digest. */
  readonly strings: string;
  /** When a newer notice took its place; undefined while it is shown. */
  readonly replaced_at: Timestamp | undefined;
};

/** All that is held of one subject; `order` is that of the last act, 0 without any. */
export type SubjectHolding = {
  readonly events: readonly StoredEvent[];
  /** Objections that hold, by order. */
  readonly objections: readonly StoredObjection[];
  /** Asked for and held: from its `order` on, everything counts as withdrawn. */
  readonly erasure: HeldErasure | undefined;
  readonly order: number;
};

/** An objection that was taken back. */
export type StoredRetraction = {
  readonly objection_id: string;
  readonly subject: string;
  readonly order: number;
  readonly retracted_at: string;
};

/** All that was recorded in a range of server time and still is, each kind by order; objections that were taken back included. */
export type RecordRange = {
  readonly events: readonly StoredEvent[];
  readonly objections: readonly StoredObjection[];
  readonly retractions: readonly StoredRetraction[];
  /** Asked for in the range, and held. */
  readonly erasures: readonly HeldErasure[];
  /** What was deleted since, of the days of the range. */
  readonly erased: readonly RemovedCount[];
};

/** What can be asked of the record. */
export type RecordReader = {
  /** The event under this id, whoever sent it. */
  readonly event: (id: EventId) => Promise<StoredEvent | undefined>;
  /** The objection under this id, whoever sent it, retracted or not. */
  readonly objection: (id: EventId) => Promise<StoredObjection | undefined>;
  /** All of one subject at one moment. */
  readonly holding: (subject: SubjectId) => Promise<SubjectHolding>;
  /** Receipts of a subject after an order, at most `limit`. */
  readonly receipts: (subject: SubjectId, after: number, limit: number) => Promise<readonly StoredReceipt[]>;
  /** One receipt of a subject. */
  readonly receipt: (subject: SubjectId, jti: ReceiptId) => Promise<StoredReceipt | undefined>;
  /** The notice with this digest, if it was ever published. */
  readonly notice: (sha256: Sha256) => Promise<StoredNotice | undefined>;
  /** What was recorded from a time on and before another, at one moment. */
  readonly between: (from: Timestamp, to: Timestamp) => Promise<RecordRange>;
  /** The log of receipts. */
  readonly log: LogReader;
  readonly erasures: ErasureReader;
};

/** The record while nobody else can write: what is added gets the next `order`. */
export type RecordWriter = RecordReader & {
  /** The next `order`; given back when the write fails. */
  readonly nextOrder: () => Promise<number>;
  readonly addEvent: (event: StoredEvent) => Promise<void>;
  readonly addObjection: (objection: StoredObjection) => Promise<void>;
  /** Takes an objection back; false when that was done before. */
  readonly retract: (objection: StoredObjection, at: Timestamp) => Promise<boolean>;
  /** Makes these the notices that are shown; all others count as replaced from now. */
  readonly publish: (notices: readonly Omit<StoredNotice, 'replaced_at'>[], at: Timestamp) => Promise<void>;
  readonly log: LogWriter;
  readonly erasures: ErasureWriter;
};

/** The shop's durable record. Everything rejects with `StoreUnavailableError` while the database cannot be asked. */
export type Store = {
  /** What is committed. */
  readonly read: RecordReader;
  /** Runs `work` alone, so that `order` is the order of commits; resolves once all of it is on disk, keeps nothing if it throws. */
  readonly write: <T>(work: (record: RecordWriter) => Promise<T>) => Promise<T>;
  /**
   * Overwrites what was deleted, where the database would leave it readable in its files until they are reused. SQLite
   * does; in PostgreSQL vacuum does it in its own time. Backups are the operator's.
   */
  readonly scrub: () => Promise<void>;
  /** Resolves when the database answers. */
  readonly check: () => Promise<void>;
  /** Lets go of the database. */
  readonly close: () => Promise<void>;
};

/** The database cannot be asked now: gone, full, or too busy. The caller may try again. */
export class StoreUnavailableError extends Error {
  constructor(cause: unknown) {
    super('the database cannot be asked now', { cause });
    this.name = 'StoreUnavailableError';
  }
}
