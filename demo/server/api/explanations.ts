import { Hono } from 'hono';
import { ShopProblem } from '../problem.ts';
import type { Shop } from '../shop.ts';
import { sessionOf } from './session-cookie.ts';

const MOST_IDS = 50;
const ID = /^[\da-f-]{36}$/;

/** `GET /shop/explanations?ids=a,b`: what the widget's `explanations-src` names. */
export const explanationRoutes = (shop: Shop): Hono =>
  new Hono().get('/explanations', async (c) => {
    const ids = (c.req.query('ids') ?? '').split(',').filter(Boolean);
    if (ids.length === 0 || ids.length > MOST_IDS || !ids.every((id) => ID.test(id)))
      throw new ShopProblem('invalid-field', '/ids');
    return c.json({ explanations: await shop.sign(shop.explanations.find(sessionOf(shop, c), ids)) });
  });
