import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Dialect, type Driver, Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { codeOf } from './error-code.ts';
import { migrate } from './sql/migrations.ts';
import type { Tables } from './sql/schema.ts';
import { createSqlStore } from './sql/sql-store.ts';
import { StartError } from './start-error.ts';
import { type Store, StoreUnavailableError } from './store.ts';

/** Milliseconds to wait for another process's write before the record counts as unavailable. */
const WRITE_PATIENCE = 10_000;
const BUSY_PAUSE = 5;
/** Milliseconds a read may wait for another process that opens or recovers the file. */
const READ_PATIENCE = 5_000;
/** SQLite's name for a database that is gone with its process. */
const IN_MEMORY = ':memory:';

const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

const isUnavailable = (error: unknown): boolean =>
  /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/.test(codeOf(error));

const tryBegin = (database: Database.Database): boolean => {
  database.exec('pragma busy_timeout = 0');
  try {
    database.exec('begin immediate');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    database.exec(`pragma busy_timeout = ${READ_PATIENCE}`);
  }
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Waits for the write lock without holding up this process: SQLite's own waiting blocks the thread, and with it a write
 * of another store in the same process that only needs its turn to finish. `exec`, because a prepared BEGIN that found
 * the file busy stays "in progress" in libsql and fails the next commit.
 */
const beginImmediate = async (database: Database.Database): Promise<void> => {
  const since = performance.now();
  while (!tryBegin(database)) {
    if (performance.now() - since > WRITE_PATIENCE) throw new StoreUnavailableError('the file stayed locked');
    await pause(BUSY_PAUSE);
  }
};

/** A deferred transaction that reads first fails with SQLITE_BUSY_SNAPSHOT when another process writes: begin as a writer. */
const immediateDriver = (driver: Driver, database: Database.Database): Driver => ({
  init: () => driver.init(),
  acquireConnection: () => driver.acquireConnection(),
  beginTransaction: () => beginImmediate(database),
  commitTransaction: (connection) => driver.commitTransaction(connection),
  rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
  releaseConnection: (connection) => driver.releaseConnection(connection),
  destroy: () => driver.destroy(),
});

const dialectOf = (database: Database.Database): Dialect => {
  const dialect = new SqliteDialect({ database });
  return {
    createDriver: () => immediateDriver(dialect.createDriver(), database),
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
};

/** Made by us first: SQLite would let every account of the machine read it, and gives its log the same mode. */
const makePrivate = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
};

/** Goes over to a write-ahead log. Where another process does the same at this moment, SQLite gives up at once: it is tried again. */
const enterLog = async (database: Database.Database): Promise<void> => {
  const since = performance.now();
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() - since > WRITE_PATIENCE) throw error;
    }
    await pause(BUSY_PAUSE);
  }
};

/** Write-ahead log, and an fsync with every commit: what was answered survives a power cut. */
const openFile = async (file: string): Promise<Database.Database> => {
  const database = new Database(file);
  try {
    database.exec('pragma busy_timeout = 0');
    await enterLog(database);
    database.exec(`pragma busy_timeout = ${READ_PATIENCE}`);
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    database.exec('pragma secure_delete = on');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Empties the write-ahead log, which still holds deleted rows, unless somebody is reading it now: the next time is soon enough. */
const truncateLog = (database: Database.Database): void => {
  database.exec('pragma busy_timeout = 0');
  try {
    database.prepare('pragma wal_checkpoint(truncate)').get();
  } catch (error) {
    // LOCKED: it is this connection that reads.
    if (!/^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error))) throw error;
  } finally {
    database.exec(`pragma busy_timeout = ${READ_PATIENCE}`);
  }
};

type Connections = {
  readonly writing: Kysely<Tables>;
  readonly reading: Kysely<Tables>;
  readonly scrub?: () => Promise<void>;
};

/** Two connections: in a write-ahead log a read never waits for a write, of this process or of another. */
const connect = async (file: string): Promise<Connections> => {
  if (file !== IN_MEMORY) makePrivate(file);
  const writing = new Kysely<Tables>({ dialect: dialectOf(await openFile(file)) });
  if (file === IN_MEMORY) return { writing, reading: writing };
  const database = await openFile(file);
  const reading = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  return { writing, reading, scrub: async () => truncateLog(database) };
};

const openConnections = async (connections: Connections, now: () => number): Promise<Store> => {
  const store = createSqlStore(connections, isUnavailable);
  try {
    // BEGIN IMMEDIATE is the lock.
    await migrate(connections.writing, async () => {}, now);
    await store.check();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/**
 * Opens (and creates) the embedded record, safe with two processes on one file. Throws StartError where the file cannot
 * be used.
 */
export const openSqliteStore = async (file: string, now: () => number = Date.now): Promise<Store> => {
  try {
    return await openConnections(await connect(file), now);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = codeOf(error) || 'unknown';
    throw new StartError(`${file} cannot be used for the record (${code}): check the path, or name another`, {
      cause: error,
    });
  }
};
