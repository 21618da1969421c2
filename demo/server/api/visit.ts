import type { Context } from 'hono';
import { Hono } from 'hono';
import { readBody, readConsent, readText, readWhole } from '../input.ts';
import { isPermitted } from '../permission.ts';
import { ShopProblem } from '../problem.ts';
import type { Shop } from '../shop.ts';
import { findProduct } from '../shop.ts';
import type { Session } from '../store/sessions.ts';
import { sessionForAct, sessionOf, signIn, signOut } from './session-cookie.ts';

const PRODUCT_ID = /^[\w.-]{1,40}$/;

const me = (shop: Shop, session: Session | undefined): object => {
  const lines = session ? shop.goods.basket(session) : [];
  const basket = lines.flatMap(({ product: id, quantity }) => {
    const found = findProduct(shop, id);
    return found ? [{ product: found.product, quantity }] : [];
  });
  return {
    shopper: session?.shopper ?? null,
    currency: shop.data.currency,
    basket,
    total: basket.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0),
    suggestions: shop.shoppers.suggestions,
  };
};

const placeOrder = (shop: Shop, c: Context): { readonly order: string; readonly me: object } => {
  const session = sessionForAct(shop, c);
  const lines = shop.goods.basket(session).flatMap(({ product: id, quantity }) => {
    const found = findProduct(shop, id);
    return found ? [{ product: id, quantity, price: found.product.price }] : [];
  });
  if (lines.length === 0) throw new ShopProblem('basket-empty');
  const order = shop.shoppers.orderNumber(shop.goods.placeOrder(session, lines, shop.now()));
  return { order, me: me(shop, session) };
};

const productIn = (shop: Shop, body: Readonly<Record<string, unknown>>): string => {
  const id = readText(body, 'product', PRODUCT_ID);
  if (!findProduct(shop, id)) throw new ShopProblem('not-found', '/product');
  return id;
};

/** `GET /shop/me`, and the acts of a visit: sign-in, sign-out, basket, order, views. */
export const visitRoutes = (shop: Shop): Hono =>
  new Hono()
    .get('/me', (c) => c.json(me(shop, sessionOf(shop, c))))
    .post('/sign-in', async (c) => {
      const shopper = readText(await readBody(c.req.raw), 'shopper', /^[\w-]{1,40}$/);
      if (!shop.shoppers.knows(shopper)) throw new ShopProblem('shopper-unknown', '/shopper');
      return c.json(me(shop, signIn(shop, c, shopper)));
    })
    .post('/sign-out', async (c) => {
      await readBody(c.req.raw);
      signOut(shop, c);
      return c.json(me(shop, undefined));
    })
    .post('/basket', async (c) => {
      const body = await readBody(c.req.raw);
      const product = productIn(shop, body);
      const quantity = readWhole(body, 'quantity', { from: 0, to: 99 });
      const session = sessionForAct(shop, c);
      shop.goods.setQuantity(session, { product, quantity, at: shop.now() });
      return c.json(me(shop, session));
    })
    .post('/order', async (c) => {
      await readBody(c.req.raw);
      return c.json(placeOrder(shop, c), 201);
    })
    .post('/views', async (c) => {
      const body = await readBody(c.req.raw);
      const product = productIn(shop, body);
      const session = sessionOf(shop, c);
      const asked = { ask: shop.ask, now: shop.now() };
      const recorded =
        session !== undefined && (await isPermitted('assistant.personalise.views', readConsent(body), asked));
      if (recorded) shop.goods.recordView(session, { product, at: asked.now });
      return c.json({ recorded });
    });
