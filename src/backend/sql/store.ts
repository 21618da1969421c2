import { type Kysely, type Selectable, sql } from 'kysely';
import type { EventId, ReceiptId, Sha256, SubjectId, Timestamp } from '../../contract/ids.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import { noticeStrings } from '../../contract/notice.ts';
import type { Store, StoredEntry, WriteAccess } from '../store.ts';
import { migrate } from './migrations.ts';
import type { EntriesTable, Schema } from './schema.ts';

/** What differs between the databases: how a write takes its lock. */
export type Dialect = {
  /** Begins a transaction that excludes other writers from here on. */
  readonly begin: (connection: Kysely<Schema>) => Promise<void>;
  /** Where a migration waits for another process. */
  readonly lockMigrations: (connection: Kysely<Schema>) => Promise<void>;
};

const toEntry = (row: Selectable<EntriesTable>): StoredEntry => ({
  id: row.id as EventId,
  kind: row.kind,
  subject: row.subject as SubjectId,
  seq: row.seq === null ? null : Number(row.seq),
  prev: row.prev as Sha256 | null,
  sha256: row.sha256 as Sha256,
  body: row.body,
  order: Number(row.ord),
  received_at: row.received_at as Timestamp,
  forked: Number(row.forked) === 1,
  jti: row.jti as ReceiptId,
  receipt: row.receipt,
});

const entriesOf = async (db: Kysely<Schema>, subject: SubjectId): Promise<readonly StoredEntry[]> =>
  (await db.selectFrom('candor_entries').selectAll().where('subject', '=', subject).orderBy('ord').execute()).map(
    toEntry,
  );

const accessOf = (db: Kysely<Schema>, subject: SubjectId): WriteAccess => ({
  find: async (id) => {
    const row = await db.selectFrom('candor_entries').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toEntry(row);
  },
  entries: () => entriesOf(db, subject),
  nextOrder: async () => {
    const { value } = await db
      .updateTable('candor_counters')
      .set({ value: sql<number>`value + 1` })
      .where('name', '=', 'order')
      .returning('value')
      .executeTakeFirstOrThrow();
    return Number(value);
  },
  add: async ({ order, forked, ...entry }) => {
    await db
      .insertInto('candor_entries')
      .values({ ...entry, ord: order, forked: forked ? 1 : 0 })
      .execute();
  },
});

/** Runs `work` on one connection between the dialect's begin and a commit; anything thrown rolls back. */
const transact = <TResult>(
  db: Kysely<Schema>,
  begin: (connection: Kysely<Schema>) => Promise<void>,
  work: (connection: Kysely<Schema>) => Promise<TResult>,
): Promise<TResult> =>
  db.connection().execute(async (connection) => {
    await begin(connection);
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });

const noticeQueries = (db: Kysely<Schema>): Pick<Store, 'keepNotices' | 'replacedAt'> => ({
  keepNotices: async (notices, at) => {
    for (const notice of notices) {
      const { sha256, id, lang } = notice;
      const row = { sha256, id, lang, body: canonicalJson(noticeStrings(notice)), published_at: at };
      await db
        .insertInto('candor_notices')
        .values(row)
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .execute();
    }
  },
  replacedAt: async (sha256) => {
    const held = await db.selectFrom('candor_notices').selectAll().where('sha256', '=', sha256).executeTakeFirst();
    if (!held) return undefined;
    const next = await db
      .selectFrom('candor_notices')
      .select('published_at')
      .where('id', '=', held.id)
      .where('lang', '=', held.lang)
      .where('published_at', '>', held.published_at)
      .orderBy('published_at')
      .executeTakeFirst();
    return (next?.published_at ?? held.published_at) as Timestamp;
  },
});

/** The store over one Kysely database; migrated before it is handed out. */
export const createSqlStore = async (db: Kysely<Schema>, dialect: Dialect, at: Timestamp): Promise<Store> => {
  await transact(db, dialect.lockMigrations, (connection) => migrate(connection, at));
  return {
    ...noticeQueries(db),
    write: (subject, work) => transact(db, dialect.begin, (connection) => work(accessOf(connection, subject))),
    entries: (subject) => entriesOf(db, subject),
    page: async (subject, after, limit) => {
      const rows = await db
        .selectFrom('candor_entries')
        .selectAll()
        .where('subject', '=', subject)
        .where('ord', '>', after)
        .orderBy('ord')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    },
    retracted: async (subject) => {
      const rows = await db.selectFrom('candor_retractions').select('id').where('subject', '=', subject).execute();
      return new Set(rows.map(({ id }) => id as EventId));
    },
    retract: async (subject, id, at) => {
      const own = await db
        .selectFrom('candor_entries')
        .select('id')
        .where('id', '=', id)
        .where('subject', '=', subject)
        .where('kind', '=', 'objection')
        .executeTakeFirst();
      if (!own) return false;
      await db
        .insertInto('candor_retractions')
        .values({ id, subject, at })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return true;
    },
    check: async () => {
      await db.selectFrom('candor_counters').select('value').where('name', '=', 'order').executeTakeFirstOrThrow();
    },
    close: () => db.destroy(),
  };
};
