import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { StartError } from 'candor-widget/backend';
import { importOrders, summary } from '../data/import-orders.ts';
import { seededShop } from '../data/seeded-orders.ts';
import type { ShopData } from '../data/shop-data.ts';
import { createApp } from './app.ts';
import type { UsedBackend } from './backend.ts';
import { readShopConfig, useBackend } from './backend.ts';
import { openExplanationKeys } from './explanation-keys.ts';
import { openShop } from './open-shop.ts';
import type { ShopOptions } from './options.ts';
import type { WidgetPlaces } from './pages.ts';
import { readPage } from './pages.ts';
import { createRecordClient } from './record-client.ts';
import { staticFiles } from './static-files.ts';

/** A shop that is open. */
export type RunningShop = {
  readonly url: string;
  /** What the shop started with, in one line. */
  readonly imported: string;
  /** Lets running requests finish, then closes the files. */
  readonly close: () => Promise<void>;
};

type Fetch = (request: Request) => Response | Promise<Response>;

const PATIENCE_MS = 5_000;

const starting: Fetch = () => new Response('The shop is opening.\n', { status: 503, headers: { 'retry-after': '1' } });

/** Listens first: the port must be known before anything is told its own address. */
const listen = async ({ port, host }: Pick<ShopOptions, 'port' | 'host'>) => {
  let answer: Fetch = starting;
  const handle = getRequestListener((request) => answer(request));
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolveListening, reject) => {
    const refuse = (error: Error): void =>
      reject(new StartError(`cannot listen on ${host}:${port} (${error.message}): choose another --port or --host`));
    server.once('error', refuse);
    server.listen(port, host, () => resolveListening());
  });
  const { port: used } = server.address() as AddressInfo;
  return { server, port: used, serve: (fetch: Fetch) => void (answer = fetch) };
};

type Listening = Awaited<ReturnType<typeof listen>>;

const stop = ({ server }: Listening): Promise<void> =>
  new Promise((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });

const isLoopback = (host: string): boolean => /^(?:127\.0\.0\.1|localhost|::1|0\.0\.0\.0|::)$/.test(host);

/** Origins the page can have: the host listened on, its loopback names, and what was named. */
const pageOriginsOf = ({ host, shopOrigins }: ShopOptions, port: number): readonly string[] => {
  const hosts = isLoopback(host) ? ['127.0.0.1', 'localhost'] : [host];
  return [...new Set([...hosts.map((name) => `http://${name}:${port}`), ...shopOrigins])];
};

const loadData = async ({ orders }: ShopOptions): Promise<{ readonly data: ShopData; readonly imported: string }> => {
  if (orders === undefined) {
    const data = seededShop();
    return { data, imported: `using our own orders: ${summary(data)}` };
  }
  const data = await importOrders(resolve(orders));
  return { data, imported: `imported ${summary(data)} from ${data.source}` };
};

const placesOf = ({ widget, backend }: ShopOptions, version: string, origin: string): WidgetPlaces => ({
  widget: widget ?? `${origin}/candor/${version}/`,
  endpoint: backend?.url ?? origin,
});

const report = (error: unknown): void => {
  process.stderr.write(`candor demo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};

type Opening = {
  readonly options: ShopOptions;
  readonly root: string;
  readonly listening: Listening;
  readonly data: ShopData;
};

const open = async ({
  options,
  root,
  listening,
  data,
}: Opening): Promise<{ readonly backend: UsedBackend; readonly close: () => void }> => {
  const folder = resolve(options.data);
  const pages = {
    index: await readPage(join(root, 'dist/shop/index.html')),
    strict: await readPage(join(root, 'dist/shop/demo/pages/strict.html')),
  };
  const pageOrigins = pageOriginsOf(options, listening.port);
  const config = await readShopConfig(root);
  const keys = await openExplanationKeys(folder);
  const backend = await useBackend({ options, folder, config, pageOrigins, explanationKeys: keys.published });
  const ask = createRecordClient({ ...backend.record, now: Date.now });
  const shop = openShop({ data, folder, ask, sign: keys.sign, issuer: config.issuer, pageOrigins, now: Date.now });
  const widgetFiles = staticFiles(join(root, 'dist/widget'), {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  const app = createApp({
    shop,
    pages,
    assets: staticFiles(join(root, 'dist/shop')),
    widgetFiles,
    placesFor: (origin) => placesOf(options, config.version, origin),
    backend: backend.fetch,
    report,
  });
  listening.serve(app.fetch);
  return { backend, close: shop.close };
};

/** Opens the shop. Throws ImportError, or StartError with what keeps it from starting. */
export const startShop = async (options: ShopOptions, root: string): Promise<RunningShop> => {
  const { data, imported } = await loadData(options);
  const listening = await listen(options);
  try {
    const { backend, close } = await open({ options, root, listening, data });
    return {
      url: pageOriginsOf(options, listening.port)[0] ?? '',
      imported,
      close: async () => {
        await stop(listening);
        await backend.close();
        close();
      },
    };
  } catch (error) {
    await stop(listening);
    throw error;
  }
};
