import type { Kysely, Selectable } from 'kysely';
import type { ReceiptId, SubjectId, Timestamp } from '../../contract/ids.ts';
import type { ErasureReader, ErasureWriter, HeldErasure, Removed } from '../erasure-store.ts';
import { chunksOf } from './chunks.ts';
import type { Tables } from './schema.ts';

/** A held erasure as its row tells it. */
export const heldOf = (row: Selectable<Tables['erasures']>): HeldErasure => ({
  ...row,
  subject: row.subject as SubjectId,
  received_at: row.received_at as Timestamp,
  erase_at: row.erase_at as Timestamp,
  receipt_id: row.receipt_id as ReceiptId,
});

type Row = { readonly receipt_id?: string; readonly received_at: string; readonly event?: string };

const removedOf = ({ receipt_id, received_at, event }: Row): Removed => ({
  receipt_id: receipt_id as ReceiptId | undefined,
  received_at: received_at as Timestamp,
  event,
});

/** Questions to the tables of erasure. */
export const createErasureReader = (db: Kysely<Tables>): ErasureReader => ({
  isErased: async (tombstone) => {
    const row = await db
      .selectFrom('tombstones')
      .select('tombstone')
      .where('tombstone', '=', tombstone)
      .executeTakeFirst();
    return row !== undefined;
  },
  held: async (subject) => {
    const row = await db.selectFrom('erasures').selectAll().where('subject', '=', subject).executeTakeFirst();
    return row && heldOf(row);
  },
});

const removeSubject =
  (db: Kysely<Tables>): ErasureWriter['removeSubject'] =>
  async (subject) => {
    const retractions = await db
      .deleteFrom('objection_retractions')
      .where('subject', '=', subject)
      .returning('retracted_at as received_at')
      .execute();
    const objections = await db
      .deleteFrom('objections')
      .where('subject', '=', subject)
      .returning(['receipt_id', 'received_at'])
      .execute();
    const events = await db
      .deleteFrom('consent_events')
      .where('subject', '=', subject)
      .returning(['receipt_id', 'received_at', 'event'])
      .execute();
    const held = await db
      .deleteFrom('erasures')
      .where('subject', '=', subject)
      .returning(['receipt_id', 'received_at'])
      .execute();
    return [...retractions, ...objections, ...events, ...held].map(removedOf);
  };

const removeEvents =
  (db: Kysely<Tables>): ErasureWriter['removeEvents'] =>
  async (receipts) => {
    const removed: Removed[] = [];
    for (const some of chunksOf(receipts)) {
      const rows = await db
        .deleteFrom('consent_events')
        .where('receipt_id', 'in', some)
        .returning(['receipt_id', 'received_at', 'event'])
        .execute();
      removed.push(...rows.map(removedOf));
    }
    return removed;
  };

const removeRetracted =
  (db: Kysely<Tables>): ErasureWriter['removeRetracted'] =>
  async (until, limit) => {
    const old = await db
      .selectFrom('objection_retractions')
      .select(['objection_id', 'retracted_at as received_at'])
      .where('retracted_at', '<=', until)
      .limit(limit)
      .execute();
    if (old.length === 0) return [];
    const ids = old.map(({ objection_id }) => objection_id);
    await db.deleteFrom('objection_retractions').where('objection_id', 'in', ids).execute();
    const rows = await db
      .deleteFrom('objections')
      .where('objection_id', 'in', ids)
      .returning(['receipt_id', 'received_at'])
      .execute();
    return [...old.map(({ received_at }) => ({ received_at })), ...rows].map(removedOf);
  };

const oldSubjects =
  (db: Kysely<Tables>): ErasureWriter['oldSubjects'] =>
  async (until, after, limit) => {
    const rows = await db
      .selectFrom('consent_events')
      .select('subject')
      .where('subject', '>', after)
      .where('received_at', '<=', until)
      .groupBy('subject')
      .having((eb) => eb.fn.countAll(), '>=', 2)
      .orderBy('subject')
      .limit(limit)
      .execute();
    return rows.map(({ subject }) => subject as SubjectId);
  };

/** Deletions, inside a transaction that holds the lock. */
export const createErasureWriter = (db: Kysely<Tables>): ErasureWriter => ({
  ...createErasureReader(db),
  hold: async (erasure) => {
    await db.insertInto('erasures').values(erasure).execute();
  },
  due: async (at, limit) => {
    const rows = await db
      .selectFrom('erasures')
      .selectAll()
      .where('erase_at', '<=', at)
      .orderBy('order')
      .limit(limit)
      .execute();
    return rows.map(heldOf);
  },
  removeSubject: removeSubject(db),
  removeEvents: removeEvents(db),
  removeRetracted: removeRetracted(db),
  oldSubjects: oldSubjects(db),
  bury: async (tombstone) => {
    await db
      .insertInto('tombstones')
      .values({ tombstone })
      .onConflict((conflict) => conflict.column('tombstone').doNothing())
      .execute();
  },
  count: async (counts) => {
    for (const one of counts)
      await db
        .insertInto('erased_counts')
        .values(one)
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'notice'])
            .doUpdateSet((eb) => ({ acts: eb('erased_counts.acts', '+', eb.ref('excluded.acts')) })),
        )
        .execute();
  },
});
