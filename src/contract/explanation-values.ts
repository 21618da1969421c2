import * as v from 'valibot';
import { languageTag } from './ids.ts';
import { plainText } from './plain-text.ts';
import { object } from './shape.ts';

/** Name of something within the shop: an explanation, an item, a factor, a row. */
export const id = v.pipe(v.string(), v.regex(/^[\w.:@/-]{1,128}$/));
/** Address on the web. */
export const link = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\//));
/** One sentence in one or more languages (BCP 47 tag → text). */
export const localised = v.pipe(
  v.record(languageTag, plainText(280)),
  v.check((all) => Object.keys(all).length > 0),
);
/** Name of an item, as the shop writes it. */
export const name = plainText(200);
/** RFC 3339, or its date alone; other spellings are read differently by every engine. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][01]\d:[0-5]\d))?$/),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'not a date'),
);
/** A number, and neither infinite nor none. */
export const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** At most `max` items. */
export const list = <const TSchema extends v.GenericSchema>(item: TSchema, max: number) =>
  v.pipe(v.array(item), v.maxLength(max));
/** A closed vocabulary; a value this version does not know reads as `other`. */
export const oneOf = <const TWords extends readonly string[]>(...words: TWords) =>
  v.picklist([...words, 'other'] as const);

/** An amount in the currency's minor unit, and its ISO 4217 code. */
export const money = object({ amount: count, currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) });
export type Money = v.InferOutput<typeof money>;
