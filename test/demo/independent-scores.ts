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

/** In how many of the first's baskets the second lies too. */
const overlap = (one: ReadonlySet<number>, other: ReadonlySet<number>): number => {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let count = 0;
  for (const basket of small) if (large.has(basket)) count += 1;
  return count;
};

/** Cosine × n / (n + 20) of two products; nothing where they meet no more often than by chance. */
const similarity = (one: ReadonlySet<number>, other: ReadonlySet<number>, baskets: number): number => {
  const together = overlap(one, other);
  if (together === 0 || together * baskets <= one.size * other.size) return 0;
  return (together / Math.sqrt(one.size * other.size)) * (together / (together + 20));
};

/** The last day each customer bought each product. */
const lastDays = ({ baskets, customers, items }: OrdersFile): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const days = new Map(customers.map((customer) => [customer, new Map<string, number>()]));
  for (const [, day, customer, bought] of baskets) {
    const known = days.get(customers[customer] ?? '');
    for (const item of bought) {
      const code = items[item]?.[0] ?? '';
      known?.set(code, Math.max(day, known.get(code) ?? 0));
    }
  }
  return days;
};

/** Baskets of two to eighty products, by the code of each product in them. */
const basketsByCode = ({ baskets, items }: OrdersFile) => {
  const byCode = new Map(items.map(([code]) => [code, new Set<number>()]));
  const counted = baskets.filter(([, , , bought]) => {
    const { size } = new Set(bought);
    return size >= 2 && size <= 80;
  });
  counted.forEach(([, , , bought], basket) =>
    bought.forEach((item) => byCode.get(items[item]?.[0] ?? '')?.add(basket)),
  );
  return { byCode, count: counted.length };
};

const NEWEST_ROWS = 30;
const HALF_LIFE = 90;

/** Reads the orders and learns nothing: everything is counted when it is asked for. */
export const readIndependently = (file: string): IndependentScores => {
  const orders: OrdersFile = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const { byCode, count } = basketsByCode(orders);
  const days = lastDays(orders);
  const lastDay = orders.baskets.reduce((latest, [, day]) => Math.max(latest, day), 0);
  const heldBy = (code: string): ReadonlySet<number> => byCode.get(code) ?? new Set();
  return {
    customers: orders.customers,
    scoreOf: (customer, product, except = []) => {
      const used = [...(days.get(customer) ?? [])]
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
