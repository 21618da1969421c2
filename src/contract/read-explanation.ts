import { explanation as schema, type Explanation } from './explanation.ts';
import { type Mark, readAlong, type Spared } from './read-along.ts';

export { depthOf, type Mark, type MarkReason, MAX_CHARACTERS, MAX_DEPTH } from './read-along.ts';

/** An explanation as far as it could be read. */
export type ReadableExplanation = Omit<Explanation, Spared> & Partial<Pick<Explanation, Spared>>;

/** What could be read, and every place where that is not what was sent. */
export type ReadExplanation = { readonly explanation: ReadableExplanation; readonly marks: readonly Mark[] };

/** Reads an explanation along its one schema. Undefined when it does not even say who made it, when, and for which item. */
export const readExplanation = (value: unknown): ReadExplanation | undefined =>
  readAlong(schema, value) as ReadExplanation | undefined;
