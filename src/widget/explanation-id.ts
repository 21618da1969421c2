import { peekPayload } from '../crypto/peek.ts';

/** The id an explanation claims. Not believed: only used to find it again; the panel checks it whole. */
export const idOf = (explanation: string | object): string | undefined => {
  const payload = typeof explanation === 'string' ? peekPayload(explanation) : explanation;
  const id = payload && typeof payload === 'object' && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id : undefined;
};
