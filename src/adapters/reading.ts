import { finite, id, link, name } from '../contract/explanation-values.ts';
import { parse } from '../contract/parse.ts';
import { toPlain } from '../contract/plain-text.ts';

/** Members by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** UTF-16 units of JSON; an engine's longer answer is not read at all. */
const MAX_CHARACTERS = 5_000_000;

/** The value as plain data: no getter, no cycle, no class. Undefined when it is none, or too large. */
export const plainOf = (value: unknown): unknown => {
  try {
    const json = JSON.stringify(value);
    return json.length <= MAX_CHARACTERS ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
};

/** Whether it is an object with members, and no list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at the end of these names; undefined where any of them is not there. Never a member that every object has. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, step) => (isFields(found) && Object.hasOwn(found, step) ? found[step] : undefined),
    value,
  );

/** The first of these members that is there and not null: engines rename their fields. */
export const anyOf = (value: unknown, ...names: readonly string[]): unknown =>
  names.map((one) => at(value, one)).find((found) => found !== undefined && found !== null);

/** The list, or an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A number that is one. */
export const numberOf = (value: unknown): number | undefined => parse(finite, value);

/** Text, or a number written as text; undefined for anything else and for nothing. */
export const rawText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Text of at most `max` UTF-16 units that may be shown; undefined when there is nothing to see. */
export const textOf = (value: unknown, max = 200): string | undefined => {
  const text = rawText(value);
  return text === undefined ? undefined : parse(name, toPlain(text, Math.min(max, 200)));
};

const escaped = (sign: string): string =>
  [...new TextEncoder().encode(sign)].map((byte) => `@${byte.toString(16).padStart(2, '0')}`).join('');

/**
 * The engine's id as the format spells ids; one that it cannot spell is percent-encoded with `@` for `%`. Undefined for what is no
 * id, or too long to be kept apart from others.
 */
export const idOf = (value: unknown): string | undefined => {
  const text = rawText(value);
  if (text === undefined || text.length > 128) return undefined;
  return parse(id, text) ?? parse(id, text.replace(/[^\w.:/-]/gu, escaped));
};

/** An address: absolute, or a path of the page's origin. */
export const linkOf = (value: unknown, origin: string): string | undefined => {
  if (typeof value !== 'string' || value.length > 2048) return undefined;
  return parse(link, /^\/(?![/\\])/.test(value) ? origin + value : value);
};
