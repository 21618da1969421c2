import type { AuditManifest } from '../../contract/audit-manifest.ts';
import type { PublicJwk } from '../../contract/jwks.ts';
import { toPlain } from '../../contract/plain-text.ts';
import { digestText } from '../../crypto/digest.ts';
import { verifyJws } from '../../crypto/jws.ts';
import { issuerIn } from '../claims.ts';
import type { Verdict } from '../verify-receipt.ts';
import { type BundleFiles, MANIFEST, unpackBundle } from './bundle.ts';
import { checkChains, checkOrders } from './chains.ts';
import { checkProofs } from './check-log.ts';
import { type Check, CONTENT_CHECKS } from './checks.ts';
import { fault, type Finding, note } from './finding.ts';
import { keysIn, manifestOf, readBundle } from './read-bundle.ts';

const { subtle } = globalThis.crypto;

/** What a bundle is checked for, once its manifest holds; every section of export.ts is read back by one of them. */
const CHECKS: readonly Check[] = [...CONTENT_CHECKS, checkProofs, checkChains, checkOrders];

/** What the person who checks a bundle knows of the shop. */
export type Known = { readonly keys?: readonly PublicJwk[]; readonly iss?: string };

type Signed = { readonly manifest: AuditManifest; readonly kid: string };

const readManifest = async (
  files: BundleFiles,
  keys: readonly PublicJwk[],
  iss: string | undefined,
): Promise<Signed | Finding> => {
  const jws = files.get(MANIFEST);
  if (jws === undefined) return fault(`There is no ${MANIFEST}.`);
  const expected = { keys, role: 'receipt', typ: 'audit-manifest+jws', iss: iss ?? issuerIn(jws) } as const;
  const result = await verifyJws(jws, expected, subtle);
  if (!result.ok) return fault(`${MANIFEST} does not hold (${result.code}).`);
  const manifest = manifestOf(result.payload);
  return manifest
    ? { manifest, kid: result.kid }
    : fault(`${MANIFEST} is signed, and is no manifest as the contract has it.`);
};

/** The bundle must hold exactly the files that the manifest names, byte for byte. */
const compareFiles = async (files: BundleFiles, { files: named }: AuditManifest): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const { path, sha256, bytes } of named) {
    const text = files.get(path);
    if (text === undefined) findings.push(fault(`${toPlain(path, 120)} is missing.`));
    else if ((await digestText(text, subtle)) !== sha256 || new TextEncoder().encode(text).length !== bytes)
      findings.push(fault(`${path} was changed after it was signed.`));
  }
  const known = new Set([MANIFEST, ...named.map(({ path }) => path)]);
  const stray = [...files.keys()].filter((path) => !known.has(path));
  return [...findings, ...stray.map((path) => fault(`${toPlain(path, 120)} is not named in the manifest.`))];
};

/** What a manifest counts, in words. */
export const tellCounts = (counts: AuditManifest['counts']): string =>
  Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

const tellManifest = ({ manifest, kid }: Signed): readonly string[] => [
  `Audit bundle of ${manifest.iss}, from ${manifest.from} until before ${manifest.to}.`,
  `Made ${new Date(manifest.iat * 1000).toISOString()}, signed with the receipt key ${kid}.`,
  `It holds ${tellCounts(manifest.counts)}.`,
];

const verdictOf = (findings: readonly Finding[], told: readonly string[] = []): Verdict => {
  const faults = findings.filter(({ kind }) => kind === 'fault');
  const notes = findings.filter(({ kind }) => kind === 'note');
  const list = (title: string, found: readonly Finding[]): readonly string[] =>
    found.length === 0 ? [] : [title, ...found.map(({ text }) => `  ${text}`)];
  return {
    ok: faults.length === 0,
    lines: [
      faults.length === 0 ? 'VALID. Nothing in the bundle was changed since the shop signed it.' : 'NOT VALID.',
      ...list('What is wrong:', faults),
      ...told,
      ...list('To know:', notes),
    ],
  };
};

const keysNote = (keys: readonly PublicJwk[] | undefined): Finding =>
  keys
    ? note('All signatures were checked with the keys that you named.')
    : note('The keys stand in the bundle itself: name the keys that the shop publishes with --jwks to compare them.');

/**
 * Verifies an audit bundle offline: the archive, the manifest's signature, every file's hash, every receipt's signature
 * and event, that each is in the shop's log, the notices' digests, and how the chains hold together. Without `keys` those of the bundle are taken, and
 * the verdict says so.
 */
export const verifyBundle = async (bytes: Uint8Array, { keys, iss }: Known = {}): Promise<Verdict> => {
  const unpacked = unpackBundle(bytes);
  if (!unpacked) return verdictOf([fault('This is no bundle as candor audit export writes it, or it is damaged.')]);
  const { files, isWhole } = unpacked;
  const archive = isWhole ? [] : [fault('The archive was changed after it was written.')];
  const trusted = keys ?? keysIn(files);
  const signed = await readManifest(files, trusted, iss);
  if ('kind' in signed) return verdictOf([...archive, signed]);
  const changed = [...archive, ...(await compareFiles(files, signed.manifest))];
  if (changed.length > 0) return verdictOf(changed, tellManifest(signed));
  const { bundle, findings } = await readBundle({ files, manifest: signed.manifest, keys: trusted });
  const checked = await Promise.all(CHECKS.map((check) => check(bundle)));
  return verdictOf([...findings, ...checked.flat(), keysNote(keys)], tellManifest(signed));
};
