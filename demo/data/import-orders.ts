import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { importCsv } from './import-csv.ts';
import { ImportError } from './import-error.ts';
import { importJson } from './import-json.ts';
import type { ShopData } from './shop-data.ts';

/** More than this unpacked is no orders file. */
const MOST_BYTES = 400_000_000;

const unpack = async (bytes: Buffer): Promise<Buffer> => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new ImportError('byte 0', `not a whole gzip file (${error instanceof Error ? error.message : 'unknown'})`);
  }
};

const read = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ImportError(file, error instanceof Error ? error.message : 'cannot be read');
  }
};

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The CSV as first published holds pound signs in Latin-1.
    return new TextDecoder('latin1').decode(bytes);
  }
};

/** Reads `.json`, `.json.gz` or `.csv` orders. Throws ImportError with line or JSON Pointer and reason. */
export const importOrders = async (file: string): Promise<ShopData> => {
  const text = decode(await unpack(await read(file)));
  return /^\s*[{[]/.test(text) ? importJson(text) : importCsv(text);
};

const count = (list: readonly unknown[]): string => list.length.toLocaleString('en');

/** What was imported, in one line. */
export const summary = ({ orders, products, shoppers, currency }: ShopData): string =>
  `${count(orders)} baskets, ${count(products)} items, ${count(shoppers)} customers (${currency})`;
