import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { type ConfigProblem, type MerchantConfig, parseMerchantConfig } from '../contract/merchant-config.ts';
import { type Backend, createBackend } from './app.ts';
import { codeOf } from './error-code.ts';
import { ConfigError } from './config-error.ts';
import type { LogEntry } from './log.ts';
import { openStore } from './open-store.ts';
import { openPepper } from './open-pepper.ts';
import type { Pepper } from './pepper.ts';
import { ensurePepper } from './pepper-file.ts';
import { type RetentionOutcome, runRetention } from './retention.ts';
import { keepRetaining, type RetentionEntry } from './retention-timer.ts';
import { followSigningKeys } from './signing-keys.ts';
import { StartError } from './start-error.ts';
import type { Store } from './store.ts';

/** Milliseconds for a whole request and for its headers; a slow client is cut off. */
const REQUEST_TIMEOUT = 15_000;
const HEADERS_TIMEOUT = 10_000;
/** Milliseconds that running requests get when the server is asked to end. */
const LAST_WORDS = 10_000;

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StartError(`${file} cannot be read (${codeOf(error)}): check the path`, { cause: error });
  }
};

/** Line and column of a JSON error, where the engine tells its position. */
const placeOf = (text: string, message: string): string => {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return 'at its end';
  const before = text.slice(0, Number(position)).split('\n');
  return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

const readJsonFile = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartError(
      `${file} is not JSON ${placeOf(text, String(error))}: look for a missing comma or quote there`,
      { cause: error },
    );
  }
};

const parsed = (file: string, value: unknown): MerchantConfig => {
  const reading = parseMerchantConfig(value);
  if (!reading.ok) throw new ConfigError(file, reading.problems);
  return reading.config;
};

const prefixed = (problems: readonly ConfigProblem[]): readonly ConfigProblem[] =>
  problems.map((one) => ({ ...one, hint: `${one.hint}; it stands in the key file` }));

/**
 * Reads `candor.config.json`, and the file of explanation keys it names, relative to it. Throws StartError; ConfigError
 * lists every fault with path, reason and hint.
 */
export const readMerchantConfig = async (file: string): Promise<MerchantConfig> => {
  const config = parsed(file, await readJsonFile(file));
  if (typeof config.explanationKeys !== 'string') return config;
  const keyFile = resolve(dirname(file), config.explanationKeys);
  const reading = parseMerchantConfig({ ...config, explanationKeys: await readJsonFile(keyFile) });
  if (!reading.ok) throw new ConfigError(keyFile, prefixed(reading.problems));
  return reading.config;
};

/** Where to listen. */
export type ListenOptions = { readonly port: number; readonly host: string };

/** A backend that listens. */
export type Listening = {
  /** Its address, with the port it really has. */
  readonly url: string;
  /** Stops accepting, finishes what runs, and lets go of everything. */
  readonly close: () => Promise<void>;
};

const started = (server: Server, { port, host }: ListenOptions): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', (error) =>
      fail(
        new StartError(`cannot listen on ${host}:${port} (${codeOf(error)}): choose another --port or --host`, {
          cause: error,
        }),
      ),
    );
    server.listen(port, host, () => done());
  });

const ended = (server: Server): Promise<void> =>
  new Promise((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });

const urlOf = (server: Server, host: string): string => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

/** Serves a backend over HTTP. TLS is the proxy's in front of it. Throws StartError where the port is taken. */
export const listen = async (backend: Backend, options: ListenOptions): Promise<Listening> => {
  const answer = getRequestListener((request) => backend.fetch(request), { overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT, headersTimeout: HEADERS_TIMEOUT });
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing));
  await started(server, options);
  return {
    url: urlOf(server, options.host),
    close: async () => {
      const closed = ended(server);
      await backend.drain();
      await closed;
      await backend.close();
    },
  };
};

/** Where a record and what belongs to it are. */
export type RecordPlace = {
  readonly configFile: string;
  readonly databaseUrl?: string;
  /** Folder for keys, the pepper and the embedded record. */
  readonly dataDir: string;
};

/** What `candor serve` needs to know. */
export type ServeOptions = ListenOptions &
  RecordPlace & {
    /** Told of every answer, and of what the retention job did. */
    readonly log?: (entry: LogEntry | RetentionEntry) => void;
    /** Told, in a sentence, what whoever runs the server should know. */
    readonly warn?: (sentence: string) => void;
  };

const readPepper = (dataDir: string): Promise<Uint8Array<ArrayBuffer>> =>
  ensurePepper(dataDir, process.env['CANDOR_PEPPER']);

/** Opens record and keys, serves, and runs the retention job at the start and every hour. Throws StartError with what to do about it. */
export const serveBackend = async ({
  configFile,
  databaseUrl,
  dataDir,
  log,
  warn,
  ...place
}: ServeOptions): Promise<Listening> => {
  const config = await readMerchantConfig(configFile);
  const pepper = await readPepper(dataDir);
  const following = { now: Date.now, warn };
  const keys = await followSigningKeys(dataDir, 'receipt', following);
  const checkpointKeys = await followSigningKeys(dataDir, 'checkpoint', following);
  const store = await openStore({ databaseUrl, dataDir });
  try {
    const chance = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
      globalThis.crypto.getRandomValues(bytes);
    const parts = { store, keys, checkpointKeys, pepper, config, now: Date.now, chance, log, warn };
    const backend = await createBackend(parts);
    const { url, close } = await listen(backend, place);
    const job = keepRetaining(backend, (entry) => log?.(entry));
    return {
      url,
      close: () => {
        job.stop();
        return close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** Opens a record for one job, and lets go of it whatever comes. Throws StartError with what to do about it. */
export const withRecord = async <T>(
  { databaseUrl, dataDir }: Omit<RecordPlace, 'configFile'>,
  job: (store: Store, pepper: Pepper) => Promise<T>,
): Promise<T> => {
  const bytes = await readPepper(dataDir);
  const store = await openStore({ databaseUrl, dataDir });
  try {
    return await job(store, await openPepper(store, bytes));
  } finally {
    await store.close();
  }
};

/** Runs the retention job once. Throws StartError with what to do about it. */
export const retainOnce = async ({ configFile, ...place }: RecordPlace): Promise<RetentionOutcome> => {
  const config = await readMerchantConfig(configFile);
  return withRecord(place, (store, pepper) => runRetention({ store, config, pepper, now: Date.now }));
};
