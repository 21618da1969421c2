import type { ReceiptId, SubjectId, Timestamp } from '../contract/ids.ts';

/** A withdrawal of everything, with the day on which the subject's record is deleted. */
export type HeldErasure = {
  readonly subject: SubjectId;
  readonly order: number;
  readonly received_at: Timestamp;
  readonly erase_at: Timestamp;
  readonly receipt_id: ReceiptId;
  /** The erasure receipt, a compact JWS. */
  readonly receipt: string;
};

/** What was deleted: enough to destroy the leaf's salt and to count it. */
export type Removed = {
  /** Undefined for a retraction: it has no receipt. */
  readonly receipt_id: ReceiptId | undefined;
  readonly received_at: Timestamp;
  /** Canonical JSON of a consent event; undefined for anything else. */
  readonly event: string | undefined;
};

/** How many acts of a day, under one notice, were deleted; all that is kept of them besides their leaves. */
export type RemovedCount = { readonly day: string; readonly notice: string; readonly acts: number };

/** What can be asked about erasure. */
export type ErasureReader = {
  /** Whether the subject of this tombstone was erased. */
  readonly isErased: (tombstone: string) => Promise<boolean>;
  /** The erasure of a subject that is asked for and held. */
  readonly held: (subject: SubjectId) => Promise<HeldErasure | undefined>;
};

/** Erasure while nobody else can write: the only deletions there are. */
export type ErasureWriter = ErasureReader & {
  readonly hold: (erasure: HeldErasure) => Promise<void>;
  /** Held erasures whose day has come, at most `limit`. */
  readonly due: (at: Timestamp, limit: number) => Promise<readonly HeldErasure[]>;
  /** Deletes all rows of a subject. */
  readonly removeSubject: (subject: SubjectId) => Promise<readonly Removed[]>;
  /** Deletes consent events by their receipts. */
  readonly removeEvents: (receipts: readonly ReceiptId[]) => Promise<readonly Removed[]>;
  /** Deletes objections that were retracted up to a time, at most `limit`, with their retractions. */
  readonly removeRetracted: (until: Timestamp, limit: number) => Promise<readonly Removed[]>;
  /** Subjects after this one, by name, with at least two events up to a time, at most `limit`. */
  readonly oldSubjects: (until: Timestamp, after: string, limit: number) => Promise<readonly SubjectId[]>;
  /** Leaves a tombstone. */
  readonly bury: (tombstone: string) => Promise<void>;
  readonly count: (counts: readonly RemovedCount[]) => Promise<void>;
};
