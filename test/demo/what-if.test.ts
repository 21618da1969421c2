// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { seededShop } from '../../demo/data/seeded-orders.ts';
import { tellScore } from '../../demo/recommender/explain-factors.ts';
import { indexOrders } from '../../demo/recommender/orders-index.ts';
import type { Placed } from '../../demo/recommender/rank.ts';
import type { Recommendation } from '../../demo/recommender/recommend.ts';
import { MOST_ROWS, recommend, recommendHits } from '../../demo/recommender/recommend.ts';
import type { Row, RowKind } from '../../demo/recommender/rows.ts';
import { placeIn, whatIf } from '../../demo/recommender/what-if.ts';
import { rowsOfShopper } from './support.ts';

const data = seededShop();
const index = indexOrders(data);

/** Every set of one, two or three, the smaller ones first. */
const smallSets = (ids: readonly string[]): readonly (readonly string[])[] => {
  const singles = ids.map((id) => [id]);
  const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b]));
  const triples = pairs.flatMap(([a = '', b = '']) => ids.slice(ids.indexOf(b) + 1).map((c) => [a, b, c]));
  return [...singles, ...pairs, ...triples];
};

const rowsTold = (placed: Placed | undefined): readonly Row[] =>
  placed ? tellScore(placed).listed.flatMap((part) => (part.kind === 'row' ? [part.row] : [])) : [];

/** How many rows must go before another product is first, by trying every set. */
const byTrying = ({ ranking, without }: Recommendation): number | undefined =>
  smallSets(rowsTold(ranking[0]).map(({ id }) => id)).find((ids) => without(ids)[0]?.item !== ranking[0]?.item)?.length;

const stated = (recommendation: Recommendation, place = 0): readonly string[] | undefined => {
  const placed = recommendation.ranking[place];
  return placed && whatIf(recommendation).smallest(rowsTold(placed), placed.item);
};

const shoppers = Array.from({ length: 16 }, (_, at) => at * 25);

/** A shopper's rows as if they had been another kind in part, some of them looked at only. */
const mixed = (rows: readonly Row[], kind: RowKind): readonly Row[] =>
  rows.map((row, at) => (at % 2 === 0 ? row : { ...row, kind, id: row.id.replace('purchase', kind) }));

const questionOf = (rows: readonly Row[]) => ({ index, rows, isHidden: () => false });

describe('the smallest change of the first result', () => {
  test.each(['purchase', 'view'] as const)(
    'is as small as by trying every set, half of the rows %s',
    (kind) => {
      const found = shoppers.map((shopper) => {
        const recommendation = recommend(questionOf(mixed(rowsOfShopper(data, shopper), kind)));
        return [stated(recommendation)?.length, byTrying(recommendation)];
      });
      expect(found.map(([size]) => size)).toEqual(found.map(([, size]) => size));
      expect(new Set(found.map(([size]) => size)).size).toBeGreaterThan(1);
    },
    120_000,
  );
  test('is found where older rows move up', () => {
    const many = shoppers.flatMap((shopper) => rowsOfShopper(data, shopper));
    const rows = [...new Map(many.map((row) => [row.id, row])).values()];
    expect(rows.length).toBeGreaterThan(MOST_ROWS);
    for (const start of [0, 4, 8]) {
      const recommendation = recommend(questionOf(rows.slice(start, start + MOST_ROWS + 2)));
      expect(stated(recommendation)?.length).toBe(byTrying(recommendation));
    }
  }, 120_000);
  test('is found among search hits', () => {
    const hits = data.products.slice(0, 40).map((_, item) => ({ item, relevance: 1 - item / 400, words: ['mug'] }));
    const found = shoppers.map((shopper) => {
      const recommendation = recommendHits(hits, questionOf(rowsOfShopper(data, shopper)));
      return [stated(recommendation)?.length, byTrying(recommendation)];
    });
    expect(found.map(([size]) => size)).toEqual(found.map(([, size]) => size));
  }, 120_000);
  test('of the only row is to leave it out', () => {
    const [row] = rowsOfShopper(data, 3);
    if (!row) throw new Error('no row');
    const recommendation = recommend(questionOf([row]));
    expect(stated(recommendation)).toEqual([row.id]);
    expect(recommendation.without([row.id])[0]?.parts()[0]?.kind).toBe('popular');
  });
  test('is none where there is nothing about the shopper', () => {
    expect(stated(recommend(questionOf([])))).toBeUndefined();
  });
});

describe('for a product further down', () => {
  test('the change alters the first result or its own place', () => {
    for (const shopper of shoppers) {
      const recommendation = recommend(questionOf(rowsOfShopper(data, shopper)));
      const { ranking, without } = recommendation;
      const placed = ranking[4];
      const ids = stated(recommendation, 4);
      if (!placed || !ids) continue;
      const then = without(ids);
      const isSame = then[0]?.item === ranking[0]?.item && placeIn(then, placed.item) === 5;
      expect([ids.length <= 3, isSame]).toEqual([true, false]);
      expect(rowsTold(placed).map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    }
  });
});
