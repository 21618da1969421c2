import type { AuditManifest } from '../../contract/audit-manifest.ts';
import { type Sha256, sha256Text, type Timestamp } from '../../contract/ids.ts';
import type { PublicJwk } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import { receivedEvent } from '../../contract/receipt.ts';
import { digestText } from '../../crypto/digest.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import type { LogSigner } from '../checkpoint.ts';
import type { Pepper } from '../pepper.ts';
import type { IssuedReceipt, Issuer } from '../receipts.ts';
import { signJws } from '../signing-key.ts';
import { StartError } from '../start-error.ts';
import type { RecordRange, Store, StoredNotice } from '../store.ts';
import { issuerIn } from '../claims.ts';
import { type BundleFiles, linesOf, MANIFEST, packBundle } from './bundle.ts';
import { type LogProofs, proveLogged } from './log-proofs.ts';
import { README } from './readme.ts';

/** A range of server time: `from` is in it, `to` is not. */
export type AuditRange = { readonly from: Timestamp; readonly to: Timestamp };

/** What a bundle is made from. */
export type AuditSource = {
  readonly range: AuditRange;
  readonly record: RecordRange;
  readonly notices: readonly StoredNotice[];
  readonly log: LogProofs;
  readonly publishedKeys: readonly PublicJwk[];
};

/** Some files of a bundle. */
type Section = (source: AuditSource) => readonly (readonly [path: string, text: string])[];

const jsonLines = (values: readonly object[]): string => linesOf(values.map((value) => canonicalJson(value)));

const issuedIn = ({ events, objections, erasures }: RecordRange): readonly IssuedReceipt[] =>
  [...events, ...objections, ...erasures].sort((a, b) => a.order - b.order);

/** The files of a bundle, section by section; `CHECKS` of verify-bundle.ts reads each of them back. */
const SECTIONS: readonly Section[] = [
  () => [['README.txt', README]],
  ({ publishedKeys }) => [['jwks.json', `${JSON.stringify({ keys: publishedKeys }, undefined, 2)}\n`]],
  ({ record }) => [
    ['events.jsonl', linesOf(record.events.map(({ event }) => event))],
    ['objections.jsonl', linesOf(record.objections.map(({ objection }) => objection))],
    ['retractions.jsonl', jsonLines(record.retractions)],
    [
      'erasures.jsonl',
      jsonLines(
        record.erasures.map(({ subject, order, received_at, erase_at }) => ({ subject, order, received_at, erase_at })),
      ),
    ],
    ['erased.jsonl', jsonLines(record.erased)],
    ['receipts.jws', linesOf(issuedIn(record).map(({ receipt }) => receipt))],
  ],
  ({ log }) => [
    ['checkpoint.txt', log.checkpoint],
    ['proofs.jsonl', jsonLines(log.proofs)],
  ],
  ({ notices }) => notices.map(({ sha256, strings }) => [`notices/${sha256}.json`, strings] as const),
];

const noticeOf = (event: string): Sha256 | undefined => parse(receivedEvent, JSON.parse(event))?.notice.sha256;

/** The notices that acts of the range were made under, erased ones too, as far as the shop published them. */
const noticesOf = async ({ read }: Store, { events, erased }: RecordRange): Promise<readonly StoredNotice[]> => {
  const named = [
    ...events.map(({ event }) => noticeOf(event)),
    ...erased.map(({ notice }) => parse(sha256Text, notice)),
  ];
  const digests = [...new Set(named)].filter((digest) => digest !== undefined).sort();
  const found = await Promise.all(digests.map((digest) => read.notice(digest)));
  return found.filter((notice) => notice !== undefined);
};

const countsOf = ({ record, notices, log }: AuditSource): AuditManifest['counts'] => {
  const { events, objections, retractions, erasures, erased } = record;
  return {
    events: events.length,
    objections: objections.length,
    retractions: retractions.length,
    erasures: erasures.length,
    receipts: issuedIn(record).length,
    proofs: log.proofs.length,
    notices: notices.length,
    subjects: new Set([...events, ...objections, ...retractions, ...erasures].map(({ subject }) => subject)).size,
    erased: erased.reduce((sum, { acts }) => sum + acts, 0),
  };
};

const describe = async (source: AuditSource, files: BundleFiles, { issuer, now }: Issuer): Promise<object> => ({
  iss: issuer,
  iat: Math.floor(now() / 1000),
  schema: 'audit-manifest/1',
  ...source.range,
  issuers: [...new Set(issuedIn(source.record).map(({ receipt }) => issuerIn(receipt)))].sort(),
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

/** Who makes a bundle, of which record, and with what. */
export type AuditParts = {
  readonly store: Store;
  readonly pepper: Pepper;
  readonly issuer: Issuer;
  /** Signs the log's head. */
  readonly signer: LogSigner;
  readonly publishedKeys: readonly PublicJwk[];
};

/**
 * Makes the bundle of a range for a regulator: events, objections, receipts, notices and keys as they were kept, that each
 * receipt is logged, and a signed manifest of it all. Rejects with StartError when the range has too many notices for one
 * manifest.
 */
export const exportBundle = async (
  { store, pepper, issuer, signer, publishedKeys }: AuditParts,
  range: AuditRange,
): Promise<{ readonly bytes: Uint8Array; readonly counts: AuditManifest['counts'] }> => {
  const record = await store.read.between(range.from, range.to);
  const receipts = issuedIn(record).map(({ receipt_id }) => receipt_id);
  const log = await proveLogged(store.read.log, receipts, { pepper, signer });
  const source = { range, record, notices: await noticesOf(store, record), log, publishedKeys };
  const files = new Map(SECTIONS.flatMap((section) => section(source)));
  const manifest = await signJws(await describe(source, files, issuer), 'audit-manifest+jws', issuer.key);
  if (manifest.length > LONGEST) throw new StartError('too many notices for one bundle: choose a shorter range');
  return { bytes: packBundle(new Map([...files, [MANIFEST, manifest]])), counts: countsOf(source) };
};
