import type { Context } from 'hono';
import { Hono } from 'hono';
import { codeOf } from '../../recommender/explain-context.ts';
import { allowedRows, unwantedItems } from '../../recommender/obey.ts';
import type { Localised } from '../../recommender/phrases.ts';
import { PHRASES } from '../../recommender/phrases.ts';
import type { Recommendation } from '../../recommender/recommend.ts';
import { recommend } from '../../recommender/recommend.ts';
import type { Row } from '../../recommender/rows.ts';
import type { Asker } from '../answer.ts';
import { answer } from '../answer.ts';
import type { Fields } from '../input.ts';
import { readBody, readConsent, readLanguage, readText } from '../input.ts';
import { permit } from '../permission.ts';
import { ShopProblem } from '../problem.ts';
import type { Shop } from '../shop.ts';
import { findProduct, pageOriginOf } from '../shop.ts';
import { sessionOf } from './session-cookie.ts';

const COUNTS = { home: 8, product: 4, cart: 4 } as const;
type Surface = keyof typeof COUNTS;

const SURFACE_IDS = { home: 'home.for-you', product: 'product.together', cart: 'cart.with-basket' } as const;

const readSurface = ({ surface }: Fields): Surface => {
  if (surface === 'home' || surface === 'product' || surface === 'cart') return surface;
  throw new ShopProblem('invalid-field', '/surface');
};

/** Who asks and what may be used for them. */
export const askerOf = async (shop: Shop, c: Context, body: Fields): Promise<Asker> => ({
  session: sessionOf(shop, c),
  permission: await permit(readConsent(body), shop.ask, shop.now()),
  origin: pageOriginOf(shop, c.req.raw),
  lang: readLanguage(body['lang']),
});

/** The rows of this session that may be used. */
export const usableRows = (shop: Shop, { session, permission }: Asker): readonly Row[] =>
  session === undefined ? [] : allowedRows(shop.shoppers.rowsOf(session), permission);

const pageRow = (shop: Shop, body: Fields): Row => {
  const id = readText(body, 'item', /^[\w.-]{1,40}$/);
  const found = findProduct(shop, id);
  if (!found) throw new ShopProblem('not-found', '/item');
  return {
    id: `page:${id}`,
    kind: 'page',
    item: found.item,
    occurrences: [{ at: new Date(shop.now()).toISOString(), source: 'this page' }],
  };
};

const rowsFor = (
  surface: Surface,
  shop: Shop,
  asked: { readonly asker: Asker; readonly body: Fields },
): readonly Row[] => {
  if (surface === 'product') return [pageRow(shop, asked.body)];
  const rows = usableRows(shop, asked.asker);
  return surface === 'cart' ? rows.filter(({ kind }) => kind === 'basket') : rows;
};

const HEADINGS: Readonly<Record<Surface, Localised>> = {
  home: PHRASES.forYou,
  product: PHRASES.together,
  cart: PHRASES.withBasket,
};

const isByRows = ({ ranking }: Recommendation): boolean =>
  ranking[0]?.parts().some(({ kind }) => kind === 'row') ?? false;

/** `POST /shop/recommendations`: `{surface, item?, subject?, state?, lang}`. */
export const recommendationRoutes = (shop: Shop): Hono =>
  new Hono().post('/recommendations', async (c) => {
    const body = await readBody(c.req.raw);
    const surface = readSurface(body);
    const asker = await askerOf(shop, c, body);
    const unwanted = unwantedItems(asker.permission);
    const recommendation = recommend({
      index: shop.index,
      rows: rowsFor(surface, shop, { asker, body }),
      isHidden: (item) => unwanted.has(codeOf(shop, item)),
    });
    const personal = isByRows(recommendation);
    const heading = personal ? HEADINGS[surface] : PHRASES.popularNow;
    const { items, explanations } = await answer(shop, asker, {
      recommendation,
      count: COUNTS[surface],
      surface: { id: SURFACE_IDS[surface], heading },
    });
    return c.json({
      heading: heading[asker.lang],
      byRows: personal,
      currency: shop.data.currency,
      items,
      explanations,
    });
  });
