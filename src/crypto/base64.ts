import { fromBase64Url, toBase64Url } from './base64url.ts';

/** Bytes → base64 with padding (RFC 4648 §4), as signed notes have it. */
export const toBase64 = (bytes: Uint8Array): string => {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
};

/** base64 → bytes; undefined unless it is the one canonical spelling. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = fromBase64Url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  return bytes && toBase64(bytes) === text ? bytes : undefined;
};
