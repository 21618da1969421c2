import type { KeyRole, PublicJwk } from '../contract/jwks.ts';
import { fromBase64Url } from './base64url.ts';
import { parsePart, partsOf } from './peek.ts';
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
export const ALGORITHMS: Readonly<Record<PublicJwk['crv'], readonly string[]>> = {
  Ed25519: ['EdDSA', 'Ed25519'],
  'P-256': ['ES256'],
};

const refuse = (code: JwsRefusal): JwsResult => ({ ok: false, code });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A signature and the bytes it stands under. */
export type SignedBytes = { readonly signature: Uint8Array<ArrayBuffer>; readonly signed: Uint8Array<ArrayBuffer> };

/** What WebCrypto rejects with when the key itself is wrong; every other failure is the engine's. */
const BAD_KEY = /^(?:DataError|OperationError)\b/;

/** Whether a key made this signature: lengths and ranges first, then the engine. Undefined when the engine cannot tell. */
export const verifySignature = async (
  key: PublicJwk,
  { signature, signed }: SignedBytes,
  subtle: SubtleCrypto,
): Promise<boolean | undefined> => {
  if (!signatureInRange(signature, key.crv)) return false;
  const { kty, crv, x } = key;
  const jwk = key.kty === 'EC' ? { kty, crv, x, y: key.y } : { kty, crv, x };
  const [keyAlgorithm, algorithm] =
    crv === 'P-256'
      ? [
          { name: 'ECDSA', namedCurve: crv },
          { name: 'ECDSA', hash: 'SHA-256' },
        ]
      : [{ name: crv }, { name: crv }];
  try {
    const imported = await subtle.importKey('jwk', jwk, keyAlgorithm, false, ['verify']);
    return await subtle.verify(algorithm, imported, signature, signed);
  } catch (error) {
    return BAD_KEY.test(String(error)) ? false : undefined;
  }
};

/**
 * Verifies a compact JWS (RFC 7515) offline: typ, algorithm against the key's curve, kid, role, lengths and ranges,
 * signature, issuer. Never throws.
 */
export const verifyJws = async (jws: string, expected: JwsExpectation, subtle: SubtleCrypto): Promise<JwsResult> => {
  const parts = partsOf(jws);
  const header = parsePart(parts[0]);
  const signature = fromBase64Url(parts[2] ?? '');
  if (parts.length !== 3 || !isRecord(header) || !signature || 'crit' in header) return refuse('malformed');
  if (header['typ'] !== expected.typ) return refuse('typ-wrong');
  const { alg } = header;
  if (typeof alg !== 'string' || !Object.values(ALGORITHMS).flat().includes(alg)) return refuse('alg-not-allowed');
  const key = expected.keys.find(({ kid }) => kid === header['kid']);
  if (!key) return refuse('key-unknown');
  if (key.candor_role !== expected.role) return refuse('role-wrong');
  if (!ALGORITHMS[key.crv].includes(alg)) return refuse('alg-not-allowed');
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  const verified = await verifySignature(key, { signature, signed }, subtle);
  if (verified === undefined) return refuse('unsupported');
  if (!verified) return refuse('signature-wrong');
  const payload = parsePart(parts[1]);
  if (!isRecord(payload)) return refuse('malformed');
  return payload['iss'] === expected.iss ? { ok: true, payload, kid: key.kid } : refuse('iss-wrong');
};
