import { exportBundle } from '../../src/backend/audit/export.ts';
import { packBundle, unpackBundle } from '../../src/backend/audit/bundle.ts';
import type { Known } from '../../src/backend/audit/verify-bundle.ts';
import { verifyBundle } from '../../src/backend/audit/verify-bundle.ts';
import type { SigningKey } from '../../src/backend/signing-key.ts';
import type { RecordRange, Store } from '../../src/backend/store.ts';
import type { Timestamp } from '../../src/contract/ids.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import { refOf } from '../../src/contract/notice.ts';
import { aChain, ADS, anObjection, aSubject, chance, CHAT, NOON, type Person, PURCHASES } from '../support/builders.ts';
import type { TestBackend } from './harness.ts';

/** The day of the test's clock. */
export const TODAY = { from: '2026-11-23T00:00:00.000Z' as Timestamp, to: '2026-11-24T00:00:00.000Z' as Timestamp };

/** Acts of two subjects: a chain of three, a refusal, an objection that stands and one that was taken back. */
export const act = async (shop: TestBackend & { readonly person: Person }): Promise<void> => {
  const chain = await aChain(shop.person, refOf(shop.notice), [
    { choices: { [PURCHASES]: 'given' } },
    { choices: { [CHAT]: 'given', [ADS]: 'refused' } },
    { choices: { [PURCHASES]: 'refused' } },
  ]);
  for (const event of chain) await shop.post(shop.person, event);
  const other = await aSubject();
  await shop.post(other, shop.give(other, { choices: { [ADS]: 'refused' } }));
  const objections = [anObjection(other), anObjection(other, { ref: 'another' })];
  for (const objection of objections) await shop.object(other, objection);
  const path = `/v1/objections/${objections[0]?.objection_id}`;
  await shop.ask(path, { method: 'DELETE', headers: { authorization: `Bearer ${other.secret}` } });
};

/** How a shop may export: with another key, or a record it has changed. */
export type Exporting = {
  readonly key?: SigningKey;
  readonly publishedKeys?: readonly PublicJwk[];
  readonly doctor?: (record: RecordRange) => RecordRange;
  readonly range?: typeof TODAY;
};

/** The bundle of a shop's day. */
export const bundleOf = async (shop: TestBackend, over: Exporting = {}): Promise<Uint8Array> => {
  const { key = shop.key, publishedKeys = [shop.key.publicJwk], doctor = (record) => record, range = TODAY } = over;
  const store: Store = {
    ...shop.store,
    read: { ...shop.store.read, between: async (from, to) => doctor(await shop.store.read.between(from, to)) },
  };
  const issuer = { issuer: 'https://shop.example', key, now: () => NOON, chance };
  return (await exportBundle({ store, publishedKeys, issuer }, range)).bytes;
};

/** The same bundle with some files changed, packed anew as an archive without fault. */
export const repacked = (bytes: Uint8Array, change: (files: Map<string, string>) => void): Uint8Array => {
  const files = new Map(unpackBundle(bytes)?.files);
  change(files);
  return packBundle(files);
};

/** The verdict in one text. */
export const verdictOn = async (bytes: Uint8Array, known: Known = {}) => {
  const { ok, lines } = await verifyBundle(bytes, known);
  return { ok, text: lines.join('\n') };
};
