import type { Link, Neighbours } from './neighbours.ts';
import { linkTo } from './neighbours.ts';
import type { OrdersIndex } from './orders-index.ts';
import type { Row } from './rows.ts';

/** One summand of a score. The score is their plain sum, nothing else. */
export type Part =
  | { readonly kind: 'row'; readonly value: number; readonly row: Row; readonly link: Link }
  | { readonly kind: 'popular'; readonly value: number; readonly orders: number }
  | { readonly kind: 'match'; readonly value: number; readonly words: readonly string[] };

/** One product in its place. `parts` is computed on demand: only what is shown needs it. */
export type Placed = { readonly item: number; readonly score: number; readonly parts: () => readonly Part[] };

/** All products that were ranked, best first. */
export type Ranking = readonly Placed[];

/** A row, what its links are multiplied by, and the links. */
export type WeighedRow = { readonly row: Row; readonly factor: number; readonly neighbours: Neighbours };

/** What a ranking is made from; `isOut` says which products may not be in it. */
export type RankInput = {
  readonly index: OrdersIndex;
  readonly rows: readonly WeighedRow[];
  readonly isOut: (item: number) => boolean;
};

/** What each row adds to one product's score, in the order of the rows. */
const rowParts = ({ index, rows }: RankInput, item: number): readonly Part[] =>
  rows.flatMap(({ row, factor, neighbours }) => {
    const link = linkTo(index, { item: row.item, neighbours }, item);
    return link ? [{ kind: 'row', value: factor * link.weight, row, link }] : [];
  });

const rowScores = ({ index, rows }: RankInput): Float64Array => {
  const scores = new Float64Array(index.productCount);
  for (const { factor, neighbours } of rows) {
    neighbours.items.forEach((item, at) => {
      scores[item] = (scores[item] ?? 0) + factor * (neighbours.weights[at] ?? 0);
    });
  }
  return scores;
};

const byScore = (a: Placed, b: Placed): number => b.score - a.score || a.item - b.item;

/** Products that go with the rows. */
export const rankByRows = (input: RankInput): Ranking => {
  const placed: Placed[] = [];
  rowScores(input).forEach((score, item) => {
    if (score > 0 && !input.isOut(item)) placed.push({ item, score, parts: () => rowParts(input, item) });
  });
  return placed.toSorted(byScore);
};

/** Products by the share of recent orders that held them: the same for everybody. */
export const rankByPopularity = ({ index: { recent }, isOut }: Omit<RankInput, 'rows'>): Ranking =>
  recent.counts
    .flatMap((orders, item): readonly Placed[] => {
      const score = orders / Math.max(1, recent.orders);
      return orders === 0 || isOut(item)
        ? []
        : [{ item, score, parts: () => [{ kind: 'popular', value: score, orders }] }];
    })
    .toSorted(byScore);

/** A search hit: how well it matches, 0 to 1, and by which of the words. */
export type Hit = { readonly item: number; readonly relevance: number; readonly words: readonly string[] };

/** In a search the question counts most: rows are worth a quarter of what they are worth in a list of recommendations. */
const SEARCH_SHARE = 0.25;

/** Search hits, those that go with the rows moved up: relevance plus a quarter of what the rows add. */
export const rankHits = (hits: readonly Hit[], input: RankInput): Ranking =>
  hits
    .filter(({ item }) => !input.isOut(item))
    .map(({ item, relevance, words }): Placed => {
      const rows = input.rows.map((row) => ({ ...row, factor: row.factor * SEARCH_SHARE }));
      const parts: readonly Part[] = [
        { kind: 'match', value: relevance, words },
        ...rowParts({ ...input, rows }, item),
      ];
      return { item, score: parts.reduce((sum, { value }) => sum + value, 0), parts: () => parts };
    })
    .toSorted(byScore);
