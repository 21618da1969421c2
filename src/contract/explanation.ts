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

/** What the shopper can do about it. The `type` decides what happens; nothing else in here does. */
export const control = object({
  id,
  type: oneOf(
    'exclude-data',
    'not-interested',
    'hide-item',
    'hide-brand',
    'disable-data',
    'disable-personalisation',
    'object-direct-marketing',
    'withdraw-consent',
    'wrong-data',
    'report-explanation',
    'request-human',
    'access-request',
    'delete-data',
  ),
  label: v.optional(localised),
  effect: oneOf('immediate', 'next-visit', '24h', '30d'),
  receipt: v.optional(v.boolean()),
});
export type Control = v.InferOutput<typeof control>;

/** "Had this datum not been used": computed by the engine, `verified` when it really re-ranked. */
export const counterfactual = object({
  change: list(
    object({
      op: oneOf('exclude-data', 'disable-data', 'disable-personalisation', 'add-filter'),
      ref: v.optional(id),
    }),
    5,
  ),
  outcome: object({
    newRank: v.optional(v.nullable(count)),
    first: v.optional(object({ id, name: v.optional(name) })),
  }),
  verified: v.boolean(),
  control: v.optional(id),
});
export type Counterfactual = v.InferOutput<typeof counterfactual>;

/** Claims of an explanation, `typ: why+jws`, version 1: the signed statement of why one item was shown. */
export const explanation = object({
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
  surface: object({
    id,
    heading: v.optional(localised),
    strategy: oneOf(
      'co-purchase',
      'co-view',
      'similar-content',
      'similar-image',
      'search-match',
      'personal-profile',
      'segment',
      'popular',
      'recently-viewed',
      'new',
      'editorial',
      'sponsored',
      'exploration',
      'fallback',
      'unknown',
    ),
  }),
  item: object({ id, name, url: v.optional(link), price: v.optional(money) }),
  because: v.optional(list(object({ id, name: v.optional(name) }), 5), []),
  rank: v.optional(object({ position: count, of: v.optional(count) })),
  engine: object({
    name: plainText(80),
    version: v.optional(plainText(40)),
    adapter: plainText(60),
    model: v.optional(plainText(80)),
    trainedAt: v.optional(instant),
    card: v.optional(link),
    responseId: v.optional(plainText(128)),
  }),
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
  price: v.optional(
    object({
      personalised: v.boolean(),
      direction: v.optional(oneOf('lower', 'higher', 'same', 'unknown')),
      reference: v.optional(money),
      data: v.optional(list(id, 10), []),
      disclosures: v.optional(list(oneOf('eu-crd-6-1-ea', 'us-ny-gbl-349-a', 'us-ct-pa-26-64', 'none'), 6), []),
    }),
  ),
  counterfactuals: v.optional(list(counterfactual, 6), []),
  contrast: v.optional(
    object({
      insteadOf: object({ id, name: v.optional(name) }),
      differences: list(object({ factor: v.optional(id), delta: v.optional(finite), label: localised }), 6),
    }),
  ),
  alternatives: v.optional(
    list(
      object({
        id,
        name: v.optional(name),
        url: v.optional(link),
        why: v.optional(localised),
        personalised: v.boolean(),
      }),
      8,
    ),
    [],
  ),
  controls: list(control, 20),
  ai: v.optional(
    object({
      interacting: v.optional(v.boolean()),
      generatedText: v.optional(v.boolean()),
      model: v.optional(plainText(80)),
      tools: v.optional(
        list(
          object({
            name: plainText(80),
            at: v.optional(instant),
            data: v.optional(list(id, 20), []),
            resultCount: v.optional(count),
          }),
          20,
        ),
        [],
      ),
      citations: v.optional(
        list(object({ label: plainText(140), url: v.optional(link), quote: v.optional(plainText(280)) }), 12),
        [],
      ),
    }),
  ),
  contact: object({
    human: link,
    privacy: v.optional(link),
    complaint: v.optional(link),
    respondsWithin: v.optional(plainText(40)),
  }),
});
/** A complete explanation, as an engine signs it. */
export type Explanation = v.InferOutput<typeof explanation>;
/** What an engine writes: fields with a default may be left out. */
export type ExplanationInput = v.InferInput<typeof explanation>;
