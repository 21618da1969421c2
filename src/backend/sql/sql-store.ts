import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type RecordReader, type Store, StoreUnavailableError } from '../store.ts';
import { createReader } from './reader.ts';
import type { Tables } from './schema.ts';
import { createWriter, lockRecord } from './writer.ts';

/** Whether a driver's error says that the database cannot be asked now, and not that the question was wrong. */
export type IsUnavailable = (error: unknown) => boolean;

/** An opened and migrated database: one way in for writes, one (or the same) for reads. */
export type Database = {
  readonly writing: Kysely<Tables>;
  readonly reading: Kysely<Tables>;
  /** See Store; a database that has no such thing leaves it out. */
  readonly scrub?: () => Promise<void>;
};

type Guard = <T>(work: Promise<T>) => Promise<T>;

const guardedReader = (reader: RecordReader, guard: Guard): RecordReader => ({
  event: (id) => guard(reader.event(id)),
  objection: (id) => guard(reader.objection(id)),
  holding: (subject) => guard(reader.holding(subject)),
  receipts: (subject, after, limit) => guard(reader.receipts(subject, after, limit)),
  receipt: (subject, jti) => guard(reader.receipt(subject, jti)),
  notice: (sha256) => guard(reader.notice(sha256)),
  between: (from, to) => guard(reader.between(from, to)),
  log: {
    size: () => guard(reader.log.size()),
    leaves: (handles) => guard(reader.log.leaves(handles)),
    nodes: (wanted) => guard(reader.log.nodes(wanted)),
    row: (level, first, count) => guard(reader.log.row(level, first, count)),
    entries: (first, count) => guard(reader.log.entries(first, count)),
  },
  erasures: {
    isErased: (tombstone) => guard(reader.erasures.isErased(tombstone)),
    held: (subject) => guard(reader.erasures.held(subject)),
  },
});

/** A store over one database. */
export const createSqlStore = ({ writing, reading, scrub }: Database, isUnavailable: IsUnavailable): Store => {
  const guard: Guard = async (work) => {
    try {
      return await work;
    } catch (error) {
      throw isUnavailable(error) ? new StoreUnavailableError(error) : error;
    }
  };
  return {
    read: guardedReader(createReader(reading), guard),
    write: (work) =>
      guard(
        writing.transaction().execute(async (transaction) => {
          await lockRecord(transaction);
          return work(createWriter(transaction));
        }),
      ),
    scrub: async () => {
      if (scrub) await guard(scrub());
    },
    check: async () => {
      await guard(sql`select 1`.execute(reading));
    },
    close: async () => {
      await reading.destroy();
      if (writing !== reading) await writing.destroy();
    },
  };
};
