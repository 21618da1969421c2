import type { IDBPObjectStore } from 'idb';
import type { LedgerEntry, LedgerState } from './ledger.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import type { Database, LedgerSchema } from './schema.ts';

/** Stores that are read together. */
const STORES = ['subject', 'entries', 'outbox', 'config', 'checkpoint'] as const;

type Entries = IDBPObjectStore<LedgerSchema, typeof STORES, 'entries'>;

/** Rows read in one go: ten thousand at once would hold up the page. */
const BATCH = 250;

/** The entries as last read, by their keys in the store, oldest first. */
type Known = ReadonlyMap<number, LedgerEntry>;

const readAfter = async (store: Entries, after: number): Promise<Known> => {
  const found = new Map<number, LedgerEntry>();
  for (let last = after; ;) {
    const range = IDBKeyRange.lowerBound(last, true);
    const [keys, rows] = await Promise.all([store.getAllKeys(range, BATCH), store.getAll(range, BATCH)]);
    keys.forEach((key, at) => {
      const row = rows[at];
      if (row) found.set(key, row.entry);
    });
    last = keys.at(-1) ?? last;
    if (keys.length < BATCH) return found;
  }
};

/** Entries that were on their way and have arrived since. Settled ones never change, so only the others are read again. */
const readSettled = async (store: Entries, known: Known): Promise<Known> => {
  const waiting = [...known].filter(([, { delivery }]) => delivery === 'waiting').map(([key]) => key);
  const rows = await Promise.all(waiting.map(async (key) => [key, (await store.get(key))?.entry] as const));
  return new Map(
    rows.filter((row): row is [number, LedgerEntry] => row[1] !== undefined && row[1].delivery !== 'waiting'),
  );
};

/** The entries as they are now, were it only news that came. */
const withNews = async (store: Entries, known: Known): Promise<Known> => {
  const last = [...known.keys()].at(-1) ?? 0;
  const [news, settled] = await Promise.all([readAfter(store, last), readSettled(store, known)]);
  return news.size + settled.size === 0 ? known : new Map([...known, ...settled, ...news]);
};

/**
 * Reads a ledger's state, and of its entries only what is new since the last time. One read at a time; who asks while
 * one is still to begin shares it. All is asked for at once: every way to the storage and back costs the shopper time.
 */
export const createStateReader = (): ((database: Database) => Promise<LedgerState>) => {
  let known: Known = new Map();
  let subject: string | undefined;
  let entries: readonly LedgerEntry[] = EMPTY_LEDGER.entries;
  let turn: Promise<unknown> = Promise.resolve();
  let next: { readonly database: Database; readonly reading: Promise<LedgerState> } | undefined;

  const readState = async (database: Database): Promise<LedgerState> => {
    next = undefined;
    const transaction = database.transaction(STORES);
    // Told by the reads below; without a listener it would be told to the page as well.
    transaction.done.catch(() => undefined);
    const [before, store] = [known, transaction.objectStore('entries')];
    const [row, outbox, config, checkpoint, all, count] = await Promise.all([
      transaction.objectStore('subject').get('self'),
      transaction.objectStore('outbox').getAll(),
      transaction.objectStore('config').get('last'),
      transaction.objectStore('checkpoint').get('last'),
      withNews(store, before),
      store.count(),
    ]);
    // Another subject, or fewer than are known: the browser was cleared, and what is there now is another ledger.
    const isSame = all.size === count && (before.size === 0 || row?.subject === subject);
    known = isSame ? all : await readAfter(store, 0);
    subject = row?.subject;
    if (known !== before) entries = [...known.values()];
    const { head, behind } = row ?? EMPTY_LEDGER;
    const key = row && { subject: row.subject, secret: row.secret };
    return { key, head, behind, entries, outbox, config, checkpoint };
  };
  return (database) => {
    if (next?.database !== database) {
      const reading = turn.then(() => readState(database));
      turn = reading.catch(() => undefined);
      next = { database, reading };
    }
    return next.reading;
  };
};
