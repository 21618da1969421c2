import * as v from 'valibot';
import { purposeId } from './ids.ts';
import { object } from './shape.ts';

/** Lawful basis (GDPR Art. 6(1)). Only a purpose on consent can be chosen; the others are told. */
export const basis = v.picklist(['consent', 'contract', 'legitimate-interest', 'legal-obligation']);

/** What holds in a region before the shopper has said anything, for a basis other than consent. */
export const mechanism = v.picklist(['opt-in', 'opt-out', 'notice-only']);
export type Mechanism = v.InferOutput<typeof mechanism>;

/** ISO 8601 duration in whole years, months or days: `P12M`. */
export const duration = v.pipe(v.string(), v.regex(/^P(?:\d{1,3}Y)?(?:\d{1,3}M)?(?:\d{1,4}D)?$/), v.minLength(3));

/** A recipient that a purpose names. */
export const vendor = object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
});

/** Why data is processed, as rules see it; what the shopper reads stands in the notice. */
export const purpose = object({
  id: purposeId,
  basis,
  mechanism: v.optional(mechanism, 'opt-in'),
  ai: v.optional(v.boolean(), false),
  /** Sale or targeted advertising: what Global Privacy Control switches off. */
  gpc: v.optional(v.boolean(), false),
  validFor: v.optional(duration, 'P12M'),
  vendors: v.optional(v.array(vendor.entries.id), []),
});
export type Purpose = v.InferOutput<typeof purpose>;

/** Whether a shopper decides about this purpose at all. */
export const isChoosable = (candidate: Purpose): boolean => candidate.basis === 'consent';
