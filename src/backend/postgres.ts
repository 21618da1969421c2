import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from './sql/migrations.ts';
import type { Tables } from './sql/schema.ts';
import { createSqlStore } from './sql/sql-store.ts';
import { StartError } from './start-error.ts';
import { type Store, StoreUnavailableError } from './store.ts';

/** Any number that is the same in every Candor process and unlikely elsewhere. */
const MIGRATION_LOCK = 0x63616e64;
const MILLISECONDS = { connect: 5_000, statement: 15_000, lock: 10_000 } as const;

/** SQLSTATE classes: connection, resources, intervention, system; lock not available; query cancelled. */
const UNAVAILABLE = /^(?:08|53|57|58|55P03|25006)/;

const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    UNAVAILABLE.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /timeout|terminated|Connection|closed/i.test(code === '' ? error.message : '')
  );
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Counts and orders are below 2^53: read as numbers, as SQLite does. */
const readTypes = (): pg.TypeOverrides => {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  return types;
};

/** Opens (and creates) the record in PostgreSQL 15+. Rejects with StoreUnavailableError where the server cannot be reached, with StartError where it refuses. */
export const openPostgresStore = async (databaseUrl: string, now: () => number = Date.now): Promise<Store> => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    connectionTimeoutMillis: MILLISECONDS.connect,
    statement_timeout: MILLISECONDS.statement,
    lock_timeout: MILLISECONDS.lock,
    types: readTypes(),
  });
  // A connection that breaks is replaced at the next question. Without a listener it would end the process: the pool listens while it is
  // idle, nobody while a transaction has it and asks nothing.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const dialect = new PostgresDialect({
    pool,
    // An answer is given after fsync, whatever the server's default.
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('set synchronous_commit = on'));
    },
  });
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(
      db,
      async (transaction) => void (await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction)),
      now,
    );
  } catch (error) {
    await db.destroy();
    if (error instanceof StartError) throw error;
    if (isUnavailable(error)) throw new StoreUnavailableError(error);
    throw new StartError(`PostgreSQL refuses (${messageOf(error)}): check --database-url`, { cause: error });
  }
  return createSqlStore({ writing: db, reading: db }, isUnavailable);
};
