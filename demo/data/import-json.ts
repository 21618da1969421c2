import { ImportError } from './import-error.ts';
import { readableName } from './readable-name.ts';
import { shapeOf } from './shapes.ts';
import { shelfOf, shelvesFor } from './shelves.ts';
import type { Order, Product, ShopData } from './shop-data.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names and prices of an imported catalogue → products with readable names, shelves and pictures. */
export const toProducts = (
  items: readonly (readonly [code: string, name: string, price: number])[],
): readonly Product[] =>
  items.map(([id, raw, price]) => {
    const name = readableName(raw) || id;
    return { id, name, category: shelfOf(name), price, text: '', shape: shapeOf(name) };
  });

/** The shelves a list of products needs. */
export const shelvesOf = (products: readonly Product[]): ShopData['categories'] =>
  shelvesFor(new Set(products.map(({ category }) => category)));

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const listOf = (file: Fields, name: string): readonly unknown[] => {
  const value = file[name];
  if (!isList(value)) throw new ImportError(`/${name}`, 'must be a list');
  return value;
};

const readItem = (value: unknown, place: number): readonly [string, string, number] => {
  const where = `/items/${place}`;
  if (!isList(value) || value.length !== 3) throw new ImportError(where, 'must be [code, name, price]');
  const [code, name, price] = value;
  if (typeof code !== 'string' || !/^[\w.-]{1,40}$/.test(code))
    throw new ImportError(`${where}/0`, 'is not a product code');
  if (typeof name !== 'string' || !name.trim() || name.length > 200)
    throw new ImportError(`${where}/1`, 'is not a name');
  if (typeof price !== 'number' || !(price > 0) || price > 1e6)
    throw new ImportError(`${where}/2`, 'is not a price above 0');
  return [code, name, Math.round(price * 100)];
};

const readShopper = (value: unknown, place: number): string => {
  if (typeof value === 'string' && /^[\w-]{1,40}$/.test(value)) return value;
  throw new ImportError(`/customers/${place}`, 'is not a customer number');
};

const readPlace = (value: unknown, where: string, most: number): number => {
  if (isWhole(value) && value >= 0 && value < most) return value;
  throw new ImportError(where, `must be a whole number from 0 to ${most - 1}`);
};

/** `[invoice, day, customer, [items…]]`; `day` counts from 1970-01-01 (14,944 is 2010-12-01), customer -1 is a guest. */
const readOrder = (
  value: unknown,
  place: number,
  sizes: { readonly items: number; readonly shoppers: number },
): Order => {
  const where = `/baskets/${place}`;
  if (!isList(value) || value.length !== 4) throw new ImportError(where, 'must be [invoice, day, customer, [items]]');
  const [number, day, shopper, items] = value;
  if (typeof number !== 'string' || !/^[\w-]{1,40}$/.test(number))
    throw new ImportError(`${where}/0`, 'is not an invoice number');
  if (!isWhole(day) || day < 0 || day > 60_000)
    throw new ImportError(`${where}/1`, 'is not a day number since 1970-01-01');
  if (!isList(items) || items.length === 0) throw new ImportError(`${where}/3`, 'must be a list of items, not empty');
  return {
    number,
    day,
    shopper: shopper === -1 ? -1 : readPlace(shopper, `${where}/2`, sizes.shoppers),
    items: [...new Set(items.map((item, at) => readPlace(item, `${where}/3/${at}`, sizes.items)))],
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    const offset = Number(/position (\d+)/.exec(reason)?.[1] ?? Number.NaN);
    const line = Number.isNaN(offset) ? text.split('\n').length : text.slice(0, offset).split('\n').length;
    throw new ImportError(`line ${line}`, reason);
  }
};

const noTwice = (values: readonly string[], name: string): void => {
  const seen = new Set<string>();
  values.forEach((value, place) => {
    if (seen.has(value)) throw new ImportError(`/${name}/${place}`, `"${value}" stands there twice`);
    seen.add(value);
  });
};

/** Reads `{source, currency, items, customers, baskets}`. Throws ImportError with the JSON Pointer at fault. */
export const importJson = (text: string): ShopData => {
  const file = parse(text);
  if (!isFields(file)) throw new ImportError('/', 'must be an object');
  const { source, currency } = file;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    throw new ImportError('/currency', 'must be an ISO 4217 code');
  const items = listOf(file, 'items').map(readItem);
  const shoppers = listOf(file, 'customers').map(readShopper);
  noTwice(
    items.map(([code]) => code),
    'items',
  );
  noTwice(shoppers, 'customers');
  const sizes = { items: items.length, shoppers: shoppers.length };
  const orders = listOf(file, 'baskets').map((basket, place) => readOrder(basket, place, sizes));
  if (orders.length === 0) throw new ImportError('/baskets', 'must not be empty');
  noTwice(
    orders.map(({ number }) => number),
    'baskets',
  );
  const products = toProducts(items);
  return {
    source: typeof source === 'string' ? source : 'imported orders',
    currency,
    products,
    categories: shelvesOf(products),
    shoppers,
    orders,
  };
};
