/** What the shop sells under one code. `price` is in the currency's minor unit. */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  /** One sentence; empty where the data has none. */
  readonly text: string;
  /** Which picture is drawn, e.g. `mug`. */
  readonly shape: string;
};

/** A shelf of the shop; `name` by language, English always. */
export type Category = {
  readonly id: string;
  readonly name: { readonly en: string } & Readonly<Record<string, string>>;
};

/** One order of the past: products by their place in the list, each once. `shopper` is a place too, -1 for a guest. */
export type Order = {
  readonly number: string;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly shopper: number;
  readonly items: readonly number[];
};

/** All a shop starts with. */
export type ShopData = {
  readonly source: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly categories: readonly Category[];
  readonly products: readonly Product[];
  /** Shopper numbers, as told to the shopper. */
  readonly shoppers: readonly string[];
  readonly orders: readonly Order[];
};

/** Midnight UTC of a day number, RFC 3339. */
export const dayToTime = (day: number): string => new Date(day * 86_400_000).toISOString();

/** The day number of a time in milliseconds. */
export const timeToDay = (time: number): number => Math.floor(time / 86_400_000);

/** The newest day in the data: recency counts from here. */
export const newestDay = ({ orders }: ShopData): number => orders.reduce((newest, { day }) => Math.max(newest, day), 0);
