import type { DBSchema } from 'idb';
import type { Config } from '../contract/config.ts';
import type { LedgerEntry, SubjectKey } from './ledger.ts';

/** Name of the database; one per origin. */
export const DATABASE = 'candor';
/** Version of the stores below. A new version only adds. */
export const DATABASE_VERSION = 1;

/** A row of the outbox: which entry waits, and how it fared. */
export type OutboxRow = { readonly id: string; readonly attempts: number; readonly notBefore: number };

/** The IndexedDB schema. `chain` is unique: no two tabs ever allocate one `seq`; objections have none and do not appear in it. */
export interface LedgerSchema extends DBSchema {
  subject: { key: 'self'; value: SubjectKey };
  entries: {
    key: number;
    value: LedgerEntry;
    indexes: { id: string; chain: [string, number] };
  };
  outbox: { key: string; value: OutboxRow };
  config: { key: 'last'; value: Config };
}
