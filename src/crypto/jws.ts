import type { KeyRole, PublicJwk } from '../contract/jwks.ts';
import { fromBase64Url } from './base64url.ts';
import { signatureInRange } from './signature-range.ts';

/** Why a JWS is not accepted; `unsupported` is about this engine, not about the signature. */
export type JwsRefusal =
  | 'malformed'
  | 'typ-wrong'
  | 'alg-not-allowed'
  | 'key-unknown'
  | 'role-wrong'
  | 'signature-wrong'
  | 'iss-wrong'
  | 'unsupported';

/** `payload` is what the verified bytes say: parsed, not yet understood. */
export type JwsResult =
  | { readonly ok: true; readonly payload: unknown; readonly kid: string }
  | { readonly ok: false; readonly code: JwsRefusal };

/** What must hold of a JWS; `iss` is compared to the payload's. */
export type JwsExpectation = {
  readonly keys: readonly PublicJwk[];
  readonly role: KeyRole;
  readonly typ: string;
  readonly iss: string;
};

/** Algorithm names (RFC 7518, RFC 8037, RFC 9864) by curve: the allow-list. */
const ALGORITHMS: Readonly<Record<PublicJwk['crv'], readonly string[]>> = {
  Ed25519: ['EdDSA', 'Ed25519'],
  'P-256': ['ES256'],
};

const refuse = (code: JwsRefusal): JwsResult => ({ ok: false, code });

const parsePart = (part: string | undefined): unknown => {
  const bytes = part === undefined ? undefined : fromBase64Url(part);
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The payload without any check of its signature: only to show it, marked as unsigned. */
export const peekPayload = (jws: string): unknown => parsePart(jws.split('.')[1]);

const checkSignature = async (
  key: PublicJwk,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
  subtle: SubtleCrypto,
): Promise<boolean | undefined> => {
  const { crv } = key;
  const { kty, x } = key;
  const jwk = key.kty === 'EC' ? { kty, crv, x, y: key.y } : { kty, crv, x };
  const [keyAlgorithm, algorithm] =
    crv === 'P-256'
      ? [{ name: 'ECDSA', namedCurve: crv }, { name: 'ECDSA', hash: 'SHA-256' }]
      : [{ name: crv }, { name: crv }];
  try {
    const imported = await subtle.importKey('jwk', jwk, keyAlgorithm, false, ['verify']);
    return await subtle.verify(algorithm, imported, signature, signed);
  } catch (error) {
    return error instanceof Error && error.name === 'NotSupportedError' ? undefined : false;
  }
};

/**
 * Verifies a compact JWS (RFC 7515) offline: typ, algorithm against the key's curve, kid, role, lengths and ranges,
 * signature, issuer. Never throws.
 */
export const verifyJws = async (jws: string, expected: JwsExpectation, subtle: SubtleCrypto): Promise<JwsResult> => {
  const parts = jws.split('.');
  const header = parsePart(parts[0]);
  const signature = fromBase64Url(parts[2] ?? '');
  if (parts.length !== 3 || !isRecord(header) || !signature || 'crit' in header) return refuse('malformed');
  if (header['typ'] !== expected.typ) return refuse('typ-wrong');
  if (!Object.values(ALGORITHMS).flat().includes(String(header['alg']))) return refuse('alg-not-allowed');
  const key = expected.keys.find(({ kid }) => kid === header['kid']);
  if (!key) return refuse('key-unknown');
  if (key.candor_role !== expected.role) return refuse('role-wrong');
  if (!ALGORITHMS[key.crv].includes(String(header['alg']))) return refuse('alg-not-allowed');
  if (!signatureInRange(signature, key.crv)) return refuse('signature-wrong');
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  const verified = await checkSignature(key, signature, signed, subtle);
  if (verified === undefined) return refuse('unsupported');
  if (!verified) return refuse('signature-wrong');
  const payload = parsePart(parts[1]);
  if (!isRecord(payload)) return refuse('malformed');
  return payload['iss'] === expected.iss ? { ok: true, payload, kid: key.kid } : refuse('iss-wrong');
};
