// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { createPepper } from '../../src/backend/pepper.ts';
import { logReceipt } from '../../src/backend/receipt-log.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { toBase64 } from '../../src/crypto/base64.ts';
import { logEntry, logOrigin } from '../../src/crypto/log-entry.ts';
import { leafHash, rootFromInclusion } from '../../src/crypto/merkle.ts';
import { readCheckpoint, verifyCheckpoint } from '../../src/crypto/signed-note.ts';
import { readProof } from '../../src/crypto/tlog-proof.ts';
import { anObjection, aSubject, CHAT } from '../support/builders.ts';
import { plainPath, plainRoot } from '../support/plain-tree.ts';
import { aBackend, aShopOf, describeOnBoth, PEPPER, receiptIn, type Said, type TestBackend } from './harness.ts';
import { bytesAt, entriesOf } from './log-reading.ts';
import { forgetLog } from './older-record.ts';

const { subtle } = globalThis.crypto;

const ORIGIN = logOrigin('https://shop.example');

const headIn = async ({ ask, checkpointKey }: TestBackend) => {
  const { text } = await ask('/v1/log/checkpoint');
  const result = await verifyCheckpoint(text, { keys: [checkpointKey.publicJwk], origin: ORIGIN }, subtle);
  if (!result.ok) throw new Error(`${result.code}: ${text}`);
  return result.head;
};

const numberOf = ({ json }: Said): string => {
  const [, payload = ''] = String(json['receipt']).split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { jti: string }).jti;
};

/** The index under which the log proves a receipt; throws where it does not. */
const provenIndex = async (shop: TestBackend, said: Said): Promise<number> => {
  const { text } = await shop.ask(`/v1/log/proofs/${numberOf(said)}`);
  const proof = readProof(text);
  const head = readCheckpoint(proof?.checkpoint ?? '');
  if (!proof || !head) throw new Error(text);
  const leaf = await leafHash(await logEntry(proof.extra, String(said.json['receipt']), subtle), subtle);
  const root = await rootFromInclusion({ index: proof.index, size: head.size, leaf, proof: proof.hashes }, subtle);
  expect(toBase64(root ?? new Uint8Array())).toBe(toBase64(head.root));
  return proof.index;
};

/** Many subjects, each with one refusal; by turns at these backends. */
const manyPosts = (shops: readonly TestBackend[], count: number): Promise<readonly Said[]> =>
  Promise.all(
    Array.from({ length: count }, async (_none, at) => {
      const [shop, person] = [shops[at % shops.length], await aSubject()];
      if (!shop) throw new Error('no shop');
      return shop.post(person, shop.give(person, { choices: { [CHAT]: 'refused' } }));
    }),
  );

