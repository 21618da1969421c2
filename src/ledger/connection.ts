import { wrap } from 'idb';
import { findLedger } from './exists.ts';
import { DATABASE, DATABASE_VERSION, type Database } from './schema.ts';
import { type Upgrade, upgradeStores } from './stores.ts';

/** What a connection needs of the browser. */
export type ConnectionOptions = {
  readonly indexedDB: IDBFactory;
  readonly after: (milliseconds: number, callback: () => void, signal: AbortSignal) => void;
  readonly signal: AbortSignal;
};

/** How long an older tab may keep a new version waiting, in milliseconds; until then this page works from memory. */
const BLOCKED_PATIENCE = 2_000;

/** One connection, opened when somebody needs it and again after it was lost. */
export type Connection = {
  /** Works on the database; a connection that turns out to be dead is replaced once. Creates the database where there is none. */
  readonly use: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  /** The same if there is a database; undefined, and nothing created, if there is none. */
  readonly useIfThere: <T>(work: (database: Database) => Promise<T>) => Promise<T | undefined>;
  readonly close: () => void;
};

const opening = (database: IDBDatabase): Database => wrap(database) as unknown as Database;
const upgrading = (transaction: IDBTransaction): Upgrade => wrap(transaction) as unknown as Upgrade;

/** Opens by the captured factory: idb's own `openDB` would look one up on the page. `onGone` hears when the connection is of no more use. */
const openDatabase = async ({ indexedDB, after, signal }: ConnectionOptions, onGone: () => void): Promise<Database> => {
  const request = indexedDB.open(DATABASE, DATABASE_VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    const { result, transaction } = request;
    if (!transaction) return;
    const upgrade = upgrading(transaction);
    // What ends it, a full disk for one, is told by the request; without a listener it would be told to the page as well.
    upgrade.done.catch(() => undefined);
    upgradeStores(opening(result), upgrade, oldVersion)
      .catch(() => transaction.abort())
      // It has ended already.
      .catch(() => undefined);
  };
  const late = new Promise<never>((_resolve, reject) => {
    request.onblocked = () => after(BLOCKED_PATIENCE, () => reject(new Error('an older tab holds the ledger')), signal);
  });
  const opened = wrap(request) as unknown as Promise<Database>;
  try {
    const database = await Promise.race([opened, late]);
    // Another tab brings a newer version, or the shopper clears the browser: let them.
    database.onversionchange = () => {
      database.close();
      onGone();
    };
    database.onclose = onGone;
    return database;
  } catch (error) {
    opened.then(
      (database) => database.close(),
      () => undefined,
    );
    throw error;
  }
};

/** What WebKit and others throw for good once their storage process is gone; the next connection works again. */
const isDead = (error: unknown): boolean => /^(?:InvalidState|Unknown|Abort)Error\b/.test(String(error));

/** A connection that is not opened yet. */
export const createConnection = (options: ConnectionOptions): Connection => {
  let opened: Promise<Database> | undefined;
  let isOver = false;
  const forget = (): void => {
    opened = undefined;
  };
  const open = async (): Promise<Database> => {
    if (isOver) throw new Error('the ledger was closed');
    opened ??= openDatabase(options, forget);
    opened.catch(forget);
    return opened;
  };
  const drop = (): void => {
    opened?.then(
      (database) => database.close(),
      () => undefined,
    );
    forget();
  };
  const use = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch (error) {
      if (!isDead(error)) throw error;
      drop();
      return work(await open());
    }
  };
  return {
    use,
    useIfThere: async (work) => (opened || (await findLedger(options.indexedDB)) ? use(work) : undefined),
    close: () => {
      isOver = true;
      drop();
    },
  };
};
