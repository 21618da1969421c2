import type { OrdersIndex } from './orders-index.ts';

/** How strongly two products go together, and the counts it comes from. */
export type Link = {
  /** cosine × n / (n + 20). */
  readonly weight: number;
  /** n: orders that held both. */
  readonly together: number;
  /** How many times more often than by chance. */
  readonly lift: number;
};

/** Products that go with one product; parallel lists, places ascending. */
export type Neighbours = {
  readonly items: Uint32Array;
  readonly weights: Float64Array;
  readonly together: Uint32Array;
};

const SHRINKAGE = 20;

const liftOf = (together: number, one: number, other: number, orders: number): number =>
  (together * orders) / (one * other);

/** All products that are bought with one more often than by chance, computed from the orders themselves. */
export const neighboursOf = ({ baskets, holders, productCount }: OrdersIndex, item: number): Neighbours => {
  const counts = new Uint32Array(productCount);
  const own = holders[item] ?? [];
  for (const basket of own) for (const other of baskets[basket] ?? []) counts[other] = (counts[other] ?? 0) + 1;
  counts[item] = 0;
  const frequency = (other: number): number => holders[other]?.length ?? 0;
  const items = Uint32Array.from(counts.keys()).filter((other) => {
    const together = counts[other] ?? 0;
    return together > 0 && liftOf(together, own.length, frequency(other), baskets.length) > 1;
  });
  const together = items.map((other) => counts[other] ?? 0);
  const weights = Float64Array.from(items, (other) => {
    const n = counts[other] ?? 0;
    return ((n / Math.sqrt(own.length * frequency(other))) * n) / (n + SHRINKAGE);
  });
  return { items, weights, together };
};

const placeOf = (items: Uint32Array, item: number): number => {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return items[low] === item ? low : -1;
};

/** The link from one product to another; undefined where they are not bought together more often than by chance. */
export const linkTo = (
  index: OrdersIndex,
  from: { readonly item: number; readonly neighbours: Neighbours },
  item: number,
): Link | undefined => {
  const { items, weights, together: counts } = from.neighbours;
  const place = placeOf(items, item);
  const together = counts[place];
  if (together === undefined) return undefined;
  const frequency = (one: number): number => index.holders[one]?.length ?? 0;
  return {
    weight: weights[place] ?? 0,
    together,
    lift: liftOf(together, frequency(from.item), frequency(item), index.baskets.length),
  };
};
