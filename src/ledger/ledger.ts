import type { Config } from '../contract/config.ts';
import type { ConsentEvent } from '../contract/consent-event.ts';
import type { ChoiceKey, ReceiptId, Secret, Sha256, SubjectId, Timestamp } from '../contract/ids.ts';
import type { Notice } from '../contract/notice.ts';
import type { ObjectionEvent } from '../contract/objection.ts';

/** How far an act has come: on this device → confirmed by the shop, or refused by it for good. */
export type Delivery = 'waiting' | 'confirmed' | 'refused';

/** What the shop's countersignature told. Its bytes are among the entry's papers. */
export type KeptReceipt = {
  readonly jti: ReceiptId;
  readonly order: number;
  readonly received_at: Timestamp;
  readonly forked: boolean;
  /** Until when each grant of this act holds, by the shop. */
  readonly until?: Readonly<Record<ChoiceKey, Timestamp>>;
};

/** One act of a subject: a consent event or an objection, with its delivery. */
export type LedgerEntry = {
  /** The event's or objection's id. */
  readonly id: string;
  readonly digest: Sha256;
  readonly delivery: Delivery;
  /** Stable code of the final refusal. */
  readonly problem?: string;
  readonly receipt?: KeptReceipt;
} & (
  | { readonly kind: 'consent'; readonly event: ConsentEvent }
  /** An explanation that goes along with it is among the entry's papers. */
  | { readonly kind: 'objection'; readonly objection: ObjectionEvent }
);

/** Texts of an entry that are too long to have all at hand: each is read when somebody asks for it. */
export type Papers = {
  /** The receipt as signed, a compact JWS. */
  readonly receipt?: string;
  /** The explanation an objection was made about, a compact JWS. */
  readonly explanation?: string;
};

/** An entry with its papers, as it goes into a ledger. */
export type Draft = { readonly entry: LedgerEntry; readonly papers?: Papers };

/** Who this browser is at the shop; made at the first act. */
export type SubjectKey = { readonly subject: SubjectId; readonly secret: Secret };

/** Where the chain stands: what the next event's `seq` and `prev` follow. */
export type ChainHead = { readonly seq: number; readonly digest: Sha256 | null };

/** How often an entry was tried, and the earliest time (ms) of the next try. */
export type OutboxRow = { readonly id: string; readonly attempts: number; readonly notBefore: number };

/** What a ledger holds now. Empty, without a subject, before the first act. */
export type LedgerState = {
  readonly key: SubjectKey | undefined;
  readonly head: ChainHead;
  /** The shop may know more of this chain than this device: its head is asked for before the next grant. */
  readonly behind: boolean;
  /** Oldest first; also those of a subject this browser was before, or that a file brought. */
  readonly entries: readonly LedgerEntry[];
  /** What is still on its way. */
  readonly outbox: readonly OutboxRow[];
  /** The last config seen with an act, so that withdrawing works offline. */
  readonly config: Config | undefined;
  /** The shop's last log checkpoint this device saw, a C2SP signed note. */
  readonly checkpoint: string | undefined;
};

/** What an outcome of delivery changes in an entry. */
export type Settlement =
  | { readonly delivery: 'confirmed'; readonly receipt: KeptReceipt; readonly jws: string }
  | {
      readonly delivery: 'refused';
      readonly problem: string;
      /** Where the shop's record stands, told with a fork: the next event follows that. */
      readonly head?: ChainHead;
    };

/** An entry not yet settled, with all it takes to send it. */
export type WaitingEntry = Draft & Omit<OutboxRow, 'id'> & { readonly secret: Secret };

/** Who acts, and where their chain stands. */
export type Place = Pick<LedgerState, 'key' | 'head' | 'behind'>;

/** Where acts are appended: nothing is written if that is not so any more, or the subject is another. */
export type AppendPlace = {
  /** As it was read. */
  readonly read: Place;
  /** Who acts; made for this act where nobody had acted. */
  readonly key: SubjectKey;
  /** The config the acts were made under: kept, and its notice with them, as it was shown. */
  readonly config?: Config;
};

/** Entries from elsewhere: made in memory while storing failed, or read from a file. */
export type Adoption = {
  /** Makes this browser that subject, where it is none yet. */
  readonly key?: SubjectKey;
  readonly drafts: readonly Draft[];
  readonly notices?: readonly Notice[];
};

/** The append-only record of acts, observed by everybody else. */
export type Acts = {
  /** The present state; creates nothing, not even an empty database. */
  readonly read: () => Promise<LedgerState>;
  /** The state as last seen, where it was: costs no way to the storage, and an append tells when it is not so any more. */
  readonly recall: () => Promise<LedgerState>;
  /** Appends entries and their outbox entries in one durable transaction; false when the head has moved. */
  readonly append: (drafts: readonly Draft[], place: AppendPlace) => Promise<boolean>;
  /** Takes in what it does not know; what it knows keeps the further delivery. Never changes who this browser is. */
  readonly adopt: (adoption: Adoption) => Promise<void>;
  /** Follows the head the shop told, if that is further, and is behind no more. */
  readonly follow: (head: ChainHead) => Promise<void>;
  /** Is nobody from now on: the shop erased the subject. What waited is refused, what was kept stays. */
  readonly retire: (subject: SubjectId, problem: string) => Promise<void>;
  /** Calls back after every change by this or another tab, until the returned function is called. */
  readonly observe: (listener: () => void) => () => void;
  readonly close: () => void;
};

/** The durable queue under the outbox. */
export type Queue = {
  /** Entries still in the outbox, oldest first. */
  readonly waiting: () => Promise<readonly WaitingEntry[]>;
  /** Remembers a failed try, for all tabs. */
  readonly postpone: (row: OutboxRow) => Promise<void>;
  /** Writes what came of an entry's delivery and takes it from the outbox. */
  readonly settle: (id: string, settlement: Settlement) => Promise<void>;
  /** Takes or prolongs the right to send, where the browser has no locks; false while another tab has it. */
  readonly lease: (owner: string, now: number, until: number) => Promise<boolean>;
};

/** What is kept beside the entries. */
export type Archive = {
  readonly papers: (id: string) => Promise<Papers>;
  /** A notice as it was shown, by its digest. */
  readonly notice: (sha256: Sha256) => Promise<Notice | undefined>;
  readonly keepCheckpoint: (checkpoint: string) => Promise<void>;
};

/** What this browser knows. */
export type Ledger = Acts & Queue & Archive;

/** A ledger before the first act. */
export const EMPTY_LEDGER: LedgerState = {
  key: undefined,
  head: { seq: 0, digest: null },
  behind: false,
  entries: [],
  outbox: [],
  config: undefined,
  checkpoint: undefined,
};
