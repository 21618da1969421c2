// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { importOrders } from '../../demo/data/import-orders.ts';
import { seededShop } from '../../demo/data/seeded-orders.ts';
import type { ShopData } from '../../demo/data/shop-data.ts';
import { tellScore } from '../../demo/recommender/explain-factors.ts';
import { indexOrders } from '../../demo/recommender/orders-index.ts';
import type { Part } from '../../demo/recommender/rank.ts';
import { MOST_ROWS, recommend, recommendHits } from '../../demo/recommender/recommend.ts';
import type { Row } from '../../demo/recommender/rows.ts';
import { sharedFile } from '../support/shared.ts';
import { rowsOfShopper } from './support.ts';

const UCI = 'data/online-retail/demo-shop.json.gz';
const DAY = 86_400_000;

const shopOf = async (file: string | undefined): Promise<ShopData> =>
  file === undefined ? seededShop() : importOrders(file);

const latest = (row: Row): number => Math.max(...row.occurrences.map(({ at }) => Date.parse(at)));

/** The same, said plainly: counts every pair from the orders, with no index and no shared code. */
const plainParts = (data: ShopData, rows: readonly Row[], candidate: number): ReadonlyMap<string, number> => {
  const baskets = data.orders.map(({ items }) => new Set(items)).filter(({ size }) => size >= 2 && size <= 80);
  const newest = Math.max(...data.orders.map(({ day }) => day));
  const held = (item: number) => baskets.filter((basket) => basket.has(item)).length;
  const candidateHeld = held(candidate);
  const used = rows.toSorted((a, b) => latest(b) - latest(a) || a.id.localeCompare(b.id, 'en')).slice(0, 30);
  return new Map(
    used.flatMap((row): [string, number][] => {
      const together = baskets.filter((basket) => basket.has(row.item) && basket.has(candidate)).length;
      const rowHeld = held(row.item);
      if (together === 0 || (together * baskets.length) / (rowHeld * candidateHeld) <= 1) return [];
      const cosine = together / Math.sqrt(rowHeld * candidateHeld);
      const age = Math.max(0, newest - Math.floor(latest(row) / DAY));
      return [[row.id, cosine * (together / (together + 20)) * 2 ** (-age / 90)]];
    }),
  );
};

/** Shoppers with enough history, spread over the data. */
const someShoppers = (data: ShopData, count: number): readonly number[] => {
  const rich = data.shoppers
    .map((_, place) => place)
    .filter((place) => data.orders.filter(({ shopper }) => shopper === place).length >= 4);
  return Array.from({ length: count }, (_, at) => rich[Math.floor((at * rich.length) / count)] ?? 0);
};

describe.each(['default', 'uci'] as const)('contributions on the %s orders', (name) => {
  test('agree with a plain calculation from the orders themselves', async (context) => {
    const data = await shopOf(name === 'uci' ? sharedFile(context, UCI) : undefined);
    const index = indexOrders(data);
    const widest = name === 'default' ? 1e-9 : 1e-6;
    for (const shopper of someShoppers(data, 3)) {
      const rows = rowsOfShopper(data, shopper);
      for (const placed of recommend({ index, rows, isHidden: () => false }).ranking.slice(0, 3)) {
        const plain = plainParts(data, rows, placed.item);
        const parts = placed.parts();
        expect(parts.length).toBe(plain.size);
        for (const part of parts)
          expect(Math.abs(part.value - (part.kind === 'row' ? (plain.get(part.row.id) ?? 9) : 9))).toBeLessThanOrEqual(
            widest,
          );
        expect(Math.abs(placed.score - [...plain.values()].reduce((sum, value) => sum + value, 0))).toBeLessThanOrEqual(
          widest,
        );
      }
    }
  }, 60_000);
});

const nameOf = (part: Part): string => (part.kind === 'row' ? part.row.id : part.kind);

describe('a score', () => {
  const data = seededShop();
  const index = indexOrders(data);
  const rankingOf = (shopper: number) =>
    recommend({ index, rows: rowsOfShopper(data, shopper), isHidden: () => false }).ranking;

  test('is the listed factors and the sum of those not listed, nothing else', () => {
    for (const shopper of someShoppers(data, 20)) {
      for (const placed of rankingOf(shopper).slice(0, 8)) {
        const { listed, residual, value } = tellScore(placed);
        const told = new Set(listed.map(nameOf));
        const unlisted = placed.parts().filter((part) => !told.has(nameOf(part)));
        expect(told.size + unlisted.length).toBe(placed.parts().length);
        expect(Math.abs(residual - unlisted.reduce((sum, part) => sum + part.value, 0))).toBeLessThan(1e-12);
        expect(Math.abs(listed.reduce((sum, part) => sum + part.value, residual) - value)).toBeLessThan(1e-9);
        expect(residual).toBeLessThanOrEqual(0.05 * value + 1e-12);
        expect(listed.length).toBeLessThanOrEqual(24);
      }
    }
  });
  test('counts at most the newest thirty rows', () => {
    const rows: readonly Row[] = data.products.map(({ id }, item) => ({
      id: `purchase:${id}`,
      kind: 'purchase',
      item,
      occurrences: [{ at: new Date((20_000 + item) * DAY).toISOString(), source: 'order 1' }],
    }));
    const used = recommend({ index, rows, isHidden: () => false })
      .ranking.flatMap(({ parts }) => parts())
      .flatMap((part) => (part.kind === 'row' ? [part.row.item] : []));
    expect(Math.min(...used)).toBeGreaterThanOrEqual(data.products.length - MOST_ROWS);
  });
  test('never lists what the rows say the shopper has, nor what is hidden', () => {
    const rows = rowsOfShopper(data, 3);
    const owned = new Set(rows.map(({ item }) => item));
    const { ranking } = recommend({ index, rows, isHidden: (item) => item === 7 });
    expect(ranking.filter(({ item }) => owned.has(item) || item === 7)).toEqual([]);
    expect(new Set(ranking.map(({ item }) => item)).size).toBe(ranking.length);
  });
  test('of a search hit is how well it matches plus the rows', () => {
    const rows = rowsOfShopper(data, 3);
    const hits = data.products.map((_, item) => ({ item, relevance: 0.5, words: ['mug'] }));
    const { ranking } = recommendHits(hits, { index, rows, isHidden: () => false });
    expect(ranking[0]?.score).toBeGreaterThan(0.5);
    for (const { score, parts } of ranking)
      expect(Math.abs(score - parts().reduce((sum, { value }) => sum + value, 0))).toBeLessThan(1e-12);
  });
  test('without rows is how popular a product is', () => {
    const { ranking } = recommend({ index, rows: [], isHidden: () => false });
    const recent = data.orders.filter(({ day }) => day > index.newestDay - 90);
    const best = ranking[0];
    expect(best?.score).toBeCloseTo(
      recent.filter(({ items }) => items.includes(best?.item ?? -1)).length / recent.length,
      12,
    );
  });
});

describe('the default orders', () => {
  test('are the same on every start', () => {
    expect(JSON.stringify(seededShop().orders)).toBe(JSON.stringify(seededShop().orders));
  });
  test('fill a shop: 120 products or more in ten shelves or more, each ordered', () => {
    const { products, categories, orders } = seededShop();
    expect(products.length).toBeGreaterThanOrEqual(120);
    expect(categories.length).toBeGreaterThanOrEqual(10);
    expect(new Set(orders.flatMap(({ items }) => items)).size).toBe(products.length);
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
  });
});
