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
import type { StaticFiles } from './static-files.ts';

/** What the app serves besides the shop's own API. */
export type AppParts = {
  readonly shop: Shop;
  readonly pages: { readonly index: string; readonly strict: string };
  readonly assets: StaticFiles;
  readonly widgetFiles: StaticFiles;
  readonly places: WidgetPlaces;
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

/** The whole shop on one port: pages, widget files, backend, and the shop's own API under `/shop`. */
export const createApp = ({ shop, pages, assets, widgetFiles, places, backend, report }: AppParts): Hono => {
  const app = new Hono();
  if (backend) for (const path of BACKEND_PATHS) app.all(path, (c) => backend(c.req.raw));
  app.mount('/shop', shopApi(shop, report).fetch);
  app.get('/candor/:version/*', async (c) => {
    const [, , , ...rest] = new URL(c.req.url).pathname.split('/');
    return (await widgetFiles(decodeURIComponent(rest.join('/')))) ?? c.notFound();
  });
  app.get('/assets/*', async (c) => (await assets(decodeURIComponent(new URL(c.req.url).pathname))) ?? c.notFound());
  app.get('/strict', (c) => {
    c.header('content-security-policy', STRICT_POLICY);
    c.header('cache-control', 'no-cache');
    return c.html(fillPage(pages.strict, readLanguage(c.req.query('lang')), places));
  });
  app.get('*', (c) => {
    c.header('content-security-policy', shopPolicy(places));
    c.header('referrer-policy', 'strict-origin-when-cross-origin');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
    const page = fillPage(pages.index, readLanguage(c.req.query('lang')), places);
    return c.html(page, PAGES.test(new URL(c.req.url).pathname) ? 200 : 404);
  });
  return app;
};
