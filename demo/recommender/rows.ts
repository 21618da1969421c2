/** Where a row comes from: an order, a product page the shopper opened, the basket, or the page being shown. */
export type RowKind = 'purchase' | 'view' | 'basket' | 'page';

/** One time the row came about. `source` names it, e.g. `order 550936`; `at` is RFC 3339. */
export type Occurrence = { readonly at: string; readonly source: string };

/** One product the shopper had to do with: a data row, before it is told. */
export type Row = {
  /** The same in every explanation, so that an objection to it holds: `purchase:84970L`. */
  readonly id: string;
  readonly kind: RowKind;
  /** Place of the product in the catalogue. */
  readonly item: number;
  /** Newest first, at least one. */
  readonly occurrences: readonly Occurrence[];
};

/** The purpose that allows a kind of row; the page being shown needs none. */
export const PURPOSE_OF = {
  purchase: 'assistant.personalise.purchases',
  view: 'assistant.personalise.views',
  basket: 'assistant.personalise.views',
  page: undefined,
} as const satisfies Readonly<Record<RowKind, string | undefined>>;

/** A purpose that allows rows about the shopper. */
export type RowPurpose = NonNullable<(typeof PURPOSE_OF)[RowKind]>;

/** The purposes that allow rows about the shopper. */
export const ROW_PURPOSES: readonly RowPurpose[] = ['assistant.personalise.purchases', 'assistant.personalise.views'];

/** How much a kind counts: having looked is half of having bought. */
const STRENGTH: Readonly<Record<RowKind, number>> = { purchase: 1, basket: 1, view: 0.5, page: 1 };

const HALF_LIFE_DAYS = 90;
const DAY = 86_400_000;

/** When the row last came about, in milliseconds. */
export const latestAt = ({ occurrences }: Row): number => Math.max(...occurrences.map(({ at }) => Date.parse(at)));

/** What a row's links are multiplied by: its kind's strength, halved for every 90 days it is older than the newest order. */
export const rowFactor = (row: Row, newestDay: number): number => {
  const age = Math.max(0, newestDay - Math.floor(latestAt(row) / DAY));
  return STRENGTH[row.kind] * 0.5 ** (age / HALF_LIFE_DAYS);
};
