import { Hono } from 'hono';
import type { Product, ShopData } from '../../data/shop-data.ts';
import { ShopProblem } from '../problem.ts';
import type { Shop } from '../shop.ts';
import { findProduct } from '../shop.ts';

const PAGE_SIZE = 24;

/** One of each shelf in turn: a first page that shows what there is. */
const mixShelves = ({ products, categories }: ShopData): readonly Product[] => {
  const shelves = categories.map(({ id }) => products.filter(({ category }) => category === id));
  const longest = Math.max(0, ...shelves.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) => shelves.flatMap((shelf) => shelf[place] ?? [])).flat();
};

type Wanted = { readonly category: string; readonly words: string };

const chosen = ({ data, search }: Shop, mixed: readonly Product[], { category, words }: Wanted): readonly Product[] => {
  const found = words === '' ? mixed : search(words).hits.flatMap(({ item }) => data.products[item] ?? []);
  return category === '' ? found : found.filter((product) => product.category === category);
};

const readPage = (text: string | undefined): number => {
  if (text === undefined) return 1;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new ShopProblem('invalid-field', '/page');
  return Number(text);
};

/** `GET /shop/products` (category, q, page), `/shop/product/:id`, `/shop/categories`. */
export const productRoutes = (shop: Shop): Hono => {
  const { currency, products } = shop.data;
  const mixed = mixShelves(shop.data);
  const categories = shop.data.categories.map(({ id, name }) => ({
    id,
    name,
    sample: products.find(({ category }) => category === id),
  }));
  return new Hono()
    .get('/categories', (c) => c.json({ categories }))
    .get('/products', (c) => {
      const page = readPage(c.req.query('page'));
      const all = chosen(shop, mixed, {
        category: c.req.query('category') ?? '',
        words: (c.req.query('q') ?? '').trim().slice(0, 200),
      });
      return c.json({
        currency,
        total: all.length,
        page,
        pageSize: PAGE_SIZE,
        products: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      });
    })
    .get('/product/:id', (c) => {
      const found = findProduct(shop, c.req.param('id'));
      if (!found) throw new ShopProblem('not-found');
      return c.json({ currency, product: found.product });
    });
};
