import * as v from 'valibot';
import { origin } from './ids.ts';
import { notice } from './notice.ts';
import { mechanism, purpose, vendor } from './purpose.ts';
import { object } from './shape.ts';

const link = v.pipe(v.string(), v.maxLength(2048), v.url(), v.regex(/^https?:\/\//));

/** Who is responsible, and how a person is reached (GDPR Art. 13(1)(a)). */
export const controller = object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  privacyUrl: v.optional(link),
  contactUrl: v.optional(link),
});

/** Days the shop keeps the record of a subject that asked for erasure, as proof and for nothing else, before it is deleted. */
export const proofHold = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)), 0);

/** `GET /v1/config?lang=`: all a widget must know of a shop, in one language. */
export const config = object({
  /** `iss` of every receipt and explanation. */
  issuer: origin,
  controller,
  lang: notice.entries.lang,
  languages: v.array(notice.entries.lang),
  notice,
  purposes: v.pipe(v.array(purpose), v.minLength(1), v.maxLength(40)),
  vendors: v.optional(v.array(vendor), []),
  /** Region → mechanism before a choice; `*` is everywhere else. */
  regimes: v.record(v.string(), mechanism),
  /** Event schemas this backend takes, newest first. */
  accepts: v.array(v.string()),
  proofHold,
  features: object({ apiGrants: v.optional(v.boolean(), false) }),
  /** Origins an item's link may lead to. */
  shopOrigins: v.array(origin),
});
export type Config = v.InferOutput<typeof config>;
