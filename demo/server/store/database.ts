import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, shopper TEXT, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS basket (
  session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE, product TEXT NOT NULL,
  quantity INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (session, product));
CREATE TABLE IF NOT EXISTS view (
  session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE, product TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (session, product));
CREATE TABLE IF NOT EXISTS placed_order (
  id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, shopper TEXT, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS order_line (
  placed_order INTEGER NOT NULL REFERENCES placed_order(id), product TEXT NOT NULL, quantity INTEGER NOT NULL,
  price INTEGER NOT NULL, PRIMARY KEY (placed_order, product));
DROP TABLE IF EXISTS explanation;
CREATE TABLE IF NOT EXISTS told (id TEXT PRIMARY KEY, session TEXT, claims TEXT NOT NULL, expires INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS chat_line (
  session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE, at INTEGER NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL);
`;

/** One row as the database gives it: nothing known of its columns. */
export type DataRecord = Readonly<Record<string, unknown>>;

/** The shop's own tables, in one file; answers come after fsync. */
export type Tables = {
  /** Runs a statement; gives the id of the row it put in. */
  readonly run: (sql: string, ...values: readonly (string | number | null)[]) => number;
  readonly all: (sql: string, ...values: readonly (string | number | null)[]) => readonly DataRecord[];
  /** Everything inside happens, or nothing. */
  readonly together: <T>(work: () => T) => T;
  readonly close: () => void;
};

const isRecord = (value: unknown): value is DataRecord => typeof value === 'object' && value !== null;

/** Opens (and makes) the shop's file. */
export const openTables = (file: string): Tables => {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;',
  );
  database.exec(SCHEMA);
  return {
    run: (sql, ...values) => Number(database.prepare(sql).run(...values).lastInsertRowid),
    all: (sql, ...values) =>
      database
        .prepare(sql)
        .all(...values)
        .filter(isRecord),
    together: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A text column; empty where it is null. */
export const textOf = (row: DataRecord | undefined, column: string): string => text(row?.[column]);
/** A number column. */
export const numberOf = (row: DataRecord | undefined, column: string): number => Number(row?.[column] ?? 0);
