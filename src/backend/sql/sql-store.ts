import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type RecordReader, type Store, StoreUnavailableError } from '../store.ts';
import { createReader } from './reader.ts';
import type { Tables } from './schema.ts';
import { createWriter, lockRecord } from './writer.ts';

/** Whether a driver's error says that the database cannot be asked now, and not that the question was wrong. */
export type IsUnavailable = (error: unknown) => boolean;

/** A store over one opened and migrated database. */
export const createSqlStore = (db: Kysely<Tables>, isUnavailable: IsUnavailable): Store => {
  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw isUnavailable(error) ? new StoreUnavailableError(error) : error;
    }
  };
  const reader = createReader(db);
  const read: RecordReader = {
    event: (id) => guard(reader.event(id)),
    objection: (id) => guard(reader.objection(id)),
    holding: (subject) => guard(reader.holding(subject)),
    receipts: (subject, after, limit) => guard(reader.receipts(subject, after, limit)),
    receipt: (subject, jti) => guard(reader.receipt(subject, jti)),
    notice: (sha256) => guard(reader.notice(sha256)),
  };
  return {
    read,
    write: (work) =>
      guard(
        db.transaction().execute(async (transaction) => {
          await lockRecord(transaction);
          return work(createWriter(transaction));
        }),
      ),
    check: async () => {
      await guard(sql`select 1`.execute(db));
    },
    close: () => db.destroy(),
  };
};
