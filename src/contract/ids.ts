import * as v from 'valibot';

/** `sub_` + 22 base64url characters: SHA-256 of the subject's secret, shortened. An identifier, never an authentication of a person. */
export const subjectId = v.pipe(v.string(), v.regex(/^sub_[\w-]{22}$/), v.brand('SubjectId'));
export type SubjectId = v.InferOutput<typeof subjectId>;

/** UUIDv7 (RFC 9562) that names one act; also its Idempotency-Key. */
export const eventId = v.pipe(
  v.string(),
  v.regex(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
  v.brand('EventId'),
);
export type EventId = v.InferOutput<typeof eventId>;

/** `rcp_` + lower-case hexadecimal: the `jti` of a receipt. */
export const receiptId = v.pipe(v.string(), v.regex(/^rcp_[\da-f]{16,40}$/), v.brand('ReceiptId'));
export type ReceiptId = v.InferOutput<typeof receiptId>;

/** SHA-256 as 43 base64url characters, unpadded. */
export const sha256Text = v.pipe(v.string(), v.regex(/^[\w-]{43}$/), v.brand('Sha256'));
export type Sha256 = v.InferOutput<typeof sha256Text>;

/** Engines read 30 February and 24:00 differently, or as another day: only what spells itself back is a time. */
const isRealTime = (text: string): boolean => {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
};

/** RFC 3339 in UTC with milliseconds, `2026-11-22T10:15:30.120Z`. */
export const timestamp = v.pipe(
  v.string(),
  v.regex(/^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d\.\d{3}Z$/),
  v.check(isRealTime, 'not a date'),
  v.brand('Timestamp'),
);
export type Timestamp = v.InferOutput<typeof timestamp>;

/** A purpose's name, dotted: `assistant.personalise.purchases`. Names that every object has are no purpose's. */
export const purposeId = v.pipe(
  v.string(),
  v.regex(/^(?!(?:constructor|prototype)$)[a-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,5}$/),
  v.brand('PurposeId'),
);
export type PurposeId = v.InferOutput<typeof purposeId>;

/** What a choice is about: a purpose, or `purpose@vendor` for one vendor of it. */
export const choiceKey = v.pipe(
  v.string(),
  v.regex(/^(?!(?:constructor|prototype)(?:@|$))[a-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,5}(?:@[\w-]{1,40})?$/),
  v.brand('ChoiceKey'),
);
export type ChoiceKey = v.InferOutput<typeof choiceKey>;

const isSpelledOrigin = (text: string): boolean => {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
};

/** An origin as the browser spells it: scheme, host, port when not the default; no path. */
export const origin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https?:\/\/[^/\s?#]+$/),
  v.check(isSpelledOrigin, 'not as a browser spells it'),
  v.brand('Origin'),
);
export type Origin = v.InferOutput<typeof origin>;

/** BCP 47 language tag. */
export const languageTag = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,4}$/));

/** A compact JWS (RFC 7515 §7.1): three base64url parts. */
export const compactJws = v.pipe(v.string(), v.maxLength(90_000), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/));

/** A random, 32-byte secret as 43 base64url characters; travels only in `Authorization: Bearer`. */
export const secretText = v.pipe(v.string(), v.regex(/^[\w-]{43}$/), v.brand('Secret'));
export type Secret = v.InferOutput<typeof secretText>;
