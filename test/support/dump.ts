import { bytesOf, rowsOf } from '../backend/tables.ts';

/** What stands inside the JWS of a text, which a search for words would pass over. */
const unpacked = (text: string): string =>
  [...text.matchAll(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g)]
    .flatMap(([jws]) => jws.split('.').slice(0, 2))
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    .join('\n');

/** All a database holds, as one text: every table, what its receipts say, and (in SQLite) the bytes of the file, deleted ones too. */
export const dumpDatabase = async (address: string): Promise<string> => {
  const tables = JSON.stringify(await rowsOf(address));
  const bytes = address.startsWith('postgres:') ? '' : await bytesOf(address);
  return [tables, unpacked(tables), bytes].join('\n');
};
