import * as v from 'valibot';
import { choiceKey, compactJws, eventId, languageTag, origin, sha256Text, subjectId, timestamp } from './ids.ts';
import { noticeRef } from './notice.ts';
import { wholeRecord } from './whole-record.ts';
import { strictObject } from './shape.ts';

/** What a shopper says about one purpose. */
export const choice = v.picklist(['given', 'refused']);
export type Choice = v.InferOutput<typeof choice>;

/** The act that made the event. */
export const action = v.picklist(['accept-all', 'refuse-all', 'save', 'withdraw', 'gpc', 'import']);
export type Action = v.InferOutput<typeof action>;

/** Where the act took place; `api` is the shop's page or assistive software that sends untrusted events only. */
export const surface = v.picklist(['notice', 'choices', 'why', 'api']);
export type Surface = v.InferOutput<typeof surface>;

/** One choice or many, made in one act. Frozen as `consent-event/1` once released. */
export const consentEvent = strictObject({
  schema: v.literal('consent-event/1'),
  event_id: eventId,
  subject: subjectId,
  site: origin,
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** SHA-256 of the canonical JSON of the event before; null on the first. */
  prev: v.nullable(sha256Text),
  /** The device's clock; told, never believed. */
  occurred_at: timestamp,
  action,
  surface,
  notice: noticeRef,
  choices: v.pipe(
    wholeRecord(choiceKey, choice),
    v.check((all) => Object.keys(all).length >= 1, 'at least one choice'),
    v.check((all) => Object.keys(all).length <= 200, 'at most 200 choices'),
  ),
  signals: strictObject({ gpc: v.boolean() }),
  region: strictObject({
    declared: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}(?:-[A-Z\d]{1,3})?$/))),
    source: v.picklist(['merchant', 'none']),
  }),
  /** A device key's signature over the event without this field. */
  client_jws: v.optional(v.pipe(compactJws, v.maxLength(2000))),
});
export type ConsentEvent = v.InferOutput<typeof consentEvent>;

/** Languages a notice may be shown in; exported for the config file's schema. */
export const noticeLanguage = languageTag;
