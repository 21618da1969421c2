import { Hono } from 'hono';
import type { Product } from '../../data/shop-data.ts';
import { ShopProblem } from '../problem.ts';
import type { Shop } from '../shop.ts';
import { findProduct } from '../shop.ts';

const PAGE_SIZE = 24;

const chosen = ({ data, search }: Shop, category: string, words: string): readonly Product[] => {
  const found = words === '' ? data.products : search(words).hits.flatMap(({ item }) => data.products[item] ?? []);
  return category === '' ? found : found.filter((product) => product.category === category);
};

const readPage = (text: string | undefined): number => {
  if (text === undefined) return 1;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new ShopProblem('invalid-field', '/page');
  return Number(text);
};

/** `GET /shop/products` (category, q, page), `/shop/product/:id`, `/shop/categories`. */
export const productRoutes = (shop: Shop): Hono => {
  const { currency, categories } = shop.data;
  return new Hono()
    .get('/categories', (c) => c.json({ categories }))
    .get('/products', (c) => {
      const page = readPage(c.req.query('page'));
      const all = chosen(shop, c.req.query('category') ?? '', (c.req.query('q') ?? '').slice(0, 200));
      return c.json({ currency, total: all.length, page, pageSize: PAGE_SIZE, products: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE) });
    })
    .get('/product/:id', (c) => {
      const found = findProduct(shop, c.req.param('id'));
      if (!found) throw new ShopProblem('not-found');
      return c.json({ currency, product: found.product });
    });
};
