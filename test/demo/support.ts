import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShopData } from '../../demo/data/shop-data.ts';
import { seededShop } from '../../demo/data/seeded-orders.ts';
import type { Row } from '../../demo/recommender/rows.ts';
import { createApp } from '../../demo/server/app.ts';
import { openShop } from '../../demo/server/open-shop.ts';
import type { AskRecord, SubjectAnswer } from '../../demo/server/permission.ts';
import type { Shop } from '../../demo/server/shop.ts';
import { parse } from '../../src/contract/parse.ts';
import type { Explanation } from '../../src/contract/explanation.ts';
import { explanation } from '../../src/contract/explanation.ts';
import { signExplanations } from '../../src/backend/sign-explanation.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { verifyJws } from '../../src/crypto/jws.ts';

const KEY = await generateSigningKey('explanation');

/** The page's origin in these tests. */
export const ORIGIN = 'http://127.0.0.1:4173';
/** The shop's issuer in these tests. */
export const ISSUER = 'https://shop.candor.example';
/** 23 November 2026. */
export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0, 250);
/** A subject's id. */
export const SUBJECT = 'sub_0123456789abcdefghijkl';
export const PURCHASES = 'assistant.personalise.purchases';
export const VIEWS = 'assistant.personalise.views';

/** An answer of the record: what is given, and what is objected to. */
export const aRecord = (given: readonly string[], objections: SubjectAnswer['objections'] = []): SubjectAnswer => ({
  effective: Object.fromEntries(given.map((purpose) => [purpose, { state: 'given' }])),
  objections,
  receipts: Object.fromEntries(given.map((purpose, place) => [purpose, `rcp_00000000000000${10 + place}`])),
});

/** What the page says: everything in `given` is given. */
export const pageSays = (given: readonly string[]) => ({
  subject: SUBJECT,
  state: Object.fromEntries(given.map((purpose) => [purpose, { state: 'given' }])),
});

/** A whole shop in a folder of its own, and a client that keeps its cookie. */
export type TestShop = {
  readonly shop: Shop;
  readonly folder: string;
  readonly call: (
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  readonly cookie: () => string | undefined;
  readonly close: () => void;
};

/** Opens a shop. `ask` is the record: the one thing these tests stand in for. */
export const aShop = (
  parts: {
    readonly ask?: AskRecord;
    readonly data?: ShopData;
    readonly now?: () => number;
    readonly folder?: string;
  } = {},
): TestShop => {
  const folder = parts.folder ?? mkdtempSync(join(tmpdir(), 'candor-shop-'));
  const shop = openShop({
    data: parts.data ?? seededShop(),
    folder,
    ask: parts.ask ?? (() => Promise.resolve(undefined)),
    sign: (claims) => signExplanations(claims, KEY),
    issuer: ISSUER,
    pageOrigins: [ORIGIN],
    now: parts.now ?? (() => NOW),
  });
  const app = createApp({
    shop,
    pages: {
      index: '<html lang="{{lang}}" dir="{{dir}}"><script src="{{widget}}candor.js" data-endpoint="{{endpoint}}">',
      strict: '<html>',
    },
    assets: () => Promise.resolve(undefined),
    widgetFiles: () => Promise.resolve(undefined),
    placesFor: (origin) => ({ widget: `${origin}/candor/1/`, endpoint: origin }),
    backend: undefined,
    report: (error) => {
      throw error;
    },
  });
  let cookie: string | undefined;
  const call: TestShop['call'] = async (method, path, body, headers = {}) => {
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const sent = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
      ...headers,
    };
    const response = await app.fetch(new Request(`${ORIGIN}${path}`, { method, headers: sent, ...init }));
    const set = response.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0];
    return response;
  };
  return {
    shop,
    folder,
    call,
    cookie: () => cookie,
    close: () => {
      shop.close();
      if (parts.folder === undefined) rmSync(folder, { recursive: true });
    },
  };
};

/** A list as the shop answers it. */
export type Answered = {
  readonly heading: string;
  readonly byRows: boolean;
  readonly text: string;
  readonly items: readonly {
    readonly product: { readonly id: string; readonly name: string };
    readonly explanationId: string;
  }[];
  readonly explanations: readonly string[];
};

/** Posts and reads the list. */
export const ask = async ({ call }: Pick<TestShop, 'call'>, path: string, body: object): Promise<Answered> => {
  const response = await call('POST', path, body);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
};

/** Verifies an explanation against the shop's published key and the contract; throws where it does not hold. */
export const opened = async (jws: string): Promise<Explanation> => {
  const keys = [KEY.publicJwk];
  const result = await verifyJws(jws, { keys, role: 'explanation', typ: 'why+jws', iss: ISSUER }, crypto.subtle);
  if (!result.ok) throw new Error(`signature: ${result.code}`);
  const read = parse(explanation, result.payload);
  if (!read) throw new Error('not an explanation by the contract');
  return read;
};

/** All of a list's explanations, opened. */
export const openAll = (list: Pick<Answered, 'explanations'>): Promise<readonly Explanation[]> =>
  Promise.all(list.explanations.map(opened));

/** Purchase rows of one shopper of the data, as the server makes them. */
export const rowsOfShopper = (data: ShopData, shopper: number): readonly Row[] => {
  const byItem = new Map<number, { at: string; source: string }[]>();
  for (const order of data.orders.filter((one) => one.shopper === shopper)) {
    const occurrence = { at: new Date(order.day * 86_400_000).toISOString(), source: `order ${order.number}` };
    for (const item of order.items) byItem.set(item, [occurrence, ...(byItem.get(item) ?? [])]);
  }
  return [...byItem].map(([item, occurrences]) => ({
    id: `purchase:${data.products[item]?.id}`,
    kind: 'purchase',
    item,
    occurrences,
  }));
};
