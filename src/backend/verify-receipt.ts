import type { PublicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { toPlain } from '../contract/plain-text.ts';
import {
  type ErasureReceiptPayload,
  erasureReceiptPayload,
  objectionReceiptPayload,
  type ReceiptPayload,
  type ObjectionReceiptPayload,
  receiptPayload,
} from '../contract/receipt.ts';
import { entriesOf } from '../contract/records.ts';
import { digestJson } from '../crypto/digest.ts';
import { type JwsRefusal, verifyJws } from '../crypto/jws.ts';
import { issuerIn, typIn } from './claims.ts';

/** What was found, in plain words, one sentence a line. */
export type Verdict = { readonly ok: boolean; readonly lines: readonly string[] };

const { subtle } = globalThis.crypto;

const TYPES = ['consent-receipt+jws', 'objection-receipt+jws', 'erasure-receipt+jws'] as const;

const REFUSALS: Readonly<Record<JwsRefusal, string>> = {
  malformed: 'This is no receipt: not a compact JWS, or damaged.',
  'typ-wrong': 'This is signed, but as something other than a receipt.',
  'alg-not-allowed': 'The signature uses an algorithm that is not allowed for its key.',
  'key-unknown': 'The key that signed it is not among the published keys.',
  'role-wrong': 'The key that signed it may not sign receipts.',
  'signature-wrong': 'The signature does not fit: the receipt was changed after signing.',
  'iss-wrong': 'It was issued by somebody else.',
  unsupported: 'This machine cannot check the signature.',
};

const refused = (sentence: string): Verdict => ({ ok: false, lines: [`NOT VALID. ${sentence}`] });

const tellConsent = ({ event, order, received_at, forked, effective }: ReceiptPayload): readonly string[] => [
  `Subject ${event.subject}, on ${event.site}, by "${event.action}" in ${event.surface}:`,
  ...entriesOf(event.choices).map(([key, choice]) => `  ${key}: ${choice}`),
  `Notice ${event.notice.id}, version ${event.notice.version}, in ${event.notice.lang}; digest of its words ${event.notice.sha256}.`,
  `Received by the shop ${received_at}, order ${order}${forked ? ', apart from the chain (it only took away)' : ''}.`,
  'After it:',
  ...entriesOf(effective).map(
    ([key, { state, until }]) => `  ${key}: ${state}${until === undefined ? '' : ` until ${until}`}`,
  ),
];

const tellObjection = ({ objection, order, received_at }: ObjectionReceiptPayload): readonly string[] => [
  `Subject ${objection.subject} objected to ${objection.scope} "${toPlain(objection.ref, 200)}".`,
  `Received by the shop ${received_at}, order ${order}.`,
];

const tellErasure = ({ subject, order, received_at, erase_at }: ErasureReceiptPayload): readonly string[] => [
  `Subject ${subject} asked for erasure: everything is withdrawn, and the record is deleted on ${erase_at}.`,
  `Received by the shop ${received_at}, order ${order}.`,
];

/** What a receipt says, by its kind. */
export type ReceiptContents =
  | { readonly kind: 'consent'; readonly receipt: ReceiptPayload }
  | { readonly kind: 'objection'; readonly receipt: ObjectionReceiptPayload }
  | { readonly kind: 'erasure'; readonly receipt: ErasureReceiptPayload };

const readPayload = (typ: string, payload: unknown): ReceiptContents | undefined => {
  if (typ === 'consent-receipt+jws') {
    const receipt = parse(receiptPayload, payload);
    return receipt && { kind: 'consent', receipt };
  }
  if (typ === 'erasure-receipt+jws') {
    const receipt = parse(erasureReceiptPayload, payload);
    return receipt && { kind: 'erasure', receipt };
  }
  const receipt = parse(objectionReceiptPayload, payload);
  return receipt && { kind: 'objection', receipt };
};

/** An erasure is the shop's own statement: there is no act of the subject to be bound to. */
const isDigestRight = async (contents: ReceiptContents): Promise<boolean> => {
  switch (contents.kind) {
    case 'consent':
      return (await digestJson(contents.receipt.event, subtle)) === contents.receipt.event_sha256;
    case 'objection':
      return (await digestJson(contents.receipt.objection, subtle)) === contents.receipt.objection_sha256;
    case 'erasure':
      return true;
  }
};

const tellContents = (contents: ReceiptContents): readonly string[] => {
  switch (contents.kind) {
    case 'consent':
      return tellConsent(contents.receipt);
    case 'objection':
      return tellObjection(contents.receipt);
    case 'erasure':
      return tellErasure(contents.receipt);
  }
};

/** What came of checking a receipt: its contents, or why it is refused, in a sentence. */
export type ReceiptCheck =
  | ({ readonly ok: true; readonly kid: string } & ReceiptContents)
  | { readonly ok: false; readonly reason: string };

/** Checks a receipt offline: typ, algorithm, key and its role, signature, issuer, shape, and the digest of the event in it. */
export const checkReceipt = async (jws: string, keys: readonly PublicJwk[], issuer: string): Promise<ReceiptCheck> => {
  const typ = TYPES.find((one) => one === typIn(jws)) ?? 'consent-receipt+jws';
  const result = await verifyJws(jws, { keys, role: 'receipt', typ, iss: issuer }, subtle);
  if (!result.ok) return { ok: false, reason: REFUSALS[result.code] };
  const contents = readPayload(typ, result.payload);
  if (!contents)
    return { ok: false, reason: 'The signature fits, but the contents are not a receipt as the contract has it.' };
  if (!(await isDigestRight(contents)))
    return { ok: false, reason: 'The signature fits, but the digest of the event in it does not.' };
  return { ok: true, kid: result.kid, ...contents };
};

/** Verifies a receipt offline, for a person. Without `iss` any issuer is taken, and the verdict says so. */
export const verifyReceipt = async (text: string, keys: readonly PublicJwk[], iss?: string): Promise<Verdict> => {
  const jws = text.trim();
  const issuer = iss ?? issuerIn(jws);
  const checked = await checkReceipt(jws, keys, issuer);
  if (!checked.ok) return refused(checked.reason);
  const compared =
    iss === undefined ? 'The issuer was not compared: name it with --iss.' : 'The issuer is the one you named.';
  return {
    ok: true,
    lines: [
      `VALID. Receipt ${checked.receipt.jti}, signed by ${toPlain(issuer, 300)} with the receipt key ${checked.kid}.`,
      `Checked: type, algorithm, key and its role, signature, contents${checked.kind === 'erasure' ? '' : ', and the digest of the event'}.`,
      compared,
      ...tellContents(checked),
    ],
  };
};
