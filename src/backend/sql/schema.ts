/**
 * Tables, alike in SQLite and PostgreSQL: text and integers only. Events, objections and retractions are append-only: only
 * erasure and retention delete.
 * JWS and canonical JSON are text, so that a database never rewrites what was signed.
 */
export type Tables = {
  readonly consent_events: {
    readonly event_id: string;
    readonly subject: string;
    readonly seq: number;
    readonly prev: string | null;
    readonly sha256: string;
    readonly order: number;
    readonly received_at: string;
    /** 0 or 1: SQLite has no boolean. */
    readonly forked: number;
    readonly event: string;
    readonly receipt_id: string;
    readonly receipt: string;
    /** Canonical JSON: choice key → end of the grant. */
    readonly until: string | null;
  };
  readonly objections: {
    readonly objection_id: string;
    readonly subject: string;
    readonly sha256: string;
    readonly order: number;
    readonly received_at: string;
    readonly objection: string;
    readonly receipt_id: string;
    readonly receipt: string;
  };
  readonly objection_retractions: {
    readonly objection_id: string;
    readonly subject: string;
    readonly order: number;
    readonly retracted_at: string;
  };
  readonly notices: {
    readonly sha256: string;
    readonly id: string;
    readonly version: string;
    readonly lang: string;
    readonly strings: string;
    readonly published_at: string;
    readonly replaced_at: string | null;
  };
  /** Leaves of the log, salted digests of receipts. Append-only but for the salt, which erasure destroys. */
  readonly log_leaves: {
    readonly index: number;
    readonly entry: string;
    readonly day: string;
    /** Keyed name of the receipt, by which a leaf is found and recognised after its salt is gone. */
    readonly handle: string;
    readonly salt: string | null;
  };
  /** Hashes of the log's complete subtrees, leaves included; a root or a proof reads a few of them. */
  readonly log_nodes: { readonly level: number; readonly index: number; readonly hash: string };
  /** Erasures that are asked for and held until their day. */
  readonly erasures: {
    readonly subject: string;
    readonly order: number;
    readonly received_at: string;
    readonly erase_at: string;
    readonly receipt_id: string;
    readonly receipt: string;
  };
  /** Keyed names of erased subjects. */
  readonly tombstones: { readonly tombstone: string };
  /** How many acts of a day were deleted; `notice` is the digest of the one they were made under, or empty. */
  readonly erased_counts: { readonly day: string; readonly notice: string; readonly acts: number };
  /** What a record knows of itself: a mark of the pepper it is written with. */
  readonly marks: { readonly name: string; readonly value: string };
  /**
   * `order`: the last one; updating it is the lock under which everything is written. `leaves`: how many the log has.
   * `unlogged`: up to which order receipts from before the log have their leaves; gone when all have.
   */
  readonly counters: { readonly name: string; readonly value: number };
  readonly candor_migrations: { readonly name: string; readonly applied_at: string };
};
