import type { Sha256 } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import { digestJson } from './digest.ts';

/** RFC 7638 thumbprint: SHA-256 over the required members in canonical order. */
export const thumbprint = (
  key: Pick<PublicJwk, 'kty' | 'crv' | 'x'> & { readonly y?: string },
  subtle: SubtleCrypto,
): Promise<Sha256> => {
  const { kty, crv, x, y } = key;
  return digestJson(y === undefined ? { kty, crv, x } : { kty, crv, x, y }, subtle);
};
