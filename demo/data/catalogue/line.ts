/** One product of our own: name, price in cents, picture, tastes it belongs to, one sentence. */
export type CatalogueLine = readonly [name: string, cents: number, shape: string, tastes: string, text: string];

/** A shelf with its products in order; a product's code is the shelf's `code` and its place from 101. */
export type Shelf = {
  readonly id: string;
  readonly code: string;
  readonly name: { readonly en: string; readonly de: string; readonly ar: string };
  readonly lines: readonly CatalogueLine[];
};
