import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

type Step = (db: Kysely<Schema>) => Promise<unknown>;

const first: readonly Step[] = [
  (db) =>
    db.schema
      .createTable('candor_entries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint')
      .addColumn('prev', 'text')
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('ord', 'bigint', (column) => column.notNull().unique())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('forked', 'integer', (column) => column.notNull())
      .addColumn('jti', 'text', (column) => column.notNull().unique())
      .addColumn('receipt', 'text', (column) => column.notNull())
      .execute(),
  (db) => db.schema.createIndex('candor_entries_subject').on('candor_entries').columns(['subject', 'ord']).execute(),
  (db) =>
    sql`create unique index candor_entries_chain on candor_entries (subject, seq) where kind = 'consent' and forked = 0`.execute(
      db,
    ),
  (db) =>
    db.schema
      .createTable('candor_notices')
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('lang', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .execute(),
  (db) =>
    db.schema
      .createTable('candor_retractions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute(),
  (db) =>
    db.schema
      .createTable('candor_counters')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .execute(),
  (db) => db.insertInto('candor_counters').values({ name: 'order', value: 0 }).execute(),
];

/** Forward only: a released step is never changed, a new version is appended. */
const VERSIONS: readonly (readonly Step[])[] = [first];

/** Brings the schema up to date. The caller holds the write lock, so that of two processes starting at once one waits. */
export const migrate = async (db: Kysely<Schema>, at: string): Promise<void> => {
  await db.schema
    .createTable('candor_migrations')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute();
  const rows = await db.selectFrom('candor_migrations').select('version').execute();
  const done = new Set(rows.map(({ version }) => Number(version)));
  for (const [index, steps] of VERSIONS.entries()) {
    const version = index + 1;
    if (done.has(version)) continue;
    for (const step of steps) await step(db);
    await db.insertInto('candor_migrations').values({ version, applied_at: at }).execute();
  }
};
