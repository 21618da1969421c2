import type { Sha256 } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { objectionReceiptPayload, receiptPayload } from '../contract/receipt.ts';
import { digestJson } from '../crypto/digest.ts';
import { type JwsRefusal, verifyJws } from '../crypto/jws.ts';

/** What checking a receipt found; each has its own sentence. */
export type SignatureState = 'valid' | 'changed' | 'unknown-key' | 'no-keys' | 'unsupported';

/** The kept receipt and the entry it must speak of. */
export type ReceiptToCheck = {
  readonly jws: string;
  readonly kind: 'consent' | 'objection';
  readonly id: string;
  readonly digest: Sha256;
};

/** What a receipt is checked against. */
export type CheckAgainst = {
  readonly keys: readonly PublicJwk[];
  readonly issuer: string;
  readonly subtle: SubtleCrypto;
};

const REFUSALS: Readonly<Partial<Record<JwsRefusal, SignatureState>>> = {
  'key-unknown': 'unknown-key',
  unsupported: 'unsupported',
};

/** Digest that a verified payload binds, if it is about this entry. */
const boundDigest = (
  payload: unknown,
  { kind, id }: ReceiptToCheck,
): { readonly told: Sha256; readonly content: unknown } | undefined => {
  if (kind === 'objection') {
    const read = parse(objectionReceiptPayload, payload);
    return read?.objection.objection_id === id ? { told: read.objection_sha256, content: read.objection } : undefined;
  }
  const read = parse(receiptPayload, payload);
  return read?.event.event_id === id ? { told: read.event_sha256, content: read.event } : undefined;
};

/** Checks signature, key role, issuer, and that the signed content is this device's own entry, to the byte. */
export const checkReceipt = async (
  receipt: ReceiptToCheck,
  { keys, issuer, subtle }: CheckAgainst,
): Promise<SignatureState> => {
  if (keys.length === 0) return 'no-keys';
  const typ = `${receipt.kind}-receipt+jws`;
  const result = await verifyJws(receipt.jws, { keys, role: 'receipt', typ, iss: issuer }, subtle);
  if (!result.ok) return REFUSALS[result.code] ?? 'changed';
  const bound = boundDigest(result.payload, receipt);
  const same = bound?.told === receipt.digest && (await digestJson(bound.content, subtle)) === receipt.digest;
  return same ? 'valid' : 'changed';
};
