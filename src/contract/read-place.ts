import * as v from 'valibot';
import { explanation } from './explanation.ts';
import { id } from './explanation-values.ts';
import { parse } from './parse.ts';

const place = v.object({
  surface: v.fallback(v.optional(v.object({ id })), undefined),
  rank: v.fallback(explanation.entries.rank, undefined),
});

/** The list an explanation stands in, and its place there, from 1: what a list is compared by. */
export type Place = {
  readonly surface: string | undefined;
  readonly rank: number | undefined;
  readonly of: number | undefined;
};

/** Reads no more than the place: the whole would take as long for each of a list as for the one that is shown. Never throws. */
export const readPlace = (value: unknown): Place => {
  try {
    const { surface, rank } = parse(place, value) ?? {};
    return { surface: surface?.id, rank: rank?.position, of: rank?.of };
  } catch {
    // A getter of the page's own object.
    return { surface: undefined, rank: undefined, of: undefined };
  }
};
