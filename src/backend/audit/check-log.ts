import { type LoggedProof, loggedProof } from '../../contract/audit-manifest.ts';
import { parse } from '../../contract/parse.ts';
import { logOrigin } from '../../crypto/log-entry.ts';
import { verifyCheckpoint } from '../../crypto/signed-note.ts';
import { checkLogged, type LogAgainst } from '../../receipts/log-check.ts';
import { NOT_LOGGED } from '../verify-logged.ts';
import type { Check } from './checks.ts';
import { fault, type Finding, note, shortened } from './finding.ts';
import { type Bundle, readLines } from './read-bundle.ts';

const { subtle } = globalThis.crypto;

/** What a proof must hold against; `undefined` when it does. */
const faultOf = async (
  { jti, proof }: LoggedProof,
  { files, receipts }: Bundle,
  against: LogAgainst,
): Promise<Finding | undefined> => {
  const jws = receipts.get(jti);
  if (jws === undefined) return fault(`proofs.jsonl proves a receipt that does not stand in the bundle: ${jti}.`);
  const found = await checkLogged(jws, { kind: 'proof', text: `${proof}${files.get('checkpoint.txt')}` }, against);
  if (found.kind === 'logged') return undefined;
  const reason = found.kind === 'not-logged' ? NOT_LOGGED[found.reason] : 'This machine cannot check it.';
  return fault(`Receipt ${jti} is not proven to be logged. ${reason}`);
};

/** Each proof must lead from its receipt to the head of the log that the shop signed. How many receipts have one is told. */
export const checkProofs: Check = async (bundle) => {
  const { files, manifest, keys, receipts } = bundle;
  const origin = logOrigin(manifest.iss);
  const head = await verifyCheckpoint(files.get('checkpoint.txt') ?? '', { keys, origin }, subtle);
  if (!head.ok) return [fault(`checkpoint.txt does not hold (${head.code}).`)];
  const { values, findings } = readLines(files, 'proofs.jsonl', (line) => parse(loggedProof, line));
  const against = { keys, issuer: manifest.iss, seen: undefined, tile: async () => undefined, subtle };
  const wrong = await Promise.all(values.map((proof) => faultOf(proof, bundle, against)));
  const faults = [...findings, ...wrong.filter((one) => one !== undefined)];
  if (faults.length > 0) return shortened(faults);
  const proven = new Set<string>(values.map(({ jti }) => jti));
  const unproven = [...receipts.keys()].filter((jti) => !proven.has(jti));
  return [
    note(
      `${proven.size} of ${receipts.size} receipts are proven to be in the shop's log, whose signed head has ${head.head.size} leaves.`,
    ),
    ...shortened(
      unproven.map((jti) =>
        note(`Receipt ${jti} has no proof: what linked it to the log was destroyed, or it was never logged.`),
      ),
    ),
  ];
};
