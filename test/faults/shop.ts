import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** The shop's pages: one origin for each shopper, all on one port. */
export type Shop = {
  /** Origins that are shoppers' own: what one stores, no other sees. */
  readonly origins: readonly string[];
  /** Says what a load of the page is made of, and gives the address below an origin. */
  readonly addPage: (load: string, html: string) => string;
  readonly stop: () => Promise<void>;
};

/** As many as a backend's config takes. */
const ORIGINS = 90;

/** Loads of the page that may still be asked for. */
const MOST_PAGES = 60;

/** Port of a server that listens on loopback. */
export const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
};

/** Ends a server and every connection to it. */
export const stopServer = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

/** Serves the pages. The names end in `.localhost`, which browsers resolve to this machine and trust like HTTPS. */
export const startPages = async (): Promise<Shop> => {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(page ?? 'not here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    origins: Array.from({ length: ORIGINS }, (_, at) => `http://shopper-${at}.shop.localhost:${port}`),
    addPage: (load, html) => {
      pages.set(`/${load}`, html);
      const [oldest] = pages.keys();
      if (pages.size > MOST_PAGES && oldest !== undefined) pages.delete(oldest);
      return `/${load}`;
    },
    stop: () => stopServer(server),
  };
};

/** What a page of the shop is made of. */
export type PageParts = {
  readonly script: string;
  readonly explanation: object;
  /** Address of the chunk host. */
  readonly chunks: string;
  readonly endpoint: string;
  /** Names this load in every consent event it makes. */
  readonly region: string;
};

/** A page with the widget and nothing else. */
export const pageOf = ({ script, explanation, chunks, endpoint, region }: PageParts): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Faults</title>
  <script>${script}</script>
  <script>(window.candor ??= []).push(['explain', ${JSON.stringify(explanation)}]);</script>
  <script async crossorigin src="${chunks}/candor.js"></script>
  <candor-widget endpoint="${endpoint}" region="${region}" panels="why choices receipts" inline></candor-widget>
</html>
`;
