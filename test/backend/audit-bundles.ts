import { createHash } from 'node:crypto';
import { exportBundle } from '../../src/backend/audit/export.ts';
import { linesIn, MANIFEST, packBundle, unpackBundle } from '../../src/backend/audit/bundle.ts';
import { manifestOf } from '../../src/backend/audit/read-bundle.ts';
import type { Known } from '../../src/backend/audit/verify-bundle.ts';
import { verifyBundle } from '../../src/backend/audit/verify-bundle.ts';
import { logSignerOf } from '../../src/backend/checkpoint.ts';
import type { LogReader } from '../../src/backend/log-store.ts';
import { createPepper } from '../../src/backend/pepper.ts';
import { type SigningKey, signJws } from '../../src/backend/signing-key.ts';
import type { RecordRange, Store } from '../../src/backend/store.ts';
import type { Timestamp } from '../../src/contract/ids.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import { refOf } from '../../src/contract/notice.ts';
import { logOrigin } from '../../src/crypto/log-entry.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { aChain, ADS, anObjection, aSubject, chance, CHAT, NOON, type Person, PURCHASES } from '../support/builders.ts';
import { PEPPER, type TestBackend } from './harness.ts';

const ORIGIN = 'https://shop.example';

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
  /** Signs the log's head. */
  readonly checkpointKey?: SigningKey;
  readonly doctor?: (record: RecordRange) => RecordRange | Promise<RecordRange>;
  /** A log in the place of the shop's. */
  readonly log?: LogReader;
  readonly range?: typeof TODAY;
};

/** The keys a shop publishes. */
export const keysOf = ({ key, checkpointKey }: TestBackend): readonly PublicJwk[] => [
  key.publicJwk,
  checkpointKey.publicJwk,
];

/** The bundle of a shop's day. */
export const bundleOf = async (shop: TestBackend, over: Exporting = {}): Promise<Uint8Array> => {
  const { read } = shop.store;
  const { key = shop.key, publishedKeys = keysOf(shop), doctor = (record) => record, range = TODAY } = over;
  const { checkpointKey = shop.checkpointKey, log = read.log } = over;
  const store: Store = {
    ...shop.store,
    read: { ...read, log, between: async (from, to) => doctor(await read.between(from, to)) },
  };
  const issuer = { issuer: ORIGIN, key, now: () => NOON, chance };
  const signer = logSignerOf(logOrigin(ORIGIN), () => checkpointKey);
  const pepper = await createPepper(PEPPER);
  return (await exportBundle({ store, pepper, issuer, signer, publishedKeys }, range)).bytes;
};

/** The files of a bundle, by path. */
export const filesOf = (bytes: Uint8Array): ReadonlyMap<string, string> => unpackBundle(bytes)?.files ?? new Map();

/** The lines of a file of a bundle, each read as JSON. */
export const linesOf = (bytes: Uint8Array, path: string): readonly Readonly<Record<string, unknown>>[] =>
  (linesIn(filesOf(bytes).get(path) ?? '') ?? []).map((line) => JSON.parse(line));

/** The same bundle with some files changed, packed anew as an archive without fault. */
export const repacked = (bytes: Uint8Array, change: (files: Map<string, string>) => void): Uint8Array => {
  const files = new Map(unpackBundle(bytes)?.files);
  change(files);
  return packBundle(files);
};

/** The same bundle with some files, or counts, changed and signed by its shop as if that were right. */
export const resigned = async (
  { key }: TestBackend,
  bytes: Uint8Array,
  change: (files: Map<string, string>) => void,
  counts: Readonly<Record<string, number>> = {},
): Promise<Uint8Array> => {
  const files = new Map(filesOf(bytes));
  const manifest = manifestOf(peekPayload(files.get(MANIFEST) ?? ''));
  files.delete(MANIFEST);
  change(files);
  const listed = [...files].map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('base64url'),
  }));
  const told = { ...manifest, counts: { ...manifest?.counts, ...counts }, files: listed };
  return packBundle(files.set(MANIFEST, await signJws(told, 'audit-manifest+jws', key)));
};

/** The verdict in one text. */
export const verdictOn = async (bytes: Uint8Array, known: Known = {}) => {
  const { ok, lines } = await verifyBundle(bytes, known);
  return { ok, text: lines.join('\n') };
};
