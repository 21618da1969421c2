import { firstClaims, type FirstClaims } from './first-claims.ts';
import { type Mark, readAlong, type Spared } from './read-along.ts';

/** An explanation's first claims as far as they could be read. */
export type ReadableClaims = Omit<FirstClaims, Spared> & Partial<Pick<FirstClaims, Spared & keyof FirstClaims>>;

/** What could be read of them, and every place where that is not what was sent. */
export type ReadClaims = { readonly explanation: ReadableClaims; readonly marks: readonly Mark[] };

/** Reads the claims that a first view is told from. Undefined where the whole explanation could not be read either. */
export const readFirstClaims = (value: unknown): ReadClaims | undefined =>
  readAlong(firstClaims, value) as ReadClaims | undefined;
