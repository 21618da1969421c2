import * as v from 'valibot';
import { count, finite, id, instant, link, list, localised, money, name, oneOf } from './explanation-values.ts';
import { firstClaims } from './first-claims.ts';
import { plainText } from './plain-text.ts';
import { object } from './shape.ts';

export { type DataRow, dataRow, type Factor, factor } from './first-claims.ts';

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
  ...firstClaims.entries,
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
