// @vitest-environment node
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importCsv } from '../../demo/data/import-csv.ts';
import { importJson } from '../../demo/data/import-json.ts';
import { importOrders, summary } from '../../demo/data/import-orders.ts';
import { readableName } from '../../demo/data/readable-name.ts';
import { dayToTime, newestDay } from '../../demo/data/shop-data.ts';
import { sharedFile } from '../support/shared.ts';

const UCI = 'data/online-retail/demo-shop.json.gz';

const aFile = (changes: Readonly<Record<string, unknown>> = {}) => ({
  source: 'a test',
  currency: 'GBP',
  items: [
    ['10002', 'INFLATABLE POLITICAL GLOBE', 0.85],
    ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', 2.95],
  ],
  customers: ['17850'],
  baskets: [
    ['536365', 14_944, 0, [0, 1]],
    ['536366', 14_945, -1, [1, 1]],
  ],
  ...changes,
});
const importing = (changes: Readonly<Record<string, unknown>>) => () => importJson(JSON.stringify(aFile(changes)));

describe('JSON orders', () => {
  test('become products with readable names, shelves, and days since 1970', () => {
    const data = importJson(JSON.stringify(aFile()));
    expect(data.products[1]).toMatchObject({
      id: '85123A',
      name: 'White Hanging Heart T-Light Holder',
      price: 295,
      category: 'light',
    });
    expect(data.orders[1]).toEqual({ number: '536366', day: 14_945, shopper: -1, items: [1] });
    expect(dayToTime(14_944)).toBe('2010-12-01T00:00:00.000Z');
    expect(summary(data)).toBe('2 baskets, 2 items, 1 customers (GBP)');
  });
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ currency: 'pounds' }, '/currency: must be an ISO 4217 code'],
    [{ items: {} }, '/items: must be a list'],
    [{ items: [['10002', 'GLOBE']] }, '/items/0: must be [code, name, price]'],
    [{ items: [['10002', '', 1]] }, '/items/0/1: is not a name'],
    [{ items: [['10002', 'GLOBE', 0]] }, '/items/0/2: is not a price above 0'],
    [{ items: [['../x', 'GLOBE', 1]] }, '/items/0/0: is not a product code'],
    [
      {
        items: [
          ['1', 'A', 1],
          ['1', 'B', 1],
        ],
      },
      '/items/1: "1" stands there twice',
    ],
    [{ customers: [17_850] }, '/customers/0: is not a customer number'],
    [{ baskets: [] }, '/baskets: must not be empty'],
    [{ baskets: [['536365', 14_944, 0]] }, '/baskets/0: must be [invoice, day, customer, [items]]'],
    [{ baskets: [['536365', 1.5, 0, [0]]] }, '/baskets/0/1: is not a day number since 1970-01-01'],
    [{ baskets: [['536365', 14_944, 1, [0]]] }, '/baskets/0/2: must be a whole number from 0 to 0'],
    [{ baskets: [['536365', 14_944, 0, [0, 2]]] }, '/baskets/0/3/1: must be a whole number from 0 to 1'],
    [{ baskets: [['536365', 14_944, 0, []]] }, '/baskets/0/3: must be a list of items, not empty'],
  ];
  test.each(wrong)('%j is refused with its place', (changes, message) => {
    expect(importing(changes)).toThrow(message);
  });
  test('that are not JSON are refused with the line', () => {
    expect(() => importJson('{"source": "a",\n "currency": "GBP",\n "items": [}')).toThrow(/^line 3: /);
    expect(() => importJson('{"source": "a",\n "currency"')).toThrow(/^line 2: /);
    expect(() => importJson('[]')).toThrow('/: must be an object');
  });
  test('take no hidden character into a name', () => {
    expect(readableName('MUG\u202e \u200bRED\u0007  SPOT')).toBe('Mug Red Spot');
  });
});

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const LINE = '536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom';

