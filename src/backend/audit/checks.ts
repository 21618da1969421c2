import type { AuditManifest } from '../../contract/audit-manifest.ts';
import type { ErasureReceiptPayload } from '../../contract/receipt.ts';
import { digestText } from '../../crypto/digest.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import { thumbprint } from '../../crypto/jwk.ts';
import { fault, type Finding, note, shortened } from './finding.ts';
import { type Bundle, keysIn, linesOf } from './read-bundle.ts';

const { subtle } = globalThis.crypto;

/** One check of a bundle. */
export type Check = (bundle: Bundle) => Promise<readonly Finding[]>;

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
  return shortened(
    lines.flatMap((line, at) =>
      line === canonicalJson(told[at])
        ? []
        : [fault(`Line ${at + 1} of ${path} is not what its receipt was given for.`)],
    ),
  );
};

const erasureTold = ({ subject, order, received_at, erase_at }: ErasureReceiptPayload): object => ({
  subject,
  order,
  received_at,
  erase_at,
});

const checkEvents: Check = async ({ files, consents, objections, erasures }) => {
  const told: Readonly<Record<string, readonly unknown[]>> = {
    'events.jsonl': consents.map(({ event }) => event),
    'objections.jsonl': objections.map(({ objection }) => objection),
    'erasures.jsonl': erasures.map(erasureTold),
  };
  return Object.entries(told).flatMap(([path, one]) => comparedTo(path, linesOf(files, path), one));
};

const checkRange: Check = async ({ consents, objections, erasures, manifest: { from, to } }) => {
  const receipts = [...consents, ...objections, ...erasures];
  const outside = receipts.filter(({ received_at }) => received_at < from || received_at >= to);
  const twice = receipts.length - new Set(receipts.map(({ jti }) => jti)).size;
  return [
    ...shortened(
      outside.map(({ jti, received_at }) => fault(`Receipt ${jti} of ${received_at} is outside the range.`)),
    ),
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

const countsIn = ({
  files,
  receipts,
  consents,
  objections,
  erasures,
  retractions,
  erased,
}: Bundle): AuditManifest['counts'] => ({
  events: consents.length,
  objections: objections.length,
  retractions: retractions.length,
  erasures: erasures.length,
  receipts: receipts.size,
  proofs: linesOf(files, 'proofs.jsonl').length,
  notices: [...files.keys()].filter((path) => path.startsWith('notices/')).length,
  subjects: new Set([
    ...consents.map(({ event }) => event.subject),
    ...objections.map(({ objection }) => objection.subject),
    ...[...retractions, ...erasures].map(({ subject }) => subject),
  ]).size,
  erased: erased.reduce((sum, { acts }) => sum + acts, 0),
});

const checkCounts: Check = async (bundle) => {
  const { counts } = bundle.manifest;
  return Object.entries(countsIn(bundle)).flatMap(([kind, count]) =>
    counts[kind] === count
      ? []
      : [fault(`The manifest counts ${counts[kind] ?? 'no'} ${kind}, the bundle holds ${count}.`)],
  );
};

/** Checks that find what was changed. Whether something was left out is for `chains.ts`. */
export const CONTENT_CHECKS: readonly Check[] = [checkKeys, checkEvents, checkRange, checkNotices, checkCounts];
