/** The next number in [0, 1). */
export type Chance = () => number;

/** A repeatable sequence for a seed: mulberry32 (public domain, T. Ettinger). Not for secrets. */
export const seeded = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A whole number from `low` to `high`, both included. */
export const between = (chance: Chance, low: number, high: number): number =>
  low + Math.floor(chance() * (high - low + 1));

/** One of the list, the earlier the likelier: the n-th has weight 1 / (n + 2). */
export const likelyFirst = <T>(chance: Chance, list: readonly T[]): T | undefined => {
  const total = list.reduce((sum, _, place) => sum + 1 / (place + 2), 0);
  let left = chance() * total;
  return list.find((_, place) => {
    left -= 1 / (place + 2);
    return left < 0;
  });
};

/** The list in another order (Fisher–Yates, as first published: draw one, strike it out). */
export const shuffled = <T>(chance: Chance, list: readonly T[]): readonly T[] => {
  const left = [...list];
  return list.flatMap(() => left.splice(between(chance, 0, left.length - 1), 1));
};
