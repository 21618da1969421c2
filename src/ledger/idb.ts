import { type IDBPDatabase, wrap } from 'idb';
import { ledgerExists } from './exists.ts';
import type { ChainHead, Ledger, LedgerEntry, LedgerState, SubjectKey, WaitingEntry } from './ledger.ts';
import { EMPTY_LEDGER, headAfter, headOf } from './ledger.ts';
import { DATABASE, DATABASE_VERSION, type LedgerSchema } from './schema.ts';

type Database = IDBPDatabase<LedgerSchema>;

/** What the adapter needs of the browser. */
export type IdbOptions = {
  readonly indexedDB: IDBFactory;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
};

const upgrade = (database: Database): void => {
  database.createObjectStore('subject');
  const entries = database.createObjectStore('entries', { autoIncrement: true });
  entries.createIndex('id', 'id', { unique: true });
  entries.createIndex('chain', ['event.subject', 'event.seq'], { unique: true });
  database.createObjectStore('outbox', { keyPath: 'id' });
  database.createObjectStore('config');
};

/** Opens by the captured factory: idb's own `openDB` would look one up on the page. `onGone` hears when the connection is of no more use. */
const openDatabase = async (indexedDB: IDBFactory, onGone: () => void): Promise<Database> => {
  const request = indexedDB.open(DATABASE, DATABASE_VERSION);
  request.onupgradeneeded = () => upgrade(wrap(request.result) as unknown as Database);
  const database = (await wrap(request)) as unknown as Database;
  // Another tab brings a newer version: let it.
  database.onversionchange = () => {
    database.close();
    onGone();
  };
  database.onclose = onGone;
  return database;
};

const readState = async (database: Database): Promise<LedgerState> => {
  const transaction = database.transaction(['subject', 'entries', 'config']);
  const [key, entries, config] = await Promise.all([
    transaction.objectStore('subject').get('self'),
    transaction.objectStore('entries').getAll(),
    transaction.objectStore('config').get('last'),
  ]);
  return { key, entries, config, head: headOf(entries) };
};

const append = async (database: Database, entry: LedgerEntry, head: ChainHead, key: SubjectKey): Promise<boolean> => {
  const transaction = database.transaction(['subject', 'entries', 'outbox'], 'readwrite', { durability: 'strict' });
  const [self, last] = await Promise.all([
    transaction.objectStore('subject').get('self'),
    transaction.objectStore('entries').index('chain').openCursor(null, 'prev'),
  ]);
  const unchanged = headAfter(last?.value).seq === head.seq && (self === undefined || self.secret === key.secret);
  if (unchanged) {
    await Promise.all([
      transaction.objectStore('subject').put(key, 'self'),
      transaction.objectStore('entries').add(entry),
      transaction.objectStore('outbox').put({ id: entry.id, attempts: 0, notBefore: 0 }),
    ]);
  }
  await transaction.done;
  return unchanged;
};

const waiting = async (database: Database): Promise<readonly WaitingEntry[]> => {
  const transaction = database.transaction(['entries', 'outbox']);
  const rows = await transaction.objectStore('outbox').getAll();
  const byId = transaction.objectStore('entries').index('id');
  const pairs = await Promise.all(rows.map(async (row) => ({ ...row, entry: await byId.get(row.id) })));
  // Ids are UUIDv7: their order is the order of the acts.
  return pairs
    .flatMap(({ entry, attempts, notBefore }) => (entry ? [{ entry, attempts, notBefore }] : []))
    .sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
};

const settle = async (database: Database, id: string, change: Parameters<Ledger['settle']>[1]): Promise<void> => {
  const transaction = database.transaction(['entries', 'outbox'], 'readwrite', { durability: 'strict' });
  const cursor = await transaction.objectStore('entries').index('id').openCursor(id);
  if (cursor) await cursor.update({ ...cursor.value, ...change });
  await transaction.objectStore('outbox').delete(id);
  await transaction.done;
};

/** One connection, opened when somebody needs it and again after it was lost. */
const createConnection = (indexedDB: IDBFactory) => {
  let opened: Promise<Database> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  const open = (): Promise<Database> => {
    opened ??= openDatabase(indexedDB, forget);
    opened.catch(forget);
    return opened;
  };
  return {
    open,
    /** The database if there is one; creates none. */
    openIfThere: async (): Promise<Database | undefined> =>
      opened || (await ledgerExists(indexedDB)) ? open() : undefined,
    close: (): void => void opened?.then((database) => database.close(), forget),
  };
};

/** Tells this page and the other tabs that the ledger has changed. */
const createFeed = (openChannel: IdbOptions['openChannel']) => {
  const listeners = new Set<() => void>();
  const channel = openChannel?.(DATABASE);
  const tell = (): void => listeners.forEach((listener) => listener());
  if (channel) channel.onmessage = tell;
  return {
    changed: (): void => {
      tell();
      channel?.postMessage(null);
    },
    observe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: (): void => {
      listeners.clear();
      channel?.close();
    },
  };
};

/** The ledger in this browser's IndexedDB, opened at the first act or when it already exists. */
export const createIdbLedger = ({ indexedDB, openChannel }: IdbOptions): Ledger => {
  const { open, openIfThere, close } = createConnection(indexedDB);
  const feed = createFeed(openChannel);
  return {
    read: async () => {
      const database = await openIfThere();
      return database ? readState(database) : EMPTY_LEDGER;
    },
    append: async (entry, head, key) => {
      const done = await append(await open(), entry, head, key);
      if (done) feed.changed();
      return done;
    },
    waiting: async () => {
      const database = await openIfThere();
      return database ? waiting(database) : [];
    },
    postpone: async (id, attempts, notBefore) => {
      const database = await open();
      if (await database.get('outbox', id)) await database.put('outbox', { id, attempts, notBefore });
    },
    settle: async (id, settlement) => {
      await settle(await open(), id, settlement);
      feed.changed();
    },
    keepConfig: async (config) => {
      const database = await openIfThere();
      if (await database?.get('subject', 'self')) await database?.put('config', config, 'last');
    },
    observe: feed.observe,
    close: () => {
      feed.close();
      close();
    },
  };
};
