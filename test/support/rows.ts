import { join } from 'node:path';
import Database from 'libsql';
import pg from 'pg';

const COUNT = 'select count(*) as rows from consent_events where receipt_id = ';

/** Rows of the record that hold a receipt, read from the database itself: SQLite in the data folder, or PostgreSQL. */
export const rowsWithReceipt = async (
  place: { readonly dataDir: string } | { readonly databaseUrl: string },
  jti: string,
): Promise<number> => {
  if ('dataDir' in place) {
    const database = new Database(join(place.dataDir, 'candor.sqlite'), { readonly: true });
    const row = database.prepare(`${COUNT}?`).get(jti) as { readonly rows: number };
    database.close();
    return row.rows;
  }
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ readonly rows: string }>(`${COUNT}$1`, [jti]);
  await client.end();
  return Number(rows[0]?.rows);
};
