import { joinBytes } from './bytes.ts';
import type { Hash } from './merkle.ts';

/** The name of a shop's log, first line of its checkpoints: the issuer without its scheme, and `/candor-log`. */
export const logOrigin = (issuer: string): string => `${issuer.replace(/^https?:\/\//, '')}/candor-log`;

/**
 * What the log holds of a receipt: SHA-256 over a salt and the digest of the receipt's bytes. Whoever has receipt and
 * salt can show that it is logged; once the salt is destroyed nobody can tell which receipt it was.
 */
export const logEntry = async (salt: Uint8Array, jws: string, subtle: SubtleCrypto): Promise<Hash> => {
  const encoder = new TextEncoder();
  const receipt = new Uint8Array(await subtle.digest('SHA-256', encoder.encode(jws)));
  const entry = joinBytes(encoder.encode('candor-log-v1\0'), salt, receipt);
  return new Uint8Array(await subtle.digest('SHA-256', entry));
};
