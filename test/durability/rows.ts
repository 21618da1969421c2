import Database from 'libsql';
import pg from 'pg';

/** A row of the record, an event or an objection, as the database itself tells it. */
export type Row = {
  readonly id: string;
  readonly subject: string;
  readonly order: number;
  readonly receipt_id: string;
  readonly receipt: string;
  /** The rest is null on an objection. */
  readonly seq: number | null;
  readonly prev: string | null;
  readonly sha256: string | null;
  readonly forked: number | null;
};

const ROWS = `
  select event_id as id, subject, cast("order" as integer) as "order", receipt_id, receipt,
    cast(seq as integer) as seq, prev, sha256, forked from consent_events
  union all
  select objection_id, subject, cast("order" as integer), receipt_id, receipt, null, null, null, null from objections`;

/** What a database says of itself. */
export type Inspection = { readonly rows: readonly Row[]; readonly integrity: string };

/** Every row of an SQLite file, and what `pragma integrity_check` says of it. */
export const inspectSqlite = (file: string): Inspection => {
  const database = new Database(file, { readonly: true });
  try {
    const { integrity_check } = database.prepare('pragma integrity_check').get() as {
      readonly integrity_check: string;
    };
    return { rows: database.prepare(ROWS).all() as Row[], integrity: integrity_check };
  } finally {
    database.close();
  }
};

/** Every row of a PostgreSQL database. Reading them all checks the checksum of every page; a page that is broken rejects. */
export const inspectPostgres = async (url: string): Promise<Inspection> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return { rows: (await client.query<Row>(ROWS)).rows, integrity: 'ok' };
  } finally {
    await client.end();
  }
};
