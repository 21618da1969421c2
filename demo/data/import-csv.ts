import { ImportError } from './import-error.ts';
import { shelvesOf, toProducts } from './import-json.ts';
import type { Order, ShopData } from './shop-data.ts';
import { timeToDay } from './shop-data.ts';

const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/** A product code of this data: five digits, sometimes with letters; POST, DOT, M, BANK CHARGES… are no products. */
const PRODUCT_CODE = /^\d{5}[A-Za-z]{0,2}$/;

type Row = {
  readonly invoice: string;
  readonly code: string;
  readonly name: string;
  readonly quantity: number;
  readonly day: number;
  readonly price: number;
  readonly customer: string;
};

/** Fields of one line (RFC 4180, without line breaks inside quotes). Throws ImportError on an open quote. */
const splitLine = (text: string, line: number): readonly string[] => {
  const fields: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest);
    const plain = quoted ?? /^([^",]*)(,|$)/.exec(rest);
    if (!plain) throw new ImportError(`line ${line}`, 'a quote that is not closed, or text after one');
    fields.push(quoted ? (plain[1] ?? '').replaceAll('""', '"') : (plain[1] ?? ''));
    if (plain[2] !== ',') return fields;
    rest = rest.slice(plain[0].length);
  }
};

/** `12/1/2010 8:26` (month first, as published) or `2010-12-01 08:26:00` → day number. */
const readDay = (text: string, line: number): number => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text) ?? [];
  const iso = /^(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : [year, month, day];
  const time = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  if (time.getUTCDate() !== Number(d) || time.getUTCMonth() !== Number(m) - 1) {
    throw new ImportError(`line ${line}`, `InvoiceDate "${text.slice(0, 40)}" is not a date like 12/1/2010 8:26`);
  }
  return timeToDay(time.getTime());
};

const readNumber = (text: string, column: string, line: number): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new ImportError(`line ${line}`, `${column} "${text.slice(0, 40)}" is not a number`);
};

const readRow = (text: string, line: number): Row => {
  const fields = splitLine(text, line);
  if (fields.length !== COLUMNS.length) {
    throw new ImportError(`line ${line}`, `${fields.length} fields instead of ${COLUMNS.length}`);
  }
  const [invoice = '', code = '', name = '', quantity = '', date = '', price = '', customer = ''] = fields;
  if (!/^[A-Za-z]?\d{1,12}$/.test(invoice))
    throw new ImportError(`line ${line}`, `InvoiceNo "${invoice.slice(0, 40)}" is not a number`);
  return {
    invoice,
    code: code.trim().toUpperCase(),
    name: name.trim(),
    quantity: readNumber(quantity, 'Quantity', line),
    day: readDay(date, line),
    price: readNumber(price, 'UnitPrice', line),
    customer: customer.trim().replace(/\.0$/, ''),
  };
};

/** A sale of a product: no cancellation (`C…`), quantity and price above 0, a product's code, a name. */
const isSale = ({ invoice, code, name, quantity, price }: Row): boolean =>
  /^\d+$/.test(invoice) && PRODUCT_CODE.test(code) && name !== '' && quantity > 0 && price > 0;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const groupBy = <T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const found = groups.get(key(one));
    if (found) found.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
};

const group = (rows: readonly Row[]): Omit<ShopData, 'source' | 'currency'> => {
  const byCode = groupBy(rows, ({ code }) => code);
  const codes = [...byCode.keys()].toSorted();
  const places = new Map(codes.map((code, place) => [code, place]));
  const shoppers = [...new Set(rows.map(({ customer }) => customer).filter(Boolean))].toSorted();
  const shopperPlaces = new Map(shoppers.map((shopper, place) => [shopper, place]));
  const orders: readonly Order[] = [...groupBy(rows, ({ invoice }) => invoice)].map(([number, lines]) => ({
    number,
    day: lines[0]?.day ?? 0,
    shopper: shopperPlaces.get(lines[0]?.customer ?? '') ?? -1,
    items: [...new Set(lines.map(({ code }) => places.get(code) ?? 0))].toSorted((a, b) => a - b),
  }));
  const products = toProducts(
    codes.map((code) => {
      const lines = byCode.get(code) ?? [];
      return [code, lines[0]?.name ?? code, Math.max(1, Math.round(median(lines.map(({ price }) => price)) * 100))];
    }),
  );
  return { products, categories: shelvesOf(products), shoppers, orders: orders.toSorted((a, b) => a.day - b.day) };
};

/** Reads the CSV as the UCI repository publishes it. Throws ImportError with the line at fault. */
export const importCsv = (text: string): ShopData => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = splitLine(header, 1);
  const missing = COLUMNS.find((column, place) => names[place]?.trim() !== column);
  if (missing)
    throw new ImportError('line 1', `the columns must be ${COLUMNS.join(',')}; "${missing}" is not in its place`);
  const rows = lines.flatMap((line, place) => (line === '' ? [] : [readRow(line, place + 2)])).filter(isSale);
  if (rows.length === 0) throw new ImportError('line 2', 'no sale of a product in the file');
  return { source: 'UCI Online Retail (352), doi:10.24432/C5BW33', currency: 'GBP', ...group(rows) };
};
