import { readFile } from 'node:fs/promises';
import Database from 'libsql';
import pg from 'pg';

const TABLES_OF_SQLITE = "select name from sqlite_master where type = 'table'";
const TABLES_OF_POSTGRES = "select tablename as name from pg_tables where schemaname = 'public'";

type Row = Readonly<Record<string, unknown>>;

const inOrder = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** Every row of every table, whatever tables there are. */
export const rowsOf = async (address: string): Promise<Readonly<Record<string, readonly Row[]>>> => {
  if (address.startsWith('postgres:')) {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    const { rows } = await client.query<{ readonly name: string }>(TABLES_OF_POSTGRES);
    const tables: [string, readonly Row[]][] = [];
    for (const { name } of rows) tables.push([name, inOrder((await client.query(`select * from "${name}"`)).rows)]);
    await client.end();
    return Object.fromEntries(tables);
  }
  const database = new Database(address, { readonly: true });
  const names = database.prepare(TABLES_OF_SQLITE).all() as readonly { readonly name: string }[];
  const tables = names.map(({ name }) => [name, inOrder(database.prepare(`select * from "${name}"`).all() as Row[])]);
  database.close();
  return Object.fromEntries(tables);
};

/** The bytes of an SQLite file and its log, as whoever copies them could read them. */
export const bytesOf = async (file: string): Promise<string> =>
  (await Promise.all([file, `${file}-wal`].map((one) => readFile(one, 'latin1').catch(() => '')))).join('');
