import type { DataRecord, Tables } from './database.ts';
import { numberOf, textOf } from './database.ts';
import type { Session } from './sessions.ts';

/** A product in the basket; `at` in milliseconds. */
export type BasketLine = { readonly product: string; readonly quantity: number; readonly at: number };

/** A product page the shopper opened, the last time. */
export type View = { readonly product: string; readonly at: number };

/** A product bought here, and when. */
export type Purchase = { readonly product: string; readonly order: number; readonly at: number };

/** A product of an order about to be placed; `price` in the minor unit, each. */
export type OrderLine = { readonly product: string; readonly quantity: number; readonly price: number };

/** What a session holds: basket, views, orders. */
export type Goods = {
  readonly basket: (session: Session) => readonly BasketLine[];
  /** Sets how many; 0 takes the product out. */
  readonly setQuantity: (session: Session, line: BasketLine) => void;
  readonly views: (session: Session) => readonly View[];
  readonly recordView: (session: Session, view: View) => void;
  /** Places the order and empties the basket, together; gives the order's place, from 1. */
  readonly placeOrder: (session: Session, lines: readonly OrderLine[], now: number) => number;
  readonly purchases: (session: Session) => readonly Purchase[];
  /** Deletes views and baskets older than they may be kept. */
  readonly forget: (before: number) => void;
};

/** A shopper's newest views; older ones go when a new one comes. */
const MOST_VIEWS = 12;

const toPurchase = (row: DataRecord): Purchase => ({
  product: textOf(row, 'product'),
  order: numberOf(row, 'id'),
  at: numberOf(row, 'at'),
});

type BasketPart = Pick<Goods, 'basket' | 'setQuantity'>;
type ViewPart = Pick<Goods, 'views' | 'recordView'>;
type OrderPart = Pick<Goods, 'placeOrder' | 'purchases'>;

const basketPart = ({ run, all }: Tables): BasketPart => ({
  basket: ({ id }) =>
    all('SELECT product, quantity, at FROM basket WHERE session = ? ORDER BY at, product', id).map((row) => ({
      product: textOf(row, 'product'),
      quantity: numberOf(row, 'quantity'),
      at: numberOf(row, 'at'),
    })),
  setQuantity: ({ id }, { product, quantity, at }) => {
    if (quantity === 0) return void run('DELETE FROM basket WHERE session = ? AND product = ?', id, product);
    run(
      `INSERT INTO basket (session, product, quantity, at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET quantity = excluded.quantity`,
      id,
      product,
      quantity,
      at,
    );
  },
});

const viewPart = ({ run, all, together }: Tables): ViewPart => ({
  views: ({ id }) =>
    all('SELECT product, at FROM view WHERE session = ? ORDER BY at DESC', id).map((row) => ({
      product: textOf(row, 'product'),
      at: numberOf(row, 'at'),
    })),
  recordView: ({ id }, { product, at }) =>
    together(() => {
      run(
        'INSERT INTO view (session, product, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
        id,
        product,
        at,
      );
      run(
        `DELETE FROM view WHERE session = ?1 AND product NOT IN
         (SELECT product FROM view WHERE session = ?1 ORDER BY at DESC LIMIT ?2)`,
        id,
        MOST_VIEWS,
      );
    }),
});

const orderPart = ({ run, all, together }: Tables): OrderPart => ({
  placeOrder: ({ id, shopper }, lines, now) =>
    together(() => {
      const order = run('INSERT INTO placed_order (session, shopper, at) VALUES (?, ?, ?)', id, shopper ?? null, now);
      for (const { product, quantity, price } of lines) {
        run(
          'INSERT INTO order_line (placed_order, product, quantity, price) VALUES (?, ?, ?, ?)',
          order,
          product,
          quantity,
          price,
        );
      }
      run('DELETE FROM basket WHERE session = ?', id);
      return order;
    }),
  purchases: ({ id, shopper }) =>
    all(
      `SELECT placed_order.id, product, at FROM placed_order JOIN order_line ON placed_order = placed_order.id
       WHERE ${shopper === undefined ? 'shopper IS NULL AND session' : 'shopper'} = ? ORDER BY at`,
      shopper ?? id,
    ).map(toPurchase),
});

/** Baskets, views and orders on the shop's tables. */
export const createGoods = (tables: Tables): Goods => ({
  ...basketPart(tables),
  ...viewPart(tables),
  ...orderPart(tables),
  forget: (before) => {
    tables.run('DELETE FROM view WHERE at < ?', before);
    tables.run('DELETE FROM basket WHERE at < ?', before);
  },
});
