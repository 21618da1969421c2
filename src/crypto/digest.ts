import type { Secret, Sha256, SubjectId } from '../contract/ids.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { canonicalJson } from './jcs.ts';

const sha256 = async (bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto): Promise<string> =>
  toBase64Url(new Uint8Array(await subtle.digest('SHA-256', bytes)));

/** SHA-256 of a text's UTF-8 bytes, base64url. */
export const digestText = async (text: string, subtle: SubtleCrypto): Promise<Sha256> =>
  (await sha256(new TextEncoder().encode(text), subtle)) as Sha256;

/** SHA-256 of a value's canonical JSON: notices, events, the chain. Rejects with TypeError where there is none. */
export const digestJson = async (value: unknown, subtle: SubtleCrypto): Promise<Sha256> =>
  digestText(canonicalJson(value), subtle);

/** The subject a secret speaks for; undefined if the secret is not 32 bytes. */
export const subjectOf = async (secret: Secret, subtle: SubtleCrypto): Promise<SubjectId | undefined> => {
  const bytes = fromBase64Url(secret);
  if (bytes?.length !== 32) return undefined;
  const prefix = new TextEncoder().encode('candor-subject-v1\0');
  const input = new Uint8Array(prefix.length + bytes.length);
  input.set(prefix);
  input.set(bytes, prefix.length);
  return `sub_${(await sha256(input, subtle)).slice(0, 22)}` as SubjectId;
};
