import * as v from 'valibot';
import { finite, id, list } from './explanation-values.ts';
import { object } from './shape.ts';

/** More factors than any listed: an engine may have worked with thousands. */
const MOST_FACTORS = 10_000;

/**
 * What a merchant's engine answers when it recomputes one explanation (`candor explain check --engine`): every factor it
 * worked with, and the base if there is one. A whole explanation with all its factors is one, too.
 */
export const recomputed = object({
  id,
  factors: list(object({ id, weight: finite }), MOST_FACTORS),
  score: v.optional(object({ base: v.optional(finite) })),
});
export type Recomputed = v.InferOutput<typeof recomputed>;
