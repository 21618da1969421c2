import type { Placed, Ranking } from './rank.ts';
import type { Recommendation } from './recommend.ts';
import type { Row } from './rows.ts';
import type { Shares } from './smallest-change.ts';
import { proposals, sharesOf } from './smallest-change.ts';

/** Leaving out more rows than these would be no small change. */
const SIZES = [1, 2, 3] as const;

/** Answers "and without this?" for one answer's explanations, each question worked out once. */
export type WhatIf = {
  readonly ranking: Ranking;
  /** The ranking without these data rows. */
  readonly without: (ids: readonly string[]) => Ranking;
  /** The ranking without all data about the shopper. */
  readonly impersonal: () => Ranking;
  /**
   * The fewest of these rows, at most three, without which another product comes first; else the fewest of the strongest
   * without which this product has another place. `rows` are in the order of their strength. Undefined where no such
   * change alters anything.
   */
  readonly smallest: (rows: readonly Row[], item: number) => readonly string[] | undefined;
};

const remembered = <K, T>(work: (key: K) => T): ((key: K) => T) => {
  const known = new Map<K, T>();
  return (key) => {
    const found = known.get(key) ?? work(key);
    known.set(key, found);
    return found;
  };
};

const once = <T>(work: () => T): (() => T) => {
  const known = remembered<'it', T>(work);
  return () => known('it');
};

/** A product's place in a ranking, from 1; 0 where it is not in it. */
export const placeIn = (ranking: Ranking, item: number): number => 1 + ranking.findIndex((one) => one.item === item);

const setName = (ids: readonly string[]): string => JSON.stringify(ids.toSorted());

/** Prepares the questions; nothing is ranked again before it is asked. */
export const whatIf = (recommendation: Recommendation): WhatIf => {
  const { ranking } = recommendation;
  const first = ranking[0]?.item ?? -1;
  const rank = remembered((name: string) => recommendation.without(JSON.parse(name)));
  const without = (ids: readonly string[]): Ranking => rank(setName(ids));
  const impersonal = once(recommendation.impersonal);
  const pool = remembered(recommendation.withOlder);
  const shares = remembered<Placed, Shares>(sharesOf);
  const costsFirst = (rows: readonly Row[], size: number): readonly string[] | undefined =>
    proposals(pool(size), { first, rows, size, sharesOf: shares }).find((ids) => without(ids)[0]?.item !== first);
  const moves = (rows: readonly Row[], item: number): readonly string[] | undefined =>
    SIZES.map((size) => rows.slice(0, size).map(({ id }) => id)).find(
      (ids) => placeIn(without(ids), item) !== placeIn(ranking, item),
    );
  return {
    ranking,
    without,
    impersonal,
    smallest: (rows, item) => {
      for (const size of SIZES.filter((one) => one <= rows.length)) {
        const ids = costsFirst(rows, size);
        if (ids) return ids;
      }
      return moves(rows, item);
    },
  };
};
