import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../../src/backend/postgres.ts';
import { generateSigningKey, signJws } from '../../src/backend/signing-key.ts';
import { openSqliteStore } from '../../src/backend/sqlite.ts';
import type { Store, StoredEvent } from '../../src/backend/store.ts';
import type { ReceiptId } from '../../src/contract/ids.ts';
import { parse } from '../../src/contract/parse.ts';
import { receiptPayload } from '../../src/contract/receipt.ts';
import { refOf } from '../../src/contract/notice.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { uuidV7 } from '../../src/crypto/random.ts';
import { type Act, aShopper, send } from '../durability/acts.ts';
import type { StoreKind } from '../durability/fsync.ts';
import { aMutant, BUGS } from '../durability/mutant.ts';
import { aConfigFile, aSubject, chance, type Person } from '../support/builders.ts';
import { noticeOf } from '../support/command.ts';
import { startPostgres } from '../support/postgres.ts';
import { startBackend } from '../support/servers.ts';
import { type Bench, type Figure, percentile } from './bench.ts';

const { subtle } = globalThis.crypto;
const [WARM_UP, ROUNDS] = [30, 300];
/** Acts of one subject: what a chain of a person's length costs. */
const ACTS_OF_ONE = 12;
const WITHOUT_SYNC = { sqlite: BUGS.sqliteWithoutSync, postgres: BUGS.postgresWithoutSync } as const;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds of each round, after those that only warm up. */
const rounds = async (work: (round: number) => Promise<unknown>): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) times.push(await timed(() => work(round)));
  return times.slice(WARM_UP);
};

/** The next act to send to a backend, of one new subject after the other. */
const actsFor = async (url: string): Promise<() => Promise<Act>> => {
  const notice = refOf(await noticeOf(url));
  let [shopper, left] = [await aShopper(notice), ACTS_OF_ONE];
  return async () => {
    if (left === 0) [shopper, left] = [await aShopper(notice), ACTS_OF_ONE];
    left -= 1;
    return shopper.next();
  };
};

type Place = { readonly dataDir: string; readonly databaseUrl: string | undefined };
type OverHttp = { readonly times: readonly number[]; readonly unsynced: readonly number[]; readonly receipt: string };

/** Posts by turns to the backend and to one that does not wait for the disk: both have the same machine at the same time. */
const overHttp = async (store: StoreKind, places: readonly Place[]): Promise<OverHttp> => {
  const mutant = await aMutant(WITHOUT_SYNC[store]);
  const clis = [undefined, mutant.cli];
  const servers = await Promise.all(
    places.map((place, at) => startBackend({ ...place, config: aConfigFile(), args: ['--quiet'], cli: clis[at] })),
  );
  try {
    const next = await Promise.all(servers.map(({ url }) => actsFor(url)));
    const times: number[][] = servers.map(() => []);
    let receipt = '';
    const postTo = async (url: string, act: Act | undefined): Promise<number> =>
      timed(async () => void (receipt = (act && (await send(url, act)).receipt) ?? receipt));
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      for (const [at, { url }] of servers.entries()) times[at]?.push(await postTo(url, await next[at]?.()));
    }
    const [synced = [], unsynced = []] = times.map((all) => all.slice(WARM_UP));
    return { times: synced, unsynced, receipt };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await mutant.remove();
  }
};

const anEventOf = ({ subject }: Person, receipt: string, seq: number): Omit<StoredEvent, 'order'> => ({
  event_id: uuidV7(Date.now(), chance),
  subject,
  seq,
  prev: null,
  sha256: 'A'.repeat(43) as StoredEvent['sha256'],
  received_at: new Date().toISOString() as StoredEvent['received_at'],
  forked: false,
  until: undefined,
  event: JSON.stringify({ padding: 'x'.repeat(650) }),
  receipt_id: `rcp_${uuidV7(Date.now(), chance).replaceAll('-', '')}` as ReceiptId,
  receipt,
});

/** What the handler asks of the record for one receipt: the subject's holding, an order, a row. */
const storing = async (store: Store, receipt: string): Promise<readonly number[]> => {
  let person = await aSubject();
  return rounds(async (round) => {
    const seq = (round % ACTS_OF_ONE) + 1;
    if (seq === 1) person = await aSubject();
    const event = anEventOf(person, receipt, seq);
    await store.write(async (record) => {
      await record.holding(person.subject);
      await record.addEvent({ ...event, order: await record.nextOrder() });
    });
  });
};

const signing = async (receipt: string): Promise<{ readonly sign: number; readonly verify: number }> => {
  const key = await generateSigningKey('receipt');
  const payload = parse(receiptPayload, peekPayload(receipt)) ?? { iss: 'https://shop.example' };
  const typ = 'consent-receipt+jws';
  const jws = await signJws(payload, typ, key);
  const expected = { keys: [key.publicJwk], role: 'receipt', typ, iss: 'https://shop.example' } as const;
  const sign = await rounds(() => signJws(payload, typ, key));
  const verify = await rounds(async () => {
    const { ok } = await verifyJws(jws, expected, subtle);
    if (!ok) throw new Error('the receipt does not verify');
  });
  return { sign: median(sign), verify: median(verify) };
};

const figuresOf = async (http: OverHttp, write: number): Promise<readonly Figure[]> => {
  const { sign, verify } = await signing(http.receipt);
  const p50 = median(http.times);
  const sync = Math.max(0, p50 - median(http.unsynced));
  const storage = Math.max(0, write - sync);
  const share = (part: number): number => (100 * part) / p50;
  return [
    { what: 'a receipt over HTTP, p50', value: p50, unit: 'ms' },
    { what: 'a receipt over HTTP, p95', value: percentile(http.times, 0.95), unit: 'ms' },
    { what: 'of it: signing', value: sign, unit: 'ms' },
    { what: 'of it: storage', value: storage, unit: 'ms' },
    { what: 'of it: waiting for the disk (fsync)', value: sync, unit: 'ms' },
    { what: 'of it: the rest (HTTP, parsing, checks)', value: Math.max(0, p50 - sign - storage - sync), unit: 'ms' },
    { what: 'share of signing', value: share(sign), unit: '%' },
    { what: 'share of storage', value: share(storage), unit: '%' },
    { what: 'share of fsync', value: share(sync), unit: '%' },
    { what: 'verifying its signature, as whoever holds it does', value: verify, unit: 'ms' },
  ];
};

const openRecord = async (place: Place | undefined): Promise<Store> =>
  place?.databaseUrl === undefined
    ? openSqliteStore(join(place?.dataDir ?? '', 'candor.sqlite'))
    : openPostgresStore(place.databaseUrl);

const measure = async (store: StoreKind, places: readonly Place[]): Promise<readonly Figure[]> => {
  const http = await overHttp(store, places);
  const record = await openRecord(places[2]);
  try {
    return await figuresOf(http, median(await storing(record, http.receipt)));
  } finally {
    await record.close();
  }
};

/** What one receipt costs the backend, with the disk waited for, and what of it goes where. */
export const serverReceipt = (store: StoreKind): Bench => ({
  name: `One receipt, ${store}, ${ROUNDS} rounds`,
  run: async () => {
    const postgres = store === 'postgres' ? await startPostgres('any', 'durable') : undefined;
    const folder = await mkdtemp(join(tmpdir(), 'candor-bench-'));
    try {
      const places: Place[] = [];
      for (const name of ['synced', 'unsynced', 'record'])
        places.push({ dataDir: join(folder, name), databaseUrl: await postgres?.createDatabase() });
      return await measure(store, places);
    } finally {
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
});
