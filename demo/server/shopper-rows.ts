import type { ShopData } from '../data/shop-data.ts';
import { dayToTime } from '../data/shop-data.ts';
import type { Occurrence, Row, RowKind } from '../recommender/rows.ts';
import type { Goods } from './store/goods.ts';
import type { Session } from './store/sessions.ts';

/** What is known of shoppers: their past orders in the data, and what they did here. */
export type ShopperData = {
  /** Order numbers given here follow the newest in the data. */
  readonly orderNumber: (place: number) => string;
  readonly knows: (shopper: string) => boolean;
  /** All rows of a session, whatever may be used. */
  readonly rowsOf: (session: Session) => readonly Row[];
  /** Shopper numbers with a history worth trying, most orders first. */
  readonly suggestions: readonly { readonly number: string; readonly orders: number; readonly products: number }[];
};

type Entry = { readonly item: number; readonly occurrence: Occurrence };

const toRows = (data: ShopData, kind: RowKind, entries: readonly Entry[]): readonly Row[] => {
  const byItem = new Map<number, Occurrence[]>();
  for (const { item, occurrence } of entries) byItem.set(item, [...(byItem.get(item) ?? []), occurrence]);
  return [...byItem].map(([item, occurrences]) => ({
    id: `${kind}:${data.products[item]?.id ?? item}`,
    kind,
    item,
    occurrences: occurrences.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  }));
};

/** Past orders by the shopper's place. */
const ordersByShopper = ({ orders }: ShopData): ReadonlyMap<number, ShopData['orders']> => {
  const byShopper = new Map<number, ShopData['orders'][number][]>();
  for (const order of orders) {
    const list = byShopper.get(order.shopper);
    if (list) list.push(order);
    else byShopper.set(order.shopper, [order]);
  }
  return byShopper;
};

const suggest = (data: ShopData, byShopper: ReadonlyMap<number, ShopData['orders']>): ShopperData['suggestions'] =>
  data.shoppers
    .map((number, place) => {
      const orders = byShopper.get(place) ?? [];
      return { number, orders: orders.length, products: new Set(orders.flatMap(({ items }) => items)).size };
    })
    .filter(({ orders, products }) => orders >= 5 && orders <= 20 && products >= 15 && products <= 45)
    .toSorted((a, b) => b.orders - a.orders || (a.number < b.number ? -1 : 1))
    .slice(0, 4);

type Places = ReadonlyMap<string, number>;
type Done = { readonly product: string; readonly at: number; readonly source: string };

/** What was done here, as entries; products the catalogue no longer has are left out. */
const toEntries = (places: Places, done: readonly Done[]): readonly Entry[] =>
  done.flatMap(({ product, at, source }) => {
    const item = places.get(product);
    return item === undefined ? [] : [{ item, occurrence: { at: new Date(at).toISOString(), source } }];
  });

const pastEntries = (orders: ShopData['orders']): readonly Entry[] =>
  orders.flatMap(({ number, day, items }) =>
    items.map((item) => ({ item, occurrence: { at: dayToTime(day), source: `order ${number}` } })),
  );

/** Brings together the data's shoppers and what the shop's own tables hold. */
export const createShopperData = (data: ShopData, goods: Goods): ShopperData => {
  const places: Places = new Map(data.products.map(({ id }, place) => [id, place]));
  const shoppers = new Map(data.shoppers.map((number, place) => [number, place]));
  const past = ordersByShopper(data);
  const newest = data.orders.reduce((most, { number }) => Math.max(most, Number.parseInt(number, 10) || 0), 0);
  const orderNumber = (place: number): string => String(newest + place);

  const purchasesOf = (session: Session): readonly Entry[] => {
    const place = session.shopper === undefined ? undefined : shoppers.get(session.shopper);
    const here = goods.purchases(session).map((one) => ({ ...one, source: `order ${orderNumber(one.order)}` }));
    return [...pastEntries(place === undefined ? [] : (past.get(place) ?? [])), ...toEntries(places, here)];
  };
  const viewsOf = (session: Session): readonly Entry[] =>
    toEntries(
      places,
      goods.views(session).map((view) => ({ ...view, source: 'product page' })),
    );
  const basketOf = (session: Session): readonly Entry[] =>
    toEntries(
      places,
      goods.basket(session).map((line) => ({ ...line, source: 'basket' })),
    );

  return {
    orderNumber,
    knows: (shopper) => shoppers.has(shopper),
    suggestions: suggest(data, past),
    rowsOf: (session) => [
      ...toRows(data, 'purchase', purchasesOf(session)),
      ...toRows(data, 'view', viewsOf(session)),
      ...toRows(data, 'basket', basketOf(session)),
    ],
  };
};
