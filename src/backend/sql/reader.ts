import type { Kysely, Selectable } from 'kysely';
import type { EventId, ReceiptId, Sha256, SubjectId, Timestamp } from '../../contract/ids.ts';
import type { RecordReader, StoredEvent, StoredNotice, StoredObjection, SubjectHolding } from '../store.ts';
import { createErasureReader } from './erasure.ts';
import { createLogReader } from './log.ts';
import { atOneMoment } from './moment.ts';
import { readBetween } from './range.ts';
import type { Tables } from './schema.ts';

/** Rows hold what this backend once parsed and wrote: their ids carry their brands again. */
const eventOf = (row: Selectable<Tables['consent_events']>): StoredEvent => ({
  ...row,
  event_id: row.event_id as EventId,
  subject: row.subject as SubjectId,
  prev: row.prev as Sha256 | null,
  sha256: row.sha256 as Sha256,
  received_at: row.received_at as Timestamp,
  receipt_id: row.receipt_id as ReceiptId,
  forked: row.forked === 1,
  until: row.until === null ? undefined : JSON.parse(row.until),
});

const objectionOf = (row: Selectable<Tables['objections']>): StoredObjection => ({
  ...row,
  objection_id: row.objection_id as EventId,
  subject: row.subject as SubjectId,
  sha256: row.sha256 as Sha256,
  received_at: row.received_at as Timestamp,
  receipt_id: row.receipt_id as ReceiptId,
});

const noticeOf = ({
  sha256,
  id,
  version,
  lang,
  strings,
  replaced_at,
}: Selectable<Tables['notices']>): StoredNotice => ({
  sha256: sha256 as Sha256,
  id,
  version,
  lang,
  strings,
  replaced_at: (replaced_at ?? undefined) as Timestamp | undefined,
});

const readHolding = async (db: Kysely<Tables>, subject: SubjectId): Promise<SubjectHolding> => {
  const events = await db
    .selectFrom('consent_events')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('order')
    .execute();
  const objections = await db
    .selectFrom('objections')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('order')
    .execute();
  const retractions = await db.selectFrom('objection_retractions').selectAll().where('subject', '=', subject).execute();
  const erasure = await createErasureReader(db).held(subject);
  const retracted = new Set(retractions.map(({ objection_id }) => objection_id));
  const latest = [...events.slice(-1), ...objections.slice(-1), ...retractions, ...(erasure ? [erasure] : [])];
  return {
    events: events.map(eventOf),
    objections: objections.filter(({ objection_id }) => !retracted.has(objection_id)).map(objectionOf),
    erasure,
    order: Math.max(0, ...latest.map(({ order }) => order)),
  };
};

const readReceipts =
  (db: Kysely<Tables>): RecordReader['receipts'] =>
  async (subject, after, limit) => {
    const rows = await db
      .selectFrom('consent_events')
      .select(['receipt_id', 'order', 'receipt'])
      .where('subject', '=', subject)
      .where('order', '>', after)
      .unionAll((eb) =>
        eb
          .selectFrom('objections')
          .select(['receipt_id', 'order', 'receipt'])
          .where('subject', '=', subject)
          .where('order', '>', after),
      )
      .orderBy('order')
      .limit(limit)
      .execute();
    return rows.map(({ receipt_id, order, receipt }) => ({ jti: receipt_id as ReceiptId, order, receipt }));
  };

const readReceipt =
  (db: Kysely<Tables>): RecordReader['receipt'] =>
  async (subject, jti) => {
    for (const table of ['consent_events', 'objections'] as const) {
      const row = await db
        .selectFrom(table)
        .select(['order', 'receipt'])
        .where('receipt_id', '=', jti)
        .where('subject', '=', subject)
        .executeTakeFirst();
      if (row) return { jti, ...row };
    }
    return undefined;
  };

/** Questions to the tables, alike in every dialect. */
export const createReader = (db: Kysely<Tables>): RecordReader => ({
  event: async (id) => {
    const row = await db.selectFrom('consent_events').selectAll().where('event_id', '=', id).executeTakeFirst();
    return row && eventOf(row);
  },
  objection: async (id) => {
    const row = await db.selectFrom('objections').selectAll().where('objection_id', '=', id).executeTakeFirst();
    return row && objectionOf(row);
  },
  holding: (subject) => atOneMoment(db, (moment) => readHolding(moment, subject)),
  receipts: readReceipts(db),
  receipt: readReceipt(db),
  notice: async (sha256) => {
    const row = await db.selectFrom('notices').selectAll().where('sha256', '=', sha256).executeTakeFirst();
    return row && noticeOf(row);
  },
  between: readBetween(db, { eventOf, objectionOf }),
  log: createLogReader(db),
  erasures: createErasureReader(db),
});
