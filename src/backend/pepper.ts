import type { ReceiptId, SubjectId } from '../contract/ids.ts';
import { toBase64Url } from '../crypto/base64url.ts';
import { StartError } from './start-error.ts';

/**
 * Keyed names for what must be recognised after it was erased: without the key nobody can tell from such a name whose it
 * was, not even by trying.
 */
export type Pepper = {
  /** Name of a receipt's leaf in the log. */
  readonly handleOf: (jti: ReceiptId) => Promise<string>;
  /** What stays of an erased subject. */
  readonly tombstoneOf: (subject: SubjectId) => Promise<string>;
  /** Tells one pepper from another. */
  readonly mark: () => Promise<string>;
};

const { subtle } = globalThis.crypto;

/** A pepper of 32 random bytes, the same in every process on one record. Throws StartError for any other length. */
export const createPepper = async (bytes: Uint8Array<ArrayBuffer>): Promise<Pepper> => {
  if (bytes.length !== 32) throw new StartError('the pepper must be 32 random bytes');
  const key = await subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const named = async (what: string, text: string): Promise<string> =>
    toBase64Url(new Uint8Array(await subtle.sign('HMAC', key, new TextEncoder().encode(`candor-${what}-v1\0${text}`))));
  return {
    handleOf: (jti) => named('handle', jti),
    tombstoneOf: (subject) => named('tombstone', subject),
    mark: () => named('pepper', ''),
  };
};
