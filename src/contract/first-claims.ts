import * as v from 'valibot';
import { count, finite, id, instant, link, list, localised, money, name, oneOf } from './explanation-values.ts';
import { languageTag, sha256Text } from './ids.ts';
import { plainText } from './plain-text.ts';
import { object } from './shape.ts';

/** One thing that moved a recommendation; `weight` null says: part of the decision, strength not disclosed. */
export const factor = object({
  id,
  code: plainText(60),
  label: localised,
  weight: v.nullable(finite),
  effect: oneOf('for', 'against', 'neutral', 'unknown'),
  basis: oneOf('exact', 'approximate', 'declared', 'observed', 'unknown'),
  data: v.optional(list(id, 40), []),
  detail: v.optional(
    object({
      together: v.optional(count),
      lift: v.optional(finite),
      confidence: v.optional(finite),
      similarity: v.optional(finite),
      recency: v.optional(finite),
    }),
  ),
  controls: v.optional(list(id, 8), []),
});
export type Factor = v.InferOutput<typeof factor>;

/** The datum a factor rests on, with its provenance and, under consent, the receipt that allowed it. */
export const dataRow = object({
  id,
  category: plainText(60),
  dpv: v.optional(v.pipe(v.string(), v.regex(/^(?:dpv|pd|dpv-pd|ai|eu-gdpr):[A-Za-z]{1,80}$/))),
  about: oneOf('shopper', 'other-shoppers', 'item', 'session', 'context'),
  origin: oneOf('provided', 'observed', 'inferred', 'derived', 'third-party'),
  source: v.optional(plainText(120)),
  from: v.optional(instant),
  to: v.optional(instant),
  count: v.optional(count),
  examples: v.optional(list(object({ label: plainText(140), at: v.optional(instant), ref: v.optional(id) }), 5), []),
  purpose: plainText(120),
  basis: oneOf('consent', 'legitimate-interest', 'contract', 'legal-obligation', 'not-personal'),
  consent: v.optional(
    object({
      purposeId: id,
      receiptId: v.optional(id),
      stateAtUse: oneOf('given', 'refused', 'denied', 'withdrawn', 'unknown'),
      at: v.optional(instant),
    }),
  ),
  special: v.optional(v.boolean(), false),
  retention: v.optional(plainText(60)),
  recipients: v.optional(list(plainText(120), 10), []),
  controls: v.optional(list(id, 8), []),
});
export type DataRow = v.InferOutput<typeof dataRow>;

/** The claims of an explanation that its first view is told from: for whom and when it was made, for what, why, and whether money counted. */
export const firstClaims = object({
  v: v.literal(1),
  id,
  iss: v.pipe(v.string(), v.maxLength(2048)),
  aud: v.pipe(v.string(), v.maxLength(2048)),
  /** Seconds since 1970 (RFC 7519 NumericDate). */
  iat: count,
  exp: count,
  lang: languageTag,
  subject: v.optional(id),
  nonce: v.optional(id),
  /** SHA-256 of the explanation before, in the same response. */
  previous: v.optional(sha256Text),
  kind: oneOf('recommendation', 'search-rank', 'advert', 'price', 'chat-answer'),
  item: object({ id, name, url: v.optional(link), price: v.optional(money) }),
  method: object({
    type: oneOf(
      'exact-additive',
      'shap',
      'linear',
      'als-explain',
      'search-explain',
      'rule',
      'vendor-reason',
      'observed-strategy',
      'llm-generated',
      'none',
    ),
    verified: v.boolean(),
    tolerance: v.optional(v.pipe(finite, v.minValue(0))),
    note: v.optional(localised),
  }),
  score: v.optional(
    object({
      value: finite,
      scale: oneOf('additive', 'log-odds', 'probability', 'percent-0-100', 'bm25', 'ordinal', 'unscaled'),
      base: v.optional(finite),
      residual: v.optional(finite),
      calibration: v.optional(object({ statement: localised, n: v.optional(count), measuredAt: v.optional(instant) })),
    }),
  ),
  factors: list(factor, 24),
  data: list(dataRow, 40),
  commercial: object({
    sponsored: v.boolean(),
    payer: v.optional(plainText(120)),
    onBehalfOf: v.optional(plainText(120)),
    effect: oneOf('none', 'included', 'boosted', 'unknown'),
    promotion: v.optional(plainText(80)),
    marginUsed: v.optional(v.nullable(v.boolean())),
    ownBrand: v.optional(v.nullable(v.boolean())),
  }),
});
export type FirstClaims = v.InferOutput<typeof firstClaims>;
