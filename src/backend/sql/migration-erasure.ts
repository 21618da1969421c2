import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Tables of erasure: what is held until its day, what stays of an erased subject, and counts without persons. */
export const createErasure = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('erasures')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('order', 'bigint', (column) => column.notNull().unique())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('erase_at', 'text', (column) => column.notNull())
    .addColumn('receipt_id', 'text', (column) => column.notNull().unique())
    .addColumn('receipt', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('erasures_day').on('erasures').column('erase_at').execute();
  await db.schema
    .createTable('tombstones')
    .addColumn('tombstone', 'text', (column) => column.primaryKey())
    .execute();
  await db.schema
    .createTable('erased_counts')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .addColumn('acts', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('erased_counts_day', ['day', 'notice'])
    .execute();
};
