import type { IDBPTransaction, StoreNames } from 'idb';
import type { SubjectId } from '../contract/ids.ts';
import type { ChainHead, LedgerEntry, KeptReceipt, Papers, SubjectKey } from './ledger.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { furtherHead, headAfter } from './past.ts';
import type { Database, EntryRow, LedgerSchema } from './schema.ts';

/** The transaction in which a version changes. */
export type Upgrade = IDBPTransaction<LedgerSchema, StoreNames<LedgerSchema>[], 'versionchange'>;

/** An entry as version 1 kept it: long texts within, the shop's head beside a refusal. */
type FirstEntry = LedgerEntry & {
  readonly receipt?: KeptReceipt & { readonly jws?: string };
  readonly head?: ChainHead;
};

const createEntries = (database: Database): void => {
  const entries = database.createObjectStore('entries', { autoIncrement: true });
  entries.createIndex('id', 'entry.id', { unique: true });
  entries.createIndex('chain', 'chain', { unique: true });
};

/** An entry's row: with its link in the chain of this subject, unless it is no link of it. */
export const rowOf = (entry: LedgerEntry, subject: SubjectId | undefined): EntryRow =>
  entry.kind === 'consent' && entry.event.subject === subject
    ? { entry, chain: [entry.event.subject, entry.event.seq] }
    : { entry };

const without = <T extends object, K extends keyof T>(whole: T, name: K): Omit<T, K> => {
  const { [name]: _left, ...rest } = whole;
  return rest;
};

/** Version 1's entry as it is kept now, and the texts that were in it. */
export const splitEntry = (first: FirstEntry): { readonly entry: LedgerEntry; readonly papers: Papers } => {
  const { receipt, head: _head, ...rest } = first;
  const jws = receipt?.jws;
  const explanation = rest.kind === 'objection' ? rest.objection.explanation_jws : undefined;
  const bare =
    rest.kind === 'objection' ? { ...rest, objection: without(rest.objection, 'explanation_jws') } : { ...rest };
  return {
    entry: receipt ? { ...bare, receipt: without(receipt, 'jws') } : bare,
    papers: { ...(jws === undefined ? {} : { receipt: jws }), ...(explanation === undefined ? {} : { explanation }) },
  };
};

/** Brings what version 1 kept into the stores of version 2. */
const convert = async (database: Database, upgrade: Upgrade): Promise<void> => {
  const key: SubjectKey | undefined = await upgrade.objectStore('subject').get('self');
  const kept: unknown[] = await upgrade.objectStore('entries').getAll();
  const firsts = kept as readonly FirstEntry[];
  database.deleteObjectStore('entries');
  createEntries(database);
  let head = EMPTY_LEDGER.head;
  for (const first of firsts) {
    const { entry, papers } = splitEntry(first);
    head = furtherHead(headAfter(head, entry), first.head);
    await upgrade.objectStore('entries').add(rowOf(entry, key?.subject));
    await upgrade.objectStore('papers').put(papers, entry.id);
  }
  if (key) await upgrade.objectStore('subject').put({ ...key, head, behind: false }, 'self');
};

/** Makes the stores of a new database, or brings an older one up to date; all of it or nothing. */
export const upgradeStores = async (database: Database, upgrade: Upgrade, from: number): Promise<void> => {
  if (from < 1) {
    database.createObjectStore('subject');
    createEntries(database);
    database.createObjectStore('outbox', { keyPath: 'id' });
    database.createObjectStore('config');
  }
  database.createObjectStore('papers');
  database.createObjectStore('notices');
  database.createObjectStore('checkpoint');
  database.createObjectStore('lease');
  if (from === 1) await convert(database, upgrade);
};
