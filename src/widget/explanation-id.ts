import { peekPayload } from '../crypto/peek.ts';

/** Letters of a compact JWS: a JSON text with one in it is none. */
const COMPACT = /^[\w.-]+$/;

/** The id an explanation claims. Not believed: only used to find it again; the panel checks it whole. */
export const idOf = (explanation: string | object): string | undefined => {
  const isText = typeof explanation === 'string';
  if (isText && !COMPACT.test(explanation)) return undefined;
  const payload = isText ? peekPayload(explanation) : explanation;
  const id = payload && typeof payload === 'object' && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id : undefined;
};
