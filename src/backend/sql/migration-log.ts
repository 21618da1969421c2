import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Tables of the log: leaves, hashes of complete subtrees, and marks by which a record knows its pepper. */
export const createLog = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('log_leaves')
    .addColumn('index', 'bigint', (column) => column.primaryKey())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('handle', 'text', (column) => column.notNull().unique())
    .addColumn('salt', 'text')
    .execute();
  await db.schema
    .createTable('log_nodes')
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('index', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('log_nodes_place', ['level', 'index'])
    .execute();
  await db.schema
    .createTable('marks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  // Receipts from before get their leaves when a backend opens the record: a leaf needs the pepper, a migration has none.
  await db
    .insertInto('counters')
    .values([
      { name: 'leaves', value: 0 },
      { name: 'unlogged', value: 0 },
    ])
    .execute();
};
