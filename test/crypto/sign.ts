import type { KeyRole, PublicJwk } from '../../src/contract/jwks.ts';
import { readKeys } from '../../src/contract/jwks.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { thumbprint } from '../../src/crypto/jwk.ts';

const { subtle } = globalThis.crypto;

/** A key pair of its own, published with a role. */
export type Signer = { readonly jwk: PublicJwk; readonly privateKey: CryptoKey };

const PARAMETERS = {
  Ed25519: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  'P-256': { key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
} as const;

/** Makes a key pair. */
export const aSigner = async (crv: PublicJwk['crv'], role: KeyRole): Promise<Signer> => {
  const pair = (await subtle.generateKey(PARAMETERS[crv].key, true, ['sign', 'verify'])) as CryptoKeyPair;
  const exported = (await subtle.exportKey('jwk', pair.publicKey)) as Pick<PublicJwk, 'kty' | 'crv' | 'x'>;
  const kid = await thumbprint(exported, subtle);
  const [jwk] = readKeys({ keys: [{ ...exported, kid, candor_role: role }] });
  if (!jwk) throw new Error('the key just made cannot be read');
  return { jwk, privateKey: pair.privateKey };
};

/** Text or JSON as one part of a JWS. */
export const partOf = (value: unknown): string =>
  toBase64Url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** Signs exactly these two parts, whatever they hold. */
export const signParts = async (header: string, payload: string, { jwk, privateKey }: Signer): Promise<string> => {
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const signature = await subtle.sign(PARAMETERS[jwk.crv].sign, privateKey, signed);
  return `${header}.${payload}.${toBase64Url(new Uint8Array(signature))}`;
};

/** A compact JWS; `header` is put over the usual one, a member set to undefined is left out. */
export const sign = (payload: unknown, signer: Signer, header: object = {}): Promise<string> => {
  const alg = signer.jwk.crv === 'Ed25519' ? 'EdDSA' : 'ES256';
  const usual = { alg, typ: 'consent-receipt+jws', kid: signer.jwk.kid };
  return signParts(partOf({ ...usual, ...header }), partOf(payload), signer);
};
