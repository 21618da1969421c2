import { readFile } from 'node:fs/promises';
import Database from 'libsql';
import pg from 'pg';

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const sqliteTables = (file: string): Tables => {
  const database = new Database(file, { readonly: true });
  const names = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  const tables = names.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()] as const);
  database.close();
  return Object.fromEntries(tables) as Tables;
};

const postgresTables = async (url: string): Promise<Tables> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: names } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const tables: [string, Record<string, unknown>[]][] = [];
  for (const { name } of names) tables.push([name, (await client.query(`select * from "${name}"`)).rows]);
  await client.end();
  return Object.fromEntries(tables);
};

/** Every row of every table there is, whatever its name. */
export const readTables = (address: string): Promise<Tables> | Tables =>
  /^postgres(?:ql)?:/.test(address) ? postgresTables(address) : sqliteTables(address);

/** What stands inside the JWS of a text, which a search for words would pass over. */
export const unpacked = (text: string): string =>
  [...text.matchAll(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g)]
    .flatMap(([jws]) => jws.split('.').slice(0, 2))
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    .join('\n');

/** All a database holds, as one text: every table, what its receipts say, and (in SQLite) the bytes of the file, deleted ones too. */
export const dumpDatabase = async (address: string): Promise<string> => {
  const tables = JSON.stringify(await readTables(address));
  const files = /^postgres(?:ql)?:/.test(address) ? [] : [address, `${address}-wal`];
  const bytes = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')));
  return [tables, unpacked(tables), ...bytes].join('\n');
};
