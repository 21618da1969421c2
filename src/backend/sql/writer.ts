import type { Kysely } from 'kysely';
import { canonicalJson } from '../../crypto/jcs.ts';
import type { RecordWriter } from '../store.ts';
import { createErasureWriter } from './erasure.ts';
import { createLogWriter } from './log.ts';
import { createReader } from './reader.ts';
import type { Tables } from './schema.ts';

/** Waits until no other write is under way, in any process: the row stays locked until the transaction ends. */
export const lockRecord = async (db: Kysely<Tables>): Promise<void> => {
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 0) }))
    .where('name', '=', 'order')
    .execute();
};

const takeOrder = async (db: Kysely<Tables>): Promise<number> => {
  const { value } = await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'order')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
};

const publish =
  (db: Kysely<Tables>): RecordWriter['publish'] =>
  async (notices, at) => {
    const digests = notices.map(({ sha256 }) => sha256);
    await db
      .updateTable('notices')
      .set({ replaced_at: at })
      .where('replaced_at', 'is', null)
      .where('sha256', 'not in', digests)
      .execute();
    for (const notice of notices) {
      await db
        .insertInto('notices')
        .values({ ...notice, published_at: at, replaced_at: null })
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ replaced_at: null }))
        .execute();
    }
  };

/** Additions to the tables, inside a transaction that holds the lock. */
export const createWriter = (db: Kysely<Tables>): RecordWriter => ({
  ...createReader(db),
  nextOrder: () => takeOrder(db),
  addEvent: async (event) => {
    await db
      .insertInto('consent_events')
      .values({ ...event, forked: event.forked ? 1 : 0, until: event.until ? canonicalJson(event.until) : null })
      .execute();
  },
  addObjection: async (objection) => {
    await db.insertInto('objections').values(objection).execute();
  },
  retract: async ({ objection_id, subject }, at) => {
    const before = await db
      .selectFrom('objection_retractions')
      .select('order')
      .where('objection_id', '=', objection_id)
      .executeTakeFirst();
    if (before) return false;
    await db
      .insertInto('objection_retractions')
      .values({ objection_id, subject, order: await takeOrder(db), retracted_at: at })
      .execute();
    return true;
  },
  publish: publish(db),
  log: createLogWriter(db),
  erasures: createErasureWriter(db),
});
