import * as v from 'valibot';
import { controller } from './config.ts';
import { duration, purpose } from './purpose.ts';
import { strictObject } from './shape.ts';

/** ISO 3166 country. */
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const line = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const lines = v.pipe(v.array(line(120)), v.minLength(1), v.maxLength(20));
const terms = (term: RegExp) => v.pipe(v.array(v.pipe(v.string(), v.regex(term))), v.minLength(1), v.maxLength(20));

/** Who is responsible, with what the standard renderings of a receipt ask for; what is left out they call "not stated". */
export const merchantController = strictObject({
  ...controller.entries,
  /** Person or desk that answers about personal data. */
  contact: v.optional(line(120)),
  phone: v.optional(line(40)),
  address: v.optional(
    strictObject({
      street: line(200),
      postcode: v.optional(line(20)),
      city: v.optional(line(100)),
      country: v.optional(country),
    }),
  ),
  /** Countries (ISO 3166) whose law applies, or `EU`; the address's country when absent. */
  jurisdictions: v.optional(v.pipe(v.array(country), v.minLength(1), v.maxLength(20))),
});

/** A purpose as rules see it, with what it is called in the standard renderings of a receipt. */
export const merchantPurpose = strictObject({
  ...purpose.entries,
  /** What it is for, in terms of DPV 2.3: `dpv:ProvidePersonalisedRecommendations`. `dpv:Purpose` when absent. */
  dpv: v.optional(terms(/^dpv:[A-Z][A-Za-z\d]*$/)),
  /** Which data, in terms of DPV 2.3: `pd:BrowsingBehaviour`. `dpv:PersonalData` when absent. */
  personalData: v.optional(terms(/^(?:dpv|pd):[A-Z][A-Za-z\d]*$/)),
  /** How long the data is kept (ISO 8601); the notice's sentence about it when absent. */
  storage: v.optional(duration),
  /** Categories of the Kantara consent receipt 1.1; "not stated" when absent. */
  kantara: v.optional(
    strictObject({ category: v.optional(lines), pii: v.optional(lines), sensitive: v.optional(lines) }),
  ),
});
export type MerchantPurpose = v.InferOutput<typeof merchantPurpose>;
