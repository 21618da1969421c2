import { auditManifest, type AuditManifest, retraction } from '../../contract/audit-manifest.ts';
import { jwks, type PublicJwk, readKeys } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import type { ObjectionReceiptPayload, ReceiptPayload } from '../../contract/receipt.ts';
import { digestText } from '../../crypto/digest.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import { thumbprint } from '../../crypto/jwk.ts';
import { checkReceipt, issuerIn } from '../verify-receipt.ts';
import { type BundleFiles, linesIn } from './bundle.ts';

const { subtle } = globalThis.crypto;

/** A bundle whose manifest is signed and names exactly these files, read. */
export type Bundle = {
  readonly files: BundleFiles;
  readonly manifest: AuditManifest;
  /** Keys that receipts are checked against. */
  readonly keys: readonly PublicJwk[];
  readonly consents: readonly ReceiptPayload[];
  readonly objections: readonly ObjectionReceiptPayload[];
  readonly retractions: readonly { readonly objection_id: string; readonly order: number }[];
};

/** What a check found: a fault means that something was changed, a note is for the reader to judge. */
export type Finding = { readonly kind: 'fault' | 'note'; readonly text: string };

/** One check of a bundle. */
export type Check = (bundle: Bundle) => Promise<readonly Finding[]>;

/** A fault, in a sentence. */
export const fault = (text: string): Finding => ({ kind: 'fault', text });
/** A note, in a sentence. */
export const note = (text: string): Finding => ({ kind: 'note', text });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The public keys that stand in a bundle. */
export const keysIn = (files: BundleFiles): readonly PublicJwk[] => {
  const set = parse(jwks, parsed(files.get('jwks.json') ?? ''));
  return set ? readKeys(set) : [];
};

/** The manifest a JWS holds, once its signature was checked. */
export const manifestOf = (payload: unknown): AuditManifest | undefined => parse(auditManifest, payload);

/** Lines of a file of the bundle, none when they cannot be told apart. */
const linesOf = (files: BundleFiles, path: string): readonly string[] => linesIn(files.get(path) ?? '') ?? [];

/** Reads receipts and retractions; what cannot be read is a fault. */
export const readBundle = async (
  parts: Pick<Bundle, 'files' | 'manifest' | 'keys'>,
): Promise<{ readonly bundle: Bundle; readonly findings: readonly Finding[] }> => {
  const { files, manifest, keys } = parts;
  const findings: Finding[] = [];
  const [consents, objections]: [ReceiptPayload[], ObjectionReceiptPayload[]] = [[], []];
  for (const [at, jws] of linesOf(files, 'receipts.jws').entries()) {
    const issuer = issuerIn(jws);
    const checked = await checkReceipt(jws, keys, issuer);
    if (!checked.ok) findings.push(fault(`Receipt ${at + 1} of receipts.jws: ${checked.reason}`));
    else if (!manifest.issuers.includes(issuer)) findings.push(fault(`Receipt ${at + 1} was issued by somebody else.`));
    else if (checked.kind === 'consent') consents.push(checked.receipt);
    else if (checked.kind === 'objection') objections.push(checked.receipt);
    else findings.push(fault(`Receipt ${at + 1} of receipts.jws is of no kind that a bundle holds.`));
  }
  const lines = linesOf(files, 'retractions.jsonl').map((line) => parse(retraction, parsed(line)));
  if (lines.includes(undefined)) findings.push(fault('A line of retractions.jsonl cannot be read.'));
  const retractions = lines.filter((line) => line !== undefined);
  return { bundle: { ...parts, consents, objections, retractions }, findings };
};

const checkKeys: Check = async ({ files }) => {
  const findings: Finding[] = [];
  for (const key of keysIn(files)) {
    if ((await thumbprint(key, subtle)) !== key.kid)
      findings.push(fault(`The kid "${key.kid}" in jwks.json is not its key's thumbprint (RFC 7638).`));
  }
  return findings;
};

/** Whether the lines are, one by one, what the receipts were given for. */
const comparedTo = (path: string, lines: readonly string[], told: readonly unknown[]): readonly Finding[] => {
  if (lines.length !== told.length)
    return [fault(`${path} has ${lines.length} lines for ${told.length} valid receipts of their kind.`)];
  return lines.flatMap((line, at) =>
    line === canonicalJson(told[at]) ? [] : [fault(`Line ${at + 1} of ${path} is not what its receipt was given for.`)],
  );
};

const checkEvents: Check = async ({ files, consents, objections }) => [
  ...comparedTo(
    'events.jsonl',
    linesOf(files, 'events.jsonl'),
    consents.map(({ event }) => event),
  ),
  ...comparedTo(
    'objections.jsonl',
    linesOf(files, 'objections.jsonl'),
    objections.map(({ objection }) => objection),
  ),
];

const checkRange: Check = async ({ consents, objections, manifest: { from, to } }) => {
  const receipts = [...consents, ...objections];
  const outside = receipts.filter(({ received_at }) => received_at < from || received_at >= to);
  const twice = receipts.length - new Set(receipts.map(({ jti }) => jti)).size;
  return [
    ...outside.map(({ jti, received_at }) => fault(`Receipt ${jti} of ${received_at} is outside the range.`)),
    ...(twice === 0 ? [] : [fault(`${twice} receipts stand twice.`)]),
  ];
};

const checkNotices: Check = async ({ files, consents }) => {
  const findings: Finding[] = [];
  for (const [path, text] of files) {
    const [, name] = /^notices\/(.*)\.json$/.exec(path) ?? [];
    if (name !== undefined && (await digestText(text, subtle)) !== name)
      findings.push(fault(`${path} does not hold the words of its digest.`));
  }
  const absent = consents.filter(({ event }) => !files.has(`notices/${event.notice.sha256}.json`));
  const grants = absent.filter(({ event }) => Object.values(event.choices).includes('given'));
  if (absent.length > 0)
    findings.push(
      note(`${absent.length} events name a notice that is not in the bundle; ${grants.length} of them gave something.`),
    );
  return findings;
};

const checkCounts: Check = async ({ files, manifest, consents, objections, retractions }) => {
  const notices = [...files.keys()].filter((path) => path.startsWith('notices/')).length;
  const found: Readonly<Record<string, number>> = {
    events: consents.length,
    objections: objections.length,
    retractions: retractions.length,
    receipts: consents.length + objections.length,
    notices,
  };
  return Object.entries(found).flatMap(([kind, count]) =>
    manifest.counts[kind] === count
      ? []
      : [fault(`The manifest counts ${manifest.counts[kind] ?? 'no'} ${kind}, the bundle holds ${count}.`)],
  );
};

/** Checks that find what was changed. Whether something was left out is for `chains.ts`. */
export const CONTENT_CHECKS: readonly Check[] = [checkKeys, checkEvents, checkRange, checkNotices, checkCounts];
