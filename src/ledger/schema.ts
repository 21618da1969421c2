import type { DBSchema, IDBPDatabase } from 'idb';
import type { Config } from '../contract/config.ts';
import type { Notice } from '../contract/notice.ts';
import type { ChainHead, LedgerEntry, OutboxRow, Papers, SubjectKey } from './ledger.ts';

/** Name of the database; one per origin. */
export const DATABASE = 'candor';
/** Version of the stores below. */
export const DATABASE_VERSION = 2;

/** Who this browser is, with the head of its chain. */
export type SubjectRow = SubjectKey & { readonly head: ChainHead; readonly behind: boolean };

/** An entry with its place in this browser's own chain; one that is no link of it has none. */
export type EntryRow = { readonly entry: LedgerEntry; readonly chain?: readonly [subject: string, seq: number] };

/** The right to send, until a time. */
export type Lease = { readonly owner: string; readonly until: number };

/**
 * The IndexedDB schema. `chain` is unique: no two tabs ever allocate one `seq`. Long texts lie in `papers`, so that ten
 * thousand entries can be read without them.
 */
export interface LedgerSchema extends DBSchema {
  subject: { key: 'self'; value: SubjectRow };
  entries: { key: number; value: EntryRow; indexes: { id: string; chain: [string, number] } };
  papers: { key: string; value: Papers };
  outbox: { key: string; value: OutboxRow };
  notices: { key: string; value: Notice };
  config: { key: 'last'; value: Config };
  checkpoint: { key: 'last'; value: string };
  lease: { key: 'drain'; value: Lease };
}

/** The opened database. */
export type Database = IDBPDatabase<LedgerSchema>;