describe('CSV orders', () => {
  test('are cleaned: cancellations, no quantity, no price and what is no product fall away', () => {
    const data = importCsv(
      [
        HEADER,
        LINE,
        '536365,71053,"WHITE METAL, ""LANTERN""",6,12/1/2010 8:26,3.39,17850,United Kingdom',
        '536366,85123A,WHITE HANGING HEART T-LIGHT HOLDER,1,12/2/2010 8:26,2.95,,France',
        'C536379,D,Discount,-1,12/1/2010 9:41,27.5,14527,United Kingdom',
        'C536380,85123A,WHITE HANGING HEART T-LIGHT HOLDER,-2,12/1/2010 9:41,2.5,14527,United Kingdom',
        '536381,POST,POSTAGE,1,12/1/2010 9:41,18,12583,France',
        '536382,71053,WHITE METAL LANTERN,1,12/1/2010 9:41,0,12583,France',
        '',
      ].join('\r\n'),
    );
    expect(summary(data)).toBe('2 baskets, 2 items, 1 customers (GBP)');
    expect(data.products.map(({ name, price }) => [name, price])).toEqual([
      ['White Metal, "Lantern"', 339],
      ['White Hanging Heart T-Light Holder', 275],
    ]);
    expect(data.orders).toEqual([
      { number: '536365', day: 14_944, shopper: 0, items: [0, 1] },
      { number: '536366', day: 14_945, shopper: -1, items: [1] },
    ]);
  });
  const wrong: readonly (readonly [string, string])[] = [
    ['a,b,c', 'line 1: the columns must be'],
    [HEADER, 'line 2: no sale of a product in the file'],
    [`${HEADER}\n${LINE}\n536365,71053`, 'line 3: 2 fields instead of 8'],
    [
      `${HEADER}\n536365,71053,"WHITE METAL LANTERN,6,12/1/2010 8:26,3.39,17850,UK`,
      'line 2: a quote that is not closed',
    ],
    [`${HEADER}\n536365,71053,LANTERN,six,12/1/2010 8:26,3.39,17850,UK`, 'line 2: Quantity "six" is not a number'],
    [`${HEADER}\n536365,71053,LANTERN,6,12/1/2010 8:26,,17850,UK`, 'line 2: UnitPrice "" is not a number'],
    [
      `${HEADER}\n536365,71053,LANTERN,6,31/12/2010 8:26,3.39,17850,UK`,
      'line 2: InvoiceDate "31/12/2010 8:26" is not a date',
    ],
    [`${HEADER}\n536365,71053,LANTERN,6,yesterday,3.39,17850,UK`, 'line 2: InvoiceDate "yesterday" is not a date'],
    [`${HEADER}\nabc,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,UK`, 'line 2: InvoiceNo "abc" is not a number'],
  ];
  test.each(wrong)('%j is refused: %s', (text, message) => {
    expect(() => importCsv(text)).toThrow(message);
  });
});

describe('files of orders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-import-'));
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  test('are told apart by what is in them', async () => {
    const json = JSON.stringify(aFile());
    expect((await importOrders(write('a.json', json))).products).toHaveLength(2);
    expect((await importOrders(write('a.json.gz', gzipSync(json)))).products).toHaveLength(2);
    expect((await importOrders(write('a.csv', `${HEADER}\n${LINE}\n`))).products).toHaveLength(1);
  });
  test('that are cut off or not there are refused, not thrown through', async () => {
    await expect(importOrders(write('b.json.gz', gzipSync(JSON.stringify(aFile())).subarray(0, 60)))).rejects.toThrow(
      /not a whole gzip file/,
    );
    await expect(importOrders(join(folder, 'none.json'))).rejects.toThrow(/no such file/);
  });
  test('of the real shop give 19,773 baskets up to 9 December 2011', async (context) => {
    const data = await importOrders(sharedFile(context, UCI));
    expect(summary(data)).toBe('19,773 baskets, 3,900 items, 4,334 customers (GBP)');
    expect(dayToTime(newestDay(data))).toBe('2011-12-09T00:00:00.000Z');
  });
});
