import { fromBase64Url } from './base64url.ts';

/** UTF-16 units; the contract's longest JWS has 90,000. Longer text is not read at all. */
const MAX_LENGTH = 100_000;

/** JSON of one base64url part; undefined when it is none. */
export const parsePart = (part: string | undefined): unknown => {
  const bytes = part === undefined ? undefined : fromBase64Url(part);
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** The parts of a compact JWS; none when the text is longer than any the contract knows. */
export const partsOf = (jws: string): readonly string[] => (jws.length <= MAX_LENGTH ? jws.split('.', 4) : []);

/** The payload without any check of its signature: only to show it, marked as unsigned. */
export const peekPayload = (jws: string): unknown => parsePart(partsOf(jws)[1]);
