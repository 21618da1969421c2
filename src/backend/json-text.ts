import { canonicalJson } from '../crypto/jcs.ts';
import { refuse, type Refusal } from './answer.ts';

const MAX_DEPTH = 32;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Strings whole, so that brackets inside them do not count. Linear: no alternative overlaps another. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

type Level = { readonly names: Set<string>; readonly isObject: boolean };

/** A refusal, or the value with its canonical text (RFC 8785). */
export type JsonReading =
  | { readonly ok: true; readonly value: unknown; readonly canonical: string }
  | { readonly ok: false; readonly refusal: Refusal<'malformed-json' | 'invalid-field'> };

const malformed = (detail: string): Refusal<'malformed-json'> => refuse('malformed-json', { detail });

const decode = (token: string): string | undefined => {
  try {
    return String(JSON.parse(token));
  } catch {
    return undefined;
  }
};

const readName = (token: string, level: Level): Refusal<'malformed-json' | 'invalid-field'> | undefined => {
  const name = decode(token);
  if (name === undefined) return malformed('a name is not JSON');
  if (level.names.has(name)) return malformed('a name stands twice in one object');
  if (RESERVED.has(name)) return refuse('invalid-field', { detail: `the name ${name} is reserved` });
  level.names.add(name);
  return undefined;
};

/** Depth and names, before anything is built from the text. */
const inspect = (text: string): Refusal<'malformed-json' | 'invalid-field'> | undefined => {
  const levels: Level[] = [];
  let before = '';
  for (const [token] of text.matchAll(TOKENS)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') levels.push({ names: new Set(), isObject: token === '{' });
    if (levels.length > MAX_DEPTH) return malformed(`more than ${MAX_DEPTH} levels`);
    if (token === '}' || token === ']') levels.pop();
    const refusal = token === ':' && level?.isObject ? readName(before, level) : undefined;
    if (refusal) return refusal;
    before = token;
  }
  return undefined;
};

/**
 * Reads I-JSON (RFC 7493): no name twice, no lone surrogate, no number out of range, and nothing that could reach a
 * prototype. What passes has one canonical text.
 */
export const readJson = (text: string): JsonReading => {
  const refusal = inspect(text);
  if (refusal) return { ok: false, refusal };
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value, canonical: canonicalJson(value) };
  } catch {
    return { ok: false, refusal: malformed('the text cannot be read') };
  }
};
