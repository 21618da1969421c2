/** Parameters of one statement that every database takes. */
const MOST = 500;

/** A long list in parts that one statement takes. */
export const chunksOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / MOST) }, (_none, at) => all.slice(at * MOST, (at + 1) * MOST));
