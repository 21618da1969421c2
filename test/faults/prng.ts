import { between, type Chance, seeded } from '../../demo/data/prng.ts';

export { between, type Chance, seeded };

/** True with the given probability. */
export const rolls = (chance: Chance, probability: number): boolean => chance() < probability;

/** One of a list that is not empty, each as likely as the other. */
export const oneOf = <T>(chance: Chance, list: readonly [T, ...T[]]): T =>
  list[between(chance, 0, list.length - 1)] ?? list[0];

/** One of a list by weight: `[what, weight]`. */
export const weighted = <T>(chance: Chance, list: readonly [readonly [T, number], ...(readonly [T, number])[]]): T => {
  let left = chance() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [what, weight] of list) {
    left -= weight;
    if (left < 0) return what;
  }
  return list[0][0];
};
