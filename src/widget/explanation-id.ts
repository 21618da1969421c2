import { partsOf, peekPayload } from '../crypto/peek.ts';

/** A compact JWS, or one in which a letter was changed to something else: a JSON text with one in it is none. */
const COMPACT = /^(?:[\w.-]+|eyJ[^]*\S)$/;

/** The id in a part that is no base64url of JSON any more: what was changed is still told as that. */
const idInChanged = (part: string): string | undefined => {
  const letters = part
    .replace(/[^\w-]/g, 'A')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  return /"id":"([^"\\]{1,128})"/.exec(atob(letters.slice(0, letters.length & ~3)))?.[1];
};

/** The id an explanation claims. Not believed: only used to find it again; the panel checks it whole. */
export const idOf = (explanation: string | object): string | undefined => {
  const isText = typeof explanation === 'string';
  if (isText && !COMPACT.test(explanation)) return undefined;
  const payload = isText ? peekPayload(explanation) : explanation;
  if (isText && payload === undefined) return partsOf(explanation).map(idInChanged).find(Boolean);
  const id = payload && typeof payload === 'object' && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id : undefined;
};
