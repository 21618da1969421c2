import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { type Backend, type BackendParts, createBackend } from '../../src/backend/app.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey, hashApiKey, type SigningKey } from '../../src/backend/signing-key.ts';
import type { Store } from '../../src/backend/store.ts';
import { type Notice, refOf } from '../../src/contract/notice.ts';
import { parse } from '../../src/contract/parse.ts';
import type { Effective, ReceiptPayload } from '../../src/contract/receipt.ts';
import { receiptPayload } from '../../src/contract/receipt.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { aMerchantConfig, anEvent, aSubject, chance, NOON, type Person, type RawEvent } from '../support/builders.ts';
import { ask as askPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

/** API key of role `read` of the backends in these tests. */
export const READ_KEY = 'read-key';
/** API key without the role `read`. */
export const OTHER_KEY = 'handle-key';

/** The pepper of the backends in these tests: those on one database must have the same. */
export const PEPPER = new Uint8Array(32).fill(7);

/** Answers whatever is asked of it as JSON. */
export type Said = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
};

/** How a request may differ from the usual. */
export type Asking = {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: BodyInit;
  readonly method?: string;
};

/** A database that is made empty for every test. */
export type Place = { readonly address: () => string; readonly open: () => Promise<Store> };

/** A backend with a client. */
export type TestBackend = {
  readonly backend: Backend;
  readonly store: Store;
  readonly key: SigningKey;
  readonly checkpointKey: SigningKey;
  readonly notice: Notice;
  readonly clock: { now: number };
  readonly ask: (path: string, asking?: Asking) => Promise<Said>;
  readonly post: (
    person: Person,
    event: Pick<RawEvent, 'event_id'> | Readonly<Record<string, unknown>>,
    asking?: Asking,
  ) => Promise<Said>;
  readonly object: (person: Person, objection: Readonly<Record<string, unknown>>, asking?: Asking) => Promise<Said>;
  readonly get: (person: Person, path: string) => Promise<Said>;
  readonly give: (person: Person, over?: object) => RawEvent;
};

const saidOf = async (response: Response): Promise<Said> => {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').endsWith('json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
};

const withoutUndefined = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** API keys of the backends in these tests. */
export const someApiKeys = async () => [
  { id: 'shop', sha256: await hashApiKey(READ_KEY), roles: ['read' as const] },
  { id: 'desk', sha256: await hashApiKey(OTHER_KEY), roles: ['handle' as const] },
];

const requestOf = (path: string, init: RequestInit): Request => new Request(`https://candor.shop.example${path}`, init);

/** A backend over a store; its clock stands still until it is moved. */
export const aBackend = async (store: Store, over: Partial<BackendParts> = {}): Promise<TestBackend> => {
  const clock = { now: NOON };
  const { keys = [await generateSigningKey('receipt')] } = over;
  const { checkpointKeys = [await generateSigningKey('checkpoint')] } = over;
  const [key] = typeof keys === 'function' ? await keys() : keys;
  const [checkpointKey] = typeof checkpointKeys === 'function' ? await checkpointKeys() : checkpointKeys;
  const config = over.config ?? aMerchantConfig({ apiKeys: await someApiKeys() });
  const parts = { store, keys, checkpointKeys, pepper: PEPPER, now: () => clock.now, chance };
  const backend = await createBackend({ ...parts, ...over, config });
  if (!key || !checkpointKey) throw new Error('no key');
  const ask: TestBackend['ask'] = async (path, { headers = {}, body, method = 'GET' } = {}) =>
    saidOf(await backend.fetch(requestOf(path, { method, headers: withoutUndefined(headers), body })));
  const send =
    (path: string, id: 'event_id' | 'objection_id'): TestBackend['post'] =>
    (person, json, { headers = {}, ...rest } = {}) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(json),
        ...rest,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${person.secret}`,
          'idempotency-key': String(new Map(Object.entries(json)).get(id)),
          ...headers,
        },
      });
  const { json } = await ask('/v1/config');
  const notice = json['notice'] as Notice;
  return {
    backend,
    store,
    key,
    checkpointKey,
    notice,
    clock,
    ask,
    post: send('/v1/consents', 'event_id'),
    object: send('/v1/objections', 'objection_id'),
    get: (person, path) => ask(path, { headers: { authorization: `Bearer ${person.secret}` } }),
    give: (person, events = {}) => anEvent(person, refOf(notice), events),
  };
};

/** The payload of the receipt in an answer. */
export const receiptIn = ({ json }: Said): ReceiptPayload => {
  const payload = parse(receiptPayload, peekPayload(String(json['receipt'])));
  if (!payload) throw new Error(`no receipt: ${JSON.stringify(json)}`);
  return payload;
};

/** Consent status per purpose, without the dates. */
export const statesIn = ({ json }: Said): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries((json['effective'] ?? {}) as Effective).map(([key, { state }]) => [key, state]));

const describeOnSqlite = (name: string, group: (place: Place) => void): void => {
  describe(`${name}, on SQLite`, () => {
    const folders: string[] = [];
    const stores: Store[] = [];
    let address = '';
    const fresh = async (): Promise<string> => {
      const folder = await mkdtemp(join(tmpdir(), 'candor-record-'));
      folders.push(folder);
      return join(folder, 'candor.sqlite');
    };
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
      address = '';
    });
    group({
      address: () => address,
      open: async () => {
        address ||= await fresh();
        const store = await openStore({ databaseUrl: address, dataDir: '' });
        stores.push(store);
        return store;
      },
    });
  });
};

const describeOnPostgres = (name: string, group: (place: Place) => void): void => {
  describe(`${name}, on PostgreSQL`, () => {
    let postgres: Postgres;
    let address = '';
    const stores: Store[] = [];
    beforeAll(async () => {
      postgres = await startPostgres();
      address = await postgres.createDatabase();
    }, 60_000);
    afterAll(() => postgres?.stop());
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await askPostgres(address, 'drop schema public cascade; create schema public');
    });
    group({
      address: () => address,
      open: async () => {
        const store = await openStore({ databaseUrl: address, dataDir: '' });
        stores.push(store);
        return store;
      },
    });
  });
};

/** The same tests on both databases, each test on an empty one; opening twice in a test opens the same one. */
export const describeOnBoth = (name: string, group: (place: Place) => void): void => {
  describeOnSqlite(name, group);
  describeOnPostgres(name, group);
};

/** A backend on a new database, and a new subject. */
export const aShopOf = async (
  place: Place,
  over: Partial<BackendParts> = {},
): Promise<TestBackend & { readonly person: Person }> => ({
  ...(await aBackend(await place.open(), over)),
  person: await aSubject(),
});

/** Fails when anything was recorded before: then the next event would not be the first. */
export const expectNothingStored = async ({ post, give }: TestBackend): Promise<void> => {
  const stranger = await aSubject();
  const { json } = await post(stranger, give(stranger));
  expect(json['order'], 'order of the next event').toBe(1);
};
