import type { Context } from 'hono';
import { Hono } from 'hono';
import { chatRoutes } from './api/chat.ts';
import { explanationRoutes } from './api/explanations.ts';
import { productRoutes } from './api/products.ts';
import { recommendationRoutes } from './api/recommendations.ts';
import { visitRoutes } from './api/visit.ts';
import { readLanguage } from './input.ts';
import type { WidgetPlaces } from './pages.ts';
import { fillPage, shopPolicy, STRICT_POLICY } from './pages.ts';
import { problemResponse, ShopProblem } from './problem.ts';
import type { Shop } from './shop.ts';
import { pageOriginOf } from './shop.ts';
import type { StaticFiles } from './static-files.ts';

/** What the app serves besides the shop's own API. */
export type AppParts = {
  readonly shop: Shop;
  readonly pages: { readonly index: string; readonly strict: string };
  readonly assets: StaticFiles;
  readonly widgetFiles: StaticFiles;
  /** Where the widget and its endpoint are, for a page of this origin. */
  readonly placesFor: (pageOrigin: string) => WidgetPlaces;
  /** The embedded backend; undefined when another one is used. */
  readonly backend: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Reports what went wrong in the shop itself. */
  readonly report: (error: unknown) => void;
};

const BACKEND_PATHS = ['/v1/*', '/.well-known/candor/*', '/admin/*', '/healthz', '/readyz', '/metrics'];
const PAGES =
  /^\/(?:product\/[^/]+|category\/[^/]+|search|basket|sign-in|contact|privacy|complaints|how-we-recommend)?$/;

const shopApi = (shop: Shop, report: AppParts['report']): Hono => {
  const api = new Hono();
  api.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  for (const routes of [productRoutes, recommendationRoutes, explanationRoutes, visitRoutes, chatRoutes])
    api.route('/', routes(shop));
  api.notFound(() => problemResponse('not-found'));
  api.onError((error) => {
    if (error instanceof ShopProblem) return problemResponse(error.code, error.path);
    report(error);
    return problemResponse('internal');
  });
  return api;
};

/** The path of a request within a folder; empty where it cannot be read. */
const pathIn = (request: Request, segments: number): string => {
  const path = new URL(request.url).pathname.split('/').slice(segments).join('/');
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
};

type PageParts = Pick<AppParts, 'shop' | 'pages' | 'placesFor'>;

const pageRoutes = ({ shop, pages, placesFor }: PageParts): Hono => {
  const page = (c: Context, html: string, policy: (places: WidgetPlaces) => string) => {
    const places = placesFor(pageOriginOf(shop, c.req.raw));
    c.header('content-security-policy', policy(places));
    c.header('referrer-policy', 'strict-origin-when-cross-origin');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
    return fillPage(html, readLanguage(c.req.query('lang')), places);
  };
  return new Hono()
    .get('/strict', (c) => c.html(page(c, pages.strict, () => STRICT_POLICY)))
    .get('*', (c) => c.html(page(c, pages.index, shopPolicy), PAGES.test(new URL(c.req.url).pathname) ? 200 : 404));
};

/** The whole shop on one port: pages, widget files, backend, and the shop's own API under `/shop`. */
export const createApp = ({ assets, widgetFiles, backend, report, ...parts }: AppParts): Hono => {
  const app = new Hono();
  if (backend) for (const path of BACKEND_PATHS) app.all(path, (c) => backend(c.req.raw));
  app.mount('/shop', shopApi(parts.shop, report).fetch);
  app.get('/candor/:version/*', async (c) => (await widgetFiles(pathIn(c.req.raw, 3))) ?? c.notFound());
  app.get('/assets/*', async (c) => (await assets(pathIn(c.req.raw, 1))) ?? c.notFound());
  app.route('/', pageRoutes(parts));
  return app;
};
