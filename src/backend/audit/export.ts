import type { AuditManifest } from '../../contract/audit-manifest.ts';
import type { Sha256, Timestamp } from '../../contract/ids.ts';
import type { PublicJwk } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import { receivedEvent } from '../../contract/receipt.ts';
import { digestText } from '../../crypto/digest.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import type { Issuer } from '../receipts.ts';
import { signJws } from '../signing-key.ts';
import { StartError } from '../start-error.ts';
import type { RecordRange, Store, StoredNotice } from '../store.ts';
import { issuerIn } from '../verify-receipt.ts';
import { type BundleFiles, linesOf, MANIFEST, packBundle } from './bundle.ts';
import { README } from './readme.ts';

/** A range of server time: `from` is in it, `to` is not. */
export type AuditRange = { readonly from: Timestamp; readonly to: Timestamp };

/** What a bundle is made from. */
export type AuditSource = {
  readonly store: Store;
  readonly range: AuditRange;
  readonly record: RecordRange;
  readonly notices: readonly StoredNotice[];
  readonly publishedKeys: readonly PublicJwk[];
};

/** Some files of a bundle. */
type Section = (source: AuditSource) => Promise<readonly (readonly [path: string, text: string])[]>;

const receiptsOf = ({ events, objections }: RecordRange): readonly string[] =>
  [...events, ...objections].sort((a, b) => a.order - b.order).map(({ receipt }) => receipt);

/** The files of a bundle, section by section; `CHECKS` of verify-bundle.ts reads each of them back. */
const SECTIONS: readonly Section[] = [
  async () => [['README.txt', README]],
  async ({ publishedKeys }) => [['jwks.json', `${JSON.stringify({ keys: publishedKeys }, undefined, 2)}\n`]],
  async ({ record }) => [
    ['events.jsonl', linesOf(record.events.map(({ event }) => event))],
    ['objections.jsonl', linesOf(record.objections.map(({ objection }) => objection))],
    ['retractions.jsonl', linesOf(record.retractions.map((one) => canonicalJson(one)))],
    ['receipts.jws', linesOf(receiptsOf(record))],
  ],
  async ({ notices }) => notices.map(({ sha256, strings }) => [`notices/${sha256}.json`, strings] as const),
];

const noticeOf = (event: string): Sha256 | undefined => parse(receivedEvent, JSON.parse(event))?.notice.sha256;

/** The notices that events of the range were made under, as far as the shop published them. */
const noticesOf = async (store: Store, { events }: RecordRange): Promise<readonly StoredNotice[]> => {
  const digests = new Set(events.flatMap(({ event }) => noticeOf(event) ?? []));
  const found = await Promise.all([...digests].sort().map((digest) => store.read.notice(digest)));
  return found.flatMap((notice) => notice ?? []);
};

const countsOf = ({ record, notices }: AuditSource): AuditManifest['counts'] => {
  const { events, objections, retractions } = record;
  return {
    events: events.length,
    objections: objections.length,
    retractions: retractions.length,
    receipts: events.length + objections.length,
    notices: notices.length,
    subjects: new Set([...events, ...objections, ...retractions].map(({ subject }) => subject)).size,
  };
};

const describe = async (source: AuditSource, files: BundleFiles, { issuer, now }: Issuer): Promise<object> => ({
  iss: issuer,
  iat: Math.floor(now() / 1000),
  schema: 'audit-manifest/1',
  ...source.range,
  issuers: [...new Set(receiptsOf(source.record).map(issuerIn))].sort(),
  counts: countsOf(source),
  files: await Promise.all(
    [...files].map(async ([path, text]) => ({
      path,
      bytes: new TextEncoder().encode(text).length,
      sha256: await digestText(text, globalThis.crypto.subtle),
    })),
  ),
});

/** The longest JWS a verifier reads; a manifest grows with the notices only. */
const LONGEST = 90_000;

/**
 * Makes the bundle of a range for a regulator: events, objections, receipts, notices and keys as they were kept, and a
 * signed manifest of them. Rejects with StartError when the range has too many notices for one manifest.
 */
export const exportBundle = async (
  {
    store,
    publishedKeys,
    issuer,
  }: { readonly store: Store; readonly publishedKeys: readonly PublicJwk[]; readonly issuer: Issuer },
  range: AuditRange,
): Promise<{ readonly bytes: Uint8Array; readonly counts: AuditManifest['counts'] }> => {
  const record = await store.read.between(range.from, range.to);
  const source = { store, range, record, notices: await noticesOf(store, record), publishedKeys };
  const sections = await Promise.all(SECTIONS.map((section) => section(source)));
  const files = new Map(sections.flat());
  const manifest = await signJws(await describe(source, files, issuer), 'audit-manifest+jws', issuer.key);
  if (manifest.length > LONGEST) throw new StartError('too many notices for one bundle: choose a shorter range');
  return { bytes: packBundle(new Map([...files, [MANIFEST, manifest]])), counts: countsOf(source) };
};
