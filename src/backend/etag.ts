import { digestText } from '../crypto/digest.ts';

/** A strong ETag (RFC 9110 §8.8.3) of a JSON answer. */
export const etagOf = async (json: unknown): Promise<string> =>
  `"${await digestText(JSON.stringify(json), globalThis.crypto.subtle)}"`;

/** Whether If-None-Match names this ETag, by weak comparison (RFC 9110 §13.1.2). */
export const isKnown = (etag: string, ifNoneMatch: string | undefined): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
