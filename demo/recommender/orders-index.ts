import type { ShopData } from '../data/shop-data.ts';
import { newestDay } from '../data/shop-data.ts';

/** Orders of 2 to 80 products say what goes with what; one product says nothing, a wholesale order too much. */
const SMALLEST = 2;
const LARGEST = 80;
/** "Popular now" counts the orders of this many days up to the newest. */
const RECENT_DAYS = 90;

/** What the recommender has learnt: which order held which product. */
export type OrdersIndex = {
  /** Orders that count, as product places. */
  readonly baskets: readonly (readonly number[])[];
  /** Product place → places in `baskets`. */
  readonly holders: readonly (readonly number[])[];
  readonly productCount: number;
  /** Orders of the last 90 days, and how many of them held each product. */
  readonly recent: { readonly orders: number; readonly days: number; readonly counts: readonly number[] };
  readonly newestDay: number;
};

const countItems = (orders: ShopData['orders'], productCount: number): readonly number[] => {
  const counts = Array.from({ length: productCount }, () => 0);
  for (const { items } of orders) for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
};

/** Learns from a shop's past orders. Orders placed in the running demo are never learnt from. */
export const indexOrders = (data: ShopData): OrdersIndex => {
  const productCount = data.products.length;
  const newest = newestDay(data);
  const baskets = data.orders.map(({ items }) => items).filter(({ length }) => length >= SMALLEST && length <= LARGEST);
  const holders: number[][] = Array.from({ length: productCount }, () => []);
  baskets.forEach((items, basket) => items.forEach((item) => holders[item]?.push(basket)));
  const recent = data.orders.filter(({ day }) => day > newest - RECENT_DAYS);
  return {
    baskets,
    holders,
    productCount,
    recent: { orders: recent.length, days: RECENT_DAYS, counts: countItems(recent, productCount) },
    newestDay: newest,
  };
};
