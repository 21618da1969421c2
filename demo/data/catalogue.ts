import { DRINKS } from './catalogue/drinks.ts';
import { KITCHEN, PANTRY, TABLE } from './catalogue/kitchen.ts';
import type { Shelf } from './catalogue/line.ts';
import { BATH, CANDLES, CARE, FAMILY, GARDEN, LIGHT, PAPER, SLEEP, TRAVEL } from './catalogue/rest.ts';
import type { Category, Product } from './shop-data.ts';

const SHELVES: readonly Shelf[] = [
  KITCHEN,
  TABLE,
  DRINKS,
  PANTRY,
  CANDLES,
  LIGHT,
  BATH,
  SLEEP,
  GARDEN,
  PAPER,
  FAMILY,
  TRAVEL,
  CARE,
];

/** The shelves of the default shop. */
export const CATEGORIES: readonly Category[] = SHELVES.map(({ id, name }) => ({ id, name }));

/** The products of the default shop, shelf by shelf. */
export const PRODUCTS: readonly Product[] = SHELVES.flatMap(({ id: category, code, lines }) =>
  lines.map(([name, price, shape, , text], place) => ({
    id: `${code}-${101 + place}`,
    name,
    category,
    price,
    text,
    shape,
  })),
);

/** Tastes each product belongs to, in the order of `PRODUCTS`: who likes one is likely to like the other. */
export const TASTES: readonly (readonly string[])[] = SHELVES.flatMap(({ lines }) =>
  lines.map(([, , , tastes]) => tastes.split(' ')),
);
