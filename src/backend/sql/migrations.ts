import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { StartError } from '../start-error.ts';
import { createErasure } from './migration-erasure.ts';
import { createLog } from './migration-log.ts';
import type { Tables } from './schema.ts';
import { addUntil } from './until.ts';

type Migration = { readonly name: string; readonly up: (db: Kysely<Tables>) => Promise<void> };

const createConsentEvents = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('consent_events')
    .addColumn('event_id', 'text', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('prev', 'text')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('order', 'bigint', (column) => column.notNull().unique())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('forked', 'integer', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('receipt_id', 'text', (column) => column.notNull().unique())
    .addColumn('receipt', 'text', (column) => column.notNull())
    .execute();
  // One chain has one event per seq; forks may repeat it.
  await sql`create unique index consent_events_chain on consent_events (subject, seq) where forked = 0`.execute(db);
  await db.schema.createIndex('consent_events_subject').on('consent_events').columns(['subject', 'order']).execute();
};

const createObjections = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('objections')
    .addColumn('objection_id', 'text', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('order', 'bigint', (column) => column.notNull().unique())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('objection', 'text', (column) => column.notNull())
    .addColumn('receipt_id', 'text', (column) => column.notNull().unique())
    .addColumn('receipt', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('objections_subject').on('objections').columns(['subject', 'order']).execute();
  await db.schema
    .createTable('objection_retractions')
    .addColumn('objection_id', 'text', (column) => column.primaryKey().references('objections.objection_id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('order', 'bigint', (column) => column.notNull().unique())
    .addColumn('retracted_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('objection_retractions_subject').on('objection_retractions').column('subject').execute();
};

const createNotices = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('notices')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('strings', 'text', (column) => column.notNull())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('replaced_at', 'text')
    .execute();
};

const createCounter = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .execute();
  await db.insertInto('counters').values({ name: 'order', value: 0 }).execute();
};

/** An audit asks for a range of time, and should not read the whole record for it. */
const indexTimes = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema.createIndex('consent_events_time').on('consent_events').column('received_at').execute();
  await db.schema.createIndex('objections_time').on('objections').column('received_at').execute();
  await db.schema
    .createIndex('objection_retractions_time')
    .on('objection_retractions')
    .column('retracted_at')
    .execute();
};

/** Forward only: a published migration is never edited, a mistake is mended by the next one. */
const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-record',
    up: async (db) => {
      await createConsentEvents(db);
      await createObjections(db);
      await createNotices(db);
      await createCounter(db);
    },
  },
  { name: '002-log', up: createLog },
  { name: '003-erasure', up: createErasure },
  { name: '004-until', up: addUntil },
  { name: '005-times', up: indexTimes },
];

/** The database was written by a newer version of this backend. */
export class NewerDatabaseError extends StartError {
  constructor(migration: string) {
    super(
      `the database was written by a newer version (it knows "${migration}"): start that version, or use another database`,
    );
    this.name = 'NewerDatabaseError';
  }
}

/**
 * Brings the tables up to date in one transaction. `lock` keeps every other process out until it ends; a second process
 * that waited finds nothing left to do.
 */
export const migrate = (
  db: Kysely<Tables>,
  lock: (db: Kysely<Tables>) => Promise<void>,
  now: () => number,
): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    await lock(transaction);
    await transaction.schema
      .createTable('candor_migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute();
    const rows = await transaction.selectFrom('candor_migrations').select('name').execute();
    const applied = new Set(rows.map(({ name }) => name));
    const unknown = [...applied].find((name) => MIGRATIONS.every((known) => known.name !== name));
    if (unknown !== undefined) throw new NewerDatabaseError(unknown);
    for (const { name, up } of MIGRATIONS.filter((migration) => !applied.has(migration.name))) {
      await up(transaction);
      await transaction
        .insertInto('candor_migrations')
        .values({ name, applied_at: new Date(now()).toISOString() })
        .execute();
    }
  });
