import type { Placed, Ranking } from './rank.ts';
import type { Row } from './rows.ts';

/** Sums of the same numbers in another order differ by less. */
const SLACK = 1e-12;

/** What each row adds to a product's score, by the row's id. */
export type Shares = ReadonlyMap<string, number>;

/** Works out the shares of a product. */
export const sharesOf = (placed: Placed): Shares =>
  new Map(placed.parts().flatMap((part) => (part.kind === 'row' ? [[part.row.id, part.value]] : [])));

/** What is looked for: `first` is the product that comes first now; `size` of the rows are left out at once. */
export type Search = {
  readonly first: number;
  readonly rows: readonly Row[];
  readonly size: number;
  readonly sharesOf: (placed: Placed) => Shares;
};

type Weight = (id: string) => number;
type LeftOut = readonly string[];

const weightIn =
  (shares: Shares): Weight =>
  (id) =>
    shares.get(id) ?? 0;

const sum = (ids: LeftOut, weight: Weight): number => ids.reduce((total, id) => total + weight(id), 0);

const heaviest = (rows: readonly Row[], size: number, weight: Weight): LeftOut =>
  rows
    .map(({ id }) => id)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, size);

/** By which sets one rival would come before the first product. A row about the rival itself may take that off the list. */
const againstRival = (own: Placed, rival: Placed, { rows, size, sharesOf: shares }: Search): readonly LeftOut[] => {
  const helpsOwn = weightIn(shares(own));
  const helpsRival = weightIn(shares(rival));
  const lead: Weight = (id) => helpsOwn(id) - helpsRival(id);
  const others = rows.filter(({ item }) => item !== rival.item);
  const sets = (others.length < rows.length ? [rows, others] : [rows]).map((list) => heaviest(list, size, lead));
  return sets.filter((ids) => sum(ids, lead) + SLACK >= own.score - rival.score);
};

const isRanked = (placed: Placed): boolean => placed.parts().some(({ kind }) => kind !== 'popular');

/**
 * All sets of so many rows that can cost a product the first place, those it owes most to first. Scores are sums: against
 * one rival the best rows to leave out are those that help the first product most beyond it, and no other set of that size
 * need be tried. `pool` is the ranking with the rows that would move up.
 */
export const proposals = (pool: Ranking, search: Search): readonly LeftOut[] => {
  const { first, rows, size } = search;
  const own = pool.find(({ item }) => item === first);
  // A row that moves up says that the shopper has the product: any change takes it off the list.
  if (!own) return [rows.slice(0, size).map(({ id }) => id)];
  const helps = weightIn(search.sharesOf(own));
  const all = heaviest(rows, size, helps);
  const most = sum(all, helps) + SLACK;
  const byRival = pool
    .filter((rival) => rival !== own && rival.score >= own.score - most && isRanked(rival))
    .flatMap((rival) => againstRival(own, rival, search));
  const byNothing = most >= own.score ? [all] : [];
  const aboutIt = size === 1 ? rows.filter(({ item }) => item === first).map(({ id }) => [id]) : [];
  return [...byNothing, ...byRival, ...aboutIt].toSorted((a, b) => sum(b, helps) - sum(a, helps));
};
