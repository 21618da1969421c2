import type { Kysely, Selectable } from 'kysely';
import type { RecordReader, StoredEvent, StoredObjection } from '../store.ts';
import type { Tables } from './schema.ts';

/** How rows become what they were. */
type Rows = {
  readonly eventOf: (row: Selectable<Tables['consent_events']>) => StoredEvent;
  readonly objectionOf: (row: Selectable<Tables['objections']>) => StoredObjection;
};

const lastOrder = async (db: Kysely<Tables>): Promise<number> => {
  const counter = db.selectFrom('counters').select('value').where('name', '=', 'order');
  return (await counter.executeTakeFirstOrThrow()).value;
};

/** Everything of a range of server time, whoever it is of. What is committed while this reads is left out as a whole. */
export const readBetween =
  (db: Kysely<Tables>, { eventOf, objectionOf }: Rows): RecordReader['between'] =>
  async (from, to) => {
    const last = await lastOrder(db);
    const events = await db
      .selectFrom('consent_events')
      .selectAll()
      .where('received_at', '>=', from)
      .where('received_at', '<', to)
      .where('order', '<=', last)
      .orderBy('order')
      .execute();
    const objections = await db
      .selectFrom('objections')
      .selectAll()
      .where('received_at', '>=', from)
      .where('received_at', '<', to)
      .where('order', '<=', last)
      .orderBy('order')
      .execute();
    const retractions = await db
      .selectFrom('objection_retractions')
      .selectAll()
      .where('retracted_at', '>=', from)
      .where('retracted_at', '<', to)
      .where('order', '<=', last)
      .orderBy('order')
      .execute();
    return {
      events: events.map(eventOf),
      objections: objections.map(objectionOf),
      retractions: retractions.map(({ objection_id, subject, order, retracted_at }) => ({
        objection_id,
        subject,
        order,
        retracted_at,
      })),
    };
  };
