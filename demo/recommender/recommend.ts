import type { Neighbours } from './neighbours.ts';
import { neighboursOf } from './neighbours.ts';
import type { OrdersIndex } from './orders-index.ts';
import type { Hit, RankInput, Ranking } from './rank.ts';
import { rankByPopularity, rankByRows, rankHits } from './rank.ts';
import type { Row } from './rows.ts';
import { latestAt, PURPOSE_OF, rowFactor } from './rows.ts';

/** At most this many rows count, the newest: what cannot be told in one explanation should not decide. */
export const MOST_ROWS = 30;

/** A ranking, and the way to ask for it again with fewer rows: counterfactuals are found by doing it. */
export type Recommendation = {
  readonly ranking: Ranking;
  /** The whole ranking after objections to these rows. */
  readonly without: (ids: readonly string[]) => Ranking;
  /** The whole ranking if so many rows more counted: older ones, which move up when as many others are left out. */
  readonly withOlder: (more: number) => Ranking;
  /** The whole ranking without anything about the shopper. */
  readonly impersonal: () => Ranking;
};

/** What is asked for: the rows that may be used, and products that must not be shown. */
export type Question = {
  readonly index: OrdersIndex;
  readonly rows: readonly Row[];
  readonly isHidden: (item: number) => boolean;
};

const newest = (rows: readonly Row[], count: number): readonly Row[] =>
  rows.toSorted((a, b) => latestAt(b) - latestAt(a) || (a.id < b.id ? -1 : 1)).slice(0, count);

const NONE: ReadonlySet<number> = new Set();

/** What tells one way to recommend from another. */
type Way = {
  readonly rank: (input: RankInput) => Ranking;
  /** Whether what a left-out row is about is left out of the list as well. */
  readonly hidesLeftOut: boolean;
};

const prepare = ({ index, rows, isHidden }: Question, { rank, hidesLeftOut }: Way): Recommendation => {
  const known = new Map<number, Neighbours>();
  const neighbours = (item: number): Neighbours => {
    const found = known.get(item) ?? neighboursOf(index, item);
    known.set(item, found);
    return found;
  };
  const ask = (used: readonly Row[], { hidden = NONE, count = MOST_ROWS } = {}): Ranking =>
    rank({
      index,
      isOut: (item) => hidden.has(item) || isHidden(item),
      rows: newest(used, count).map((row) => ({
        row,
        factor: rowFactor(row, index.newestDay),
        neighbours: neighbours(row.item),
      })),
    });
  const ranking = ask(rows);
  return {
    ranking,
    without: (ids) => {
      const isLeftOut = ({ id }: Row): boolean => ids.includes(id);
      const hidden = hidesLeftOut ? new Set(rows.filter(isLeftOut).map(({ item }) => item)) : NONE;
      return ask(
        rows.filter((row) => !isLeftOut(row)),
        { hidden },
      );
    },
    withOlder: (more) => (rows.length <= MOST_ROWS ? ranking : ask(rows, { count: MOST_ROWS + more })),
    impersonal: () => ask(rows.filter(({ kind }) => PURPOSE_OF[kind] === undefined)),
  };
};

const rankList = ({ index, rows, isOut }: RankInput): Ranking => {
  const owned = new Set(rows.filter(({ row }) => row.kind !== 'view').map(({ row }) => row.item));
  const personal = rankByRows({ index, rows, isOut: (item) => owned.has(item) || isOut(item) });
  const listed = new Set(personal.map(({ item }) => item));
  const popular = rankByPopularity({ index, isOut: (item) => listed.has(item) || owned.has(item) || isOut(item) });
  return [...personal, ...popular];
};

/**
 * Products that go with the rows, then what is popular. Without rows: what is popular. Nothing the rows say the shopper
 * has; and what the shopper objected to is not brought up again.
 */
export const recommend = (question: Question): Recommendation =>
  prepare(question, { rank: rankList, hidesLeftOut: true });

/** Search hits, put in order by how well they match and by the rows. What was asked for by name is never held back. */
export const recommendHits = (hits: readonly Hit[], question: Question): Recommendation =>
  prepare(question, { rank: (input) => rankHits(hits, input), hidesLeftOut: false });
