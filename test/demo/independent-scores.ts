import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The orders as the file has them: what was ordered, on which day, by whom. */
type OrdersFile = {
  readonly items: readonly (readonly [code: string, name: string, price: number])[];
  readonly customers: readonly string[];
  readonly baskets: readonly (readonly [invoice: string, day: number, customer: number, items: readonly number[]])[];
};

/** A score worked out again: what each purchase adds to it, by the product's code; the sum. */
export type IndependentScore = { readonly parts: ReadonlyMap<string, number>; readonly total: number };

/** The published formula, worked out from a file of orders with no code of the recommender's. */
export type IndependentScores = {
  readonly customers: readonly string[];
  /** What a customer's purchases give a product. `except` are codes of purchases that are not to be used. */
  readonly scoreOf: (customer: string, product: string, except?: readonly string[]) => IndependentScore;
};

/** In how many baskets both lie; each list is ascending. */
const overlap = (one: readonly number[], other: readonly number[]): number => {
  let [count, at] = [0, 0];
  for (const basket of one) {
    while ((other[at] ?? Infinity) < basket) at += 1;
    if (other[at] === basket) count += 1;
  }
  return count;
};

/** Cosine × n / (n + 20) of two products; nothing where they meet no more often than by chance. */
const similarity = (one: readonly number[], other: readonly number[], baskets: number): number => {
  const together = overlap(one, other);
  if (together === 0 || together * baskets <= one.length * other.length) return 0;
  return (together / Math.sqrt(one.length * other.length)) * (together / (together + 20));
};

/** The last day one customer bought each product, by its code. */
const lastDays = ({ baskets, customers, items }: OrdersFile, number: string): ReadonlyMap<string, number> => {
  const place = customers.indexOf(number);
  const days = new Map<string, number>();
  for (const [, day, , bought] of baskets.filter(([, , customer]) => customer === place)) {
    for (const item of bought) {
      const code = items[item]?.[0] ?? '';
      days.set(code, Math.max(day, days.get(code) ?? 0));
    }
  }
  return days;
};

/** Baskets of two to eighty products, by the code of each product in them. */
const basketsByCode = ({ baskets, items }: OrdersFile) => {
  const byItem = items.map((): number[] => []);
  const counted = baskets.map(([, , , bought]) => new Set(bought)).filter(({ size }) => size >= 2 && size <= 80);
  counted.forEach((bought, basket) => bought.forEach((item) => byItem[item]?.push(basket)));
  return { byCode: new Map(items.map(([code], item) => [code, byItem[item] ?? []])), count: counted.length };
};

const NEWEST_ROWS = 30;
const HALF_LIFE = 90;

/** Reads the orders and learns nothing: everything is counted when it is asked for. */
export const readIndependently = (file: string): IndependentScores => {
  const orders: OrdersFile = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const { byCode, count } = basketsByCode(orders);
  const lastDay = orders.baskets.reduce((latest, [, day]) => Math.max(latest, day), 0);
  const heldBy = (code: string): readonly number[] => byCode.get(code) ?? [];
  return {
    customers: orders.customers,
    scoreOf: (customer, product, except = []) => {
      const used = [...lastDays(orders, customer)]
        .filter(([code]) => !except.includes(code))
        .toSorted(([a, dayA], [b, dayB]) => dayB - dayA || (a < b ? -1 : 1))
        .slice(0, NEWEST_ROWS);
      const parts = used
        .map(([code, day]): [string, number] => [
          code,
          similarity(heldBy(code), heldBy(product), count) * 0.5 ** ((lastDay - day) / HALF_LIFE),
        ])
        .filter(([, value]) => value > 0);
      return { parts: new Map(parts), total: parts.reduce((sum, [, value]) => sum + value, 0) };
    },
  };
};
