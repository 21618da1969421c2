import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * Asks several questions of one moment of the database. Each by itself would see what was committed, or erased, since the
 * one before.
 */
export const atOneMoment = <T>(db: Kysely<Tables>, ask: (db: Kysely<Tables>) => Promise<T>): Promise<T> =>
  // Inside a write nobody else can change anything.
  db.isTransaction ? ask(db) : db.transaction().setIsolationLevel('repeatable read').execute(ask);
