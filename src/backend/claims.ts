import { parsePart, partsOf, peekPayload } from '../crypto/peek.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const memberOf = (value: unknown, name: string): string => {
  const member = isRecord(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : '';
};

const headerOf = (jws: string): unknown => parsePart(partsOf(jws)[0]);

/** Who says to have issued a JWS. None of these claims is checked; an absent one is empty. */
export const issuerIn = (jws: string): string => memberOf(peekPayload(jws), 'iss');

/** As what a JWS says to be signed. */
export const typIn = (jws: string): string => memberOf(headerOf(jws), 'typ');

/** Which key a JWS says to be signed with. */
export const kidIn = (jws: string): string => memberOf(headerOf(jws), 'kid');
