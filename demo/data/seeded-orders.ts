import { CATEGORIES, PRODUCTS, TASTES } from './catalogue.ts';
import type { Chance } from './prng.ts';
import { between, likelyFirst, seeded, shuffled } from './prng.ts';
import type { Order, ShopData } from './shop-data.ts';

const SHOPPERS = 400;
const ORDERS = 3_000;
/** 2025-03-01 and 2026-10-31. */
const FIRST_DAY = 20_148;
const LAST_DAY = 20_757;

type Draft = Omit<Order, 'number'>;

const membersOf = (taste: string): readonly number[] =>
  PRODUCTS.map((_, place) => place).filter((place) => TASTES[place]?.includes(taste));

/** Products of each taste, most liked first. */
const productsByTaste = (chance: Chance): ReadonlyMap<string, readonly number[]> => {
  const tastes = [...new Set(TASTES.flat())];
  return new Map(tastes.map((taste) => [taste, shuffled(chance, membersOf(taste))]));
};

/** A basket is bought with one thing in mind: most of it from one taste, now and then something else. */
const fillBasket = (chance: Chance, liked: readonly number[]): readonly number[] => {
  const size = between(chance, 2, 6);
  const basket = new Set<number>();
  for (let tries = 0; basket.size < size && tries < 30; tries += 1) {
    const stray = chance() < 0.12;
    basket.add((stray ? between(chance, 0, PRODUCTS.length - 1) : likelyFirst(chance, liked)) ?? 0);
  }
  return [...basket].toSorted((a, b) => a - b);
};

/** More orders towards the end, as in a shop that grows. */
const someDay = (chance: Chance): number => FIRST_DAY + Math.floor(Math.sqrt(chance()) * (LAST_DAY - FIRST_DAY + 1));

const draftOrders = (chance: Chance): readonly Draft[] => {
  const byTaste = productsByTaste(chance);
  const tastes = [...byTaste.keys()];
  const shoppers = Array.from({ length: SHOPPERS }, (_, place) => place);
  const favourites = shoppers.map(() => shuffled(chance, tastes).slice(0, between(chance, 1, 3)));
  const regulars = shuffled(chance, shoppers);
  return Array.from({ length: ORDERS }, (_, place) => {
    const shopper =
      place < SHOPPERS
        ? place
        : ((chance() < 0.5 ? likelyFirst(chance, regulars) : undefined) ?? between(chance, 0, SHOPPERS - 1));
    const taste = likelyFirst(chance, favourites[shopper] ?? tastes) ?? 'cooking';
    return { day: someDay(chance), shopper, items: fillBasket(chance, byTaste.get(taste) ?? []) };
  });
};

/** The default shop: our own catalogue and orders drawn from a fixed seed, the same on every start. */
export const seededShop = (seed = 20_260_301): ShopData => {
  const chance = seeded(seed);
  const orders = draftOrders(chance).toSorted((a, b) => a.day - b.day || a.shopper - b.shopper);
  return {
    source: 'our own catalogue and seeded orders',
    currency: 'EUR',
    categories: CATEGORIES,
    products: PRODUCTS,
    shoppers: Array.from({ length: SHOPPERS }, (_, place) => String(40_103 + place * 7)),
    orders: orders.map((order, place) => ({ number: String(700_101 + place), ...order })),
  };
};