describeOnBoth('the log', (place) => {
  it('is empty before the first receipt, and its head is signed all the same', async () => {
    const shop = await aShopOf(place);
    expect(await headIn(shop)).toEqual({ size: 0, root: Uint8Array.from(plainRoot([])) });
    expect((await shop.ask('/v1/log/tile/0/000')).status).toBe(404);
    expect((await shop.ask('/v1/log/checkpoint')).headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await shop.ask('/v1/log/checkpoint')).headers.get('cache-control')).toBe('no-store');
  });

  it('has one leaf for every receipt, consent and objection alike, in the order they were issued, and none for a replay or a refusal', async () => {
    const shop = await aShopOf(place);
    const { person, post, object, give } = shop;
    const [event, objection] = [give(person), anObjection(person)];
    const said = [await post(person, event), await object(person, objection)];
    await post(person, event);
    await object(person, objection);
    await post(person, give(person, { choices: { unheard: 'given' } }));
    said.push(await object(person, anObjection(person)));
    expect((await headIn(shop)).size).toBe(3);
    expect(await Promise.all(said.map((one) => provenIndex(shop, one)))).toEqual([0, 1, 2]);
  });

  it('stays dense and whole under many writers of two backends: its root is the one recomputed from its entries', async () => {
    const one = await aShopOf(place);
    const two = await aBackend(await place.open(), { keys: [one.key], checkpointKeys: [one.checkpointKey] });
    const said = await manyPosts([one, two], 40);
    const head = await headIn(two);
    const entries = await entriesOf(one, head.size);
    expect(head.size).toBe(40);
    expect(toBase64(plainRoot(entries))).toBe(toBase64(head.root));
    const indices = await Promise.all(said.map((each, at) => provenIndex(at % 2 ? one : two, each)));
    expect([...indices].sort((a, b) => a - b)).toEqual(said.map((_said, at) => at));
    const orders = said.map(({ json }) => Number(json['order']));
    expect(indices).toEqual(orders.map((order) => order - 1));
  }, 30_000);

  it('adds no leaf with a write that fails', async () => {
    const shop = await aShopOf(place);
    await manyPosts([shop], 3);
    const before = await headIn(shop);
    const failing = shop.store.write(async ({ log }) => {
      await log.nextIndex();
      throw new Error('the last step fails');
    });
    await expect(failing).rejects.toThrow('the last step fails');
    expect(await headIn(shop)).toEqual(before);
    await manyPosts([shop], 1);
    expect(toBase64(plainRoot(await entriesOf(shop, 4)))).toBe(toBase64((await headIn(shop)).root));
  });

  it('serves tiles of hashes and entries, full and partial, as C2SP tlog-tiles has them', async () => {
    const shop = await aShopOf(place);
    await shop.store.write(async ({ log }) => {
      const maker = { pepper: await createPepper(PEPPER), chance: (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(5) };
      const received_at = '2026-11-23T12:00:00.250Z' as never;
      for (let at = 0; at < 259; at += 1)
        await logReceipt(log, { receipt_id: `rcp_${at}` as never, receipt: `${at}`, received_at }, maker);
    });
    const head = await headIn(shop);
    const entries = await entriesOf(shop, 259);
    expect(toBase64(head.root)).toBe(toBase64(plainRoot(entries)));
    const hashes = await Promise.all(entries.map((entry) => leafHash(entry, subtle)));
    const bytesOf = (from: number, to: number) => Buffer.concat(hashes.slice(from, to)).toString('hex');
    const tile = async (path: string) => Buffer.from((await bytesAt(shop, path)) ?? []).toString('hex');
    expect(await tile('/v1/log/tile/0/000')).toBe(bytesOf(0, 256));
    expect(await tile('/v1/log/tile/0/001.p/3')).toBe(bytesOf(256, 259));
    expect(await tile('/v1/log/tile/0/000.p/2')).toBe(bytesOf(0, 2));
    expect(await tile('/v1/log/tile/1/000.p/1')).toBe(plainRoot(entries.slice(0, 256)).toString('hex'));
    const { headers } = await shop.ask('/v1/log/tile/0/000');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect((await shop.ask('/v1/log/tile/0/000', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
  }, 30_000);

  it.each([
    ['a partial tile wider than the log', '0/000.p/6'],
    ['a full tile that is not full yet', '0/000'],
    ['a level that has nothing yet', '1/000.p/1'],
    ['no width', '0/000.p/0'],
    ['a full width as a partial one', '0/000.p/256'],
    ['a width with a leading zero', '0/000.p/05'],
    ['a level with a leading zero', '00/000.p/5'],
    ['a level that is too high', '64/000.p/1'],
    ['no level', 'x/000.p/5'],
    ['an index in another spelling', '0/x000/000.p/5'],
    ['an index of two digits', '0/00.p/5'],
    ['an index beyond all numbers', `0/${'x999/'.repeat(9)}999.p/5`],
    ['an encoded slash', '0/x000%2F000.p/5'],
    ['a path upwards', '0/../checkpoint/000'],
    ['entries that are not there', 'entries/000.p/6'],
    ['entries of another tile', 'entries/001.p/1'],
  ])('has nothing at %s', async (_what, path) => {
    const shop = await aShopOf(place);
    await manyPosts([shop], 5);
    expect((await shop.ask(`/v1/log/tile/0/000.p/5`)).status).toBe(200);
    const { status, json } = await shop.ask(`/v1/log/tile/${path}`);
    expect([status, json['code']]).toEqual([404, 'not-found']);
  });

  it.each([
    ['a receipt it never saw', 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77'],
    ['what is no receipt’s number', 'everything'],
  ])('proves nothing of %s', async (_what, jti) => {
    const shop = await aShopOf(place);
    await manyPosts([shop], 2);
    const { status, json } = await shop.ask(`/v1/log/proofs/${jti}`);
    expect([status, json['code']]).toEqual([404, 'not-found']);
  });

  it('proves a receipt with hashes of the size it is asked at, whatever was added since', async () => {
    const shop = await aShopOf(place);
    const [first] = await manyPosts([shop], 1);
    if (!first) throw new Error('nothing was posted');
    for (const more of [0, 1, 2, 5, 9]) {
      await manyPosts([shop], more);
      expect(await provenIndex(shop, first)).toBe(0);
      const proof = readProof((await shop.ask(`/v1/log/proofs/${numberOf(first)}`)).text);
      const { size } = await headIn(shop);
      expect(proof?.hashes.map(toBase64)).toEqual(plainPath(0, await entriesOf(shop, size)).map(toBase64));
    }
  });

  it('tells nothing of a subject: no id, number, site or time of day', async () => {
    const shop = await aShopOf(place);
    const said = await shop.post(shop.person, shop.give(shop.person));
    const { text } = await shop.ask(`/v1/log/proofs/${numberOf(said)}`);
    const tiles = await Promise.all(
      ['tile/0/000.p/1', 'tile/entries/000.p/1'].map((path) => bytesAt(shop, `/v1/log/${path}`)),
    );
    const told = [
      text,
      (await shop.ask('/v1/log/checkpoint')).text,
      ...tiles.map((tile) => Buffer.from(tile ?? [])),
    ].join('\n');
    const { event, event_sha256, jti } = receiptIn(said);
    for (const personal of [event.subject, event.event_id, event_sha256, jti, '2026-11-23', shop.person.secret])
      expect(told).not.toContain(personal);
  });

  it('salts every leaf anew: the same receipt under another salt is another leaf', async () => {
    const shop = await aShopOf(place);
    const said = await manyPosts([shop], 2);
    const salts = await Promise.all(
      said.map(async (one) =>
        toBase64(readProof((await shop.ask(`/v1/log/proofs/${numberOf(one)}`)).text)?.extra ?? new Uint8Array()),
      ),
    );
    expect(new Set(salts).size).toBe(2);
    expect(salts.every((salt) => salt.length === 44)).toBe(true);
  });

  it('is given the receipts that were issued before there was a log, once, by whichever backends open the record', async () => {
    const old = await aShopOf(place);
    const said = await manyPosts([old], 7);
    await old.object(old.person, anObjection(old.person));
    await forgetLog(place.address());
    const keys = { keys: [old.key], checkpointKeys: [old.checkpointKey] };
    const shops = await Promise.all([1, 2].map(async () => aBackend(await place.open(), keys)));
    const [shop = old] = shops;
    expect((await headIn(shop)).size).toBe(8);
    const indices = await Promise.all(said.map((one) => provenIndex(shop, one)));
    expect(indices).toEqual(said.map(({ json }) => Number(json['order']) - 1));
    expect((await headIn(await aBackend(await place.open(), keys))).size).toBe(8);
  }, 30_000);

  it('refuses to go on with another pepper', async () => {
    await aShopOf(place);
    const store = await place.open();
    await expect(aBackend(store, { pepper: new Uint8Array(32).fill(8) })).rejects.toThrow(
      /another pepper.*pepper\.key/,
    );
  });
});

describe('a backend without what a log needs', () => {
  const start = async (over: object) => aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), over);
  it('does not start', async () => {
    await expect(start({ pepper: new Uint8Array(31) })).rejects.toThrow(/32 random bytes/);
    await expect(start({ checkpointKeys: [] })).rejects.toThrow(/no signing key of role "checkpoint"/);
    await expect(start({ checkpointKeys: [await generateSigningKey('receipt')] })).rejects.toThrow(
      /has the role "receipt"/,
    );
    await expect(start({ checkpointKeys: [await generateSigningKey('checkpoint', 'P-256')] })).rejects.toThrow(
      /Ed25519/,
    );
  });
});
