import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, sep } from 'node:path';
import { type Child, startChild } from './child.ts';

/** Makes an empty folder; the caller removes it. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'candor-'));

/** Removes a folder with all it holds. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 3 });

/** Runs a server on a folder; without one it gets a folder of its own, which goes when the server does. */
const inFolder = async (given: string | undefined, start: (folder: string) => Promise<Child>): Promise<Child> => {
  const folder = given ?? (await makeFolder());
  const clean = async (): Promise<void> => (given === undefined ? removeFolder(folder) : undefined);
  try {
    const child = await start(folder);
    return {
      ...child,
      stop: async () => {
        const code = await child.stop();
        await clean();
        return code;
      },
      kill9: async () => {
        await child.kill9();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
};

/** How the demo shop is started. */
export type ShopOptions = {
  /** Its port; a free one when absent. */
  readonly port?: number;
  /** Folder that survives a restart; a temporary one when absent. */
  readonly dataDir?: string;
  /** Further command line arguments: `--orders FILE`, `--database-url URL`, `--backend URL`, `--backend-key KEY`, `--widget URL`. */
  readonly args?: readonly string[];
};

/** Starts the built demo shop with the backend in it. */
export const startShop = ({ port = 0, dataDir, args = [] }: ShopOptions = {}): Promise<Child> =>
  inFolder(dataDir, (data) =>
    startChild({ args: ['dist/shop-server/main.js', '--port', `${port}`, '--data', data, ...args] }),
  );

/** How the built backend is started. */
export type BackendOptions = {
  /** The merchant's config: the path of a file, or what to write into one. */
  readonly config: string | object;
  readonly port?: number;
  readonly dataDir?: string;
  /** PostgreSQL instead of the SQLite file. */
  readonly databaseUrl?: string;
  readonly args?: readonly string[];
  /** Another `candor` than the one that was built. */
  readonly cli?: string;
};

const configFile = async (config: string | object, folder: string): Promise<string> => {
  if (typeof config === 'string') return config;
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'candor.config.json');
  await writeFile(file, JSON.stringify(config));
  return file;
};

/** Starts the built backend alone (`candor serve`), and makes sure that it is ready. */
export const startBackend = ({
  config,
  port = 0,
  dataDir,
  databaseUrl,
  args = [],
  cli = 'dist/backend/cli.js',
}: BackendOptions): Promise<Child> =>
  inFolder(dataDir, async (data) => {
    const file = await configFile(config, data);
    const record = databaseUrl === undefined ? [] : ['--database-url', databaseUrl];
    const child = await startChild({
      args: [cli, 'serve', '--config', file, '--port', `${port}`, '--data', data, ...record, ...args],
    });
    const { status } = await fetch(`${child.url}/readyz`);
    if (status === 200) return child;
    await child.stop();
    throw new Error(`the backend listens but is not ready (${status}):\n${child.output()}`);
  });

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
};

const answerWith = async (
  file: string,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<void> => {
  const body = await readFile(file).catch(() => undefined);
  response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain', ...headers });
  response.end(body ?? 'not here');
};

/** Serves a folder as a chunk host does, on an origin of its own: any page may read it (`Access-Control-Allow-Origin: *`). */
export const startStatic = async (
  folder: string,
  headers: Readonly<Record<string, string>> = { 'access-control-allow-origin': '*' },
): Promise<Pick<Child, 'url' | 'stop'>> => {
  const root = normalize(folder + sep);
  const server = createServer((request, response) => {
    const file = normalize(join(root, decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname)));
    void answerWith(file.startsWith(root) ? file : root, response, headers);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      return 0;
    },
  };
};
