import {
  auditManifest,
  type AuditManifest,
  erasedCount,
  type ErasedCount,
  type Retraction,
  retraction,
} from '../../contract/audit-manifest.ts';
import { jwks, type PublicJwk, readKeys } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import type { ErasureReceiptPayload, ObjectionReceiptPayload, ReceiptPayload } from '../../contract/receipt.ts';
import { issuerIn } from '../claims.ts';
import { checkReceipt } from '../verify-receipt.ts';
import { type BundleFiles, linesIn } from './bundle.ts';
import { fault, type Finding, shortened } from './finding.ts';

/** Receipts that hold, by their kind. */
type Receipts = {
  /** Number → compact JWS. */
  readonly receipts: ReadonlyMap<string, string>;
  readonly consents: readonly ReceiptPayload[];
  readonly objections: readonly ObjectionReceiptPayload[];
  readonly erasures: readonly ErasureReceiptPayload[];
};

/** A bundle whose manifest is signed and names exactly these files, read. */
export type Bundle = Receipts & {
  readonly files: BundleFiles;
  readonly manifest: AuditManifest;
  /** Keys that signatures are checked against. */
  readonly keys: readonly PublicJwk[];
  readonly retractions: readonly Retraction[];
  readonly erased: readonly ErasedCount[];
};

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
export const linesOf = (files: BundleFiles, path: string): readonly string[] => linesIn(files.get(path) ?? '') ?? [];

/** Reads a file of one JSON value a line; a line that is something else is a fault. */
export const readLines = <T>(
  files: BundleFiles,
  path: string,
  read: (value: unknown) => T | undefined,
): { readonly values: readonly T[]; readonly findings: readonly Finding[] } => {
  const lines = linesOf(files, path).map((line) => read(parsed(line)));
  return {
    values: lines.filter((line) => line !== undefined),
    findings: lines.flatMap((line, at) =>
      line === undefined ? [fault(`Line ${at + 1} of ${path} cannot be read.`)] : [],
    ),
  };
};

type Parts = Pick<Bundle, 'files' | 'manifest' | 'keys'>;

const readReceipts = async ({
  files,
  manifest,
  keys,
}: Parts): Promise<Receipts & { readonly findings: readonly Finding[] }> => {
  const findings: Finding[] = [];
  const receipts = new Map<string, string>();
  const [consents, objections, erasures]: [ReceiptPayload[], ObjectionReceiptPayload[], ErasureReceiptPayload[]] = [
    [],
    [],
    [],
  ];
  for (const [at, jws] of linesOf(files, 'receipts.jws').entries()) {
    const issuer = issuerIn(jws);
    const checked = await checkReceipt(jws, keys, issuer);
    if (!checked.ok) findings.push(fault(`Receipt ${at + 1} of receipts.jws: ${checked.reason}`));
    else if (!manifest.issuers.includes(issuer)) findings.push(fault(`Receipt ${at + 1} was issued by somebody else.`));
    else {
      receipts.set(checked.receipt.jti, jws);
      if (checked.kind === 'consent') consents.push(checked.receipt);
      else if (checked.kind === 'objection') objections.push(checked.receipt);
      else erasures.push(checked.receipt);
    }
  }
  return { receipts, consents, objections, erasures, findings: shortened(findings) };
};

/** Reads receipts, retractions and counts; what cannot be read is a fault. */
export const readBundle = async (
  parts: Parts,
): Promise<{ readonly bundle: Bundle; readonly findings: readonly Finding[] }> => {
  const { findings, ...receipts } = await readReceipts(parts);
  const retractions = readLines(parts.files, 'retractions.jsonl', (line) => parse(retraction, line));
  const erased = readLines(parts.files, 'erased.jsonl', (line) => parse(erasedCount, line));
  return {
    bundle: { ...parts, ...receipts, retractions: retractions.values, erased: erased.values },
    findings: [...findings, ...retractions.findings, ...erased.findings],
  };
};
