import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Timestamp } from '../../contract/ids.ts';
import type { RecordReader, StoredEvent, StoredObjection } from '../store.ts';
import { heldOf } from './erasure.ts';
import { atOneMoment } from './moment.ts';
import type { Tables } from './schema.ts';

/** How rows become what they were. */
type Rows = {
  readonly eventOf: (row: Selectable<Tables['consent_events']>) => StoredEvent;
  readonly objectionOf: (row: Selectable<Tables['objections']>) => StoredObjection;
};

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Everything of a range of server time, whoever it is of. */
const readRange = async (db: Kysely<Tables>, [from, to]: readonly [from: Timestamp, to: Timestamp], rows: Rows) => {
  const within = (column: 'received_at' | 'retracted_at'): RawBuilder<boolean> =>
    sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}`;
  const received = within('received_at');
  const events = await db.selectFrom('consent_events').selectAll().where(received).orderBy('order').execute();
  const objections = await db.selectFrom('objections').selectAll().where(received).orderBy('order').execute();
  const erasures = await db.selectFrom('erasures').selectAll().where(received).orderBy('order').execute();
  const retractions = await db
    .selectFrom('objection_retractions')
    .selectAll()
    .where(within('retracted_at'))
    .orderBy('order')
    .execute();
  // Of what was erased only the day is known: days that lie partly in the range count whole.
  const erased = await db
    .selectFrom('erased_counts')
    .selectAll()
    .where('day', '>=', dayOf(Date.parse(from)))
    .where('day', '<=', dayOf(Date.parse(to) - 1))
    .orderBy('day')
    .orderBy('notice')
    .execute();
  return {
    events: events.map(rows.eventOf),
    objections: objections.map(rows.objectionOf),
    retractions,
    erasures: erasures.map(heldOf),
    erased,
  };
};

/** The record of a range, at one moment: nothing is erased between its parts. */
export const readBetween =
  (db: Kysely<Tables>, rows: Rows): RecordReader['between'] =>
  (from, to) =>
    atOneMoment(db, (moment) => readRange(moment, [from, to], rows));
