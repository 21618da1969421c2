import type { MerchantConfig } from '../contract/merchant-config.ts';
import type { Chance } from '../crypto/random.ts';
import { problemResponse, refuse } from './answer.ts';
import type { Desk } from './call.ts';
import { guardOrigins } from './cors.ts';
import { type LogEntry, logEntryOf } from './log.ts';
import { buildNotices, storedNotice } from './notices.ts';
import { publishKeys } from './published-keys.ts';
import { createRateLimit } from './rate-limit.ts';
import { timestampOf } from './receipts.ts';
import type { SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';
import { type Store, StoreUnavailableError } from './store.ts';
import { createTable } from './table.ts';
import type { DispatchSettings } from './dispatch.ts';

/** What a backend is made of. Time and chance are the caller's. */
export type BackendParts = {
  readonly store: Store;
  /** Keys of role `receipt`; the first one signs, all are published. */
  readonly keys: readonly SigningKey[];
  readonly config: MerchantConfig;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `crypto.getRandomValues`. */
  readonly chance: Chance;
  /** Told of every answer, in fields that hold no personal data. */
  readonly log?: (entry: LogEntry) => void;
  /** Milliseconds a body may take to arrive; 10 s when absent. */
  readonly bodyPatience?: number;
};

/** A backend: answers requests, by whatever server they come. */
export type Backend = {
  /** Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Refuses new requests with `shutting-down` and resolves when the running ones are answered. */
  readonly drain: () => Promise<void>;
  /** Drains, then closes the store. */
  readonly close: () => Promise<void>;
};

const openDesk = async ({ store, keys, config, now, chance }: BackendParts): Promise<Desk> => {
  const [key] = keys;
  if (!key) throw new StartError('there is no signing key of role "receipt"');
  const publishedKeys = await publishKeys(config, keys);
  const notices = await buildNotices(config);
  await store.write((record) => record.publish(notices.map(storedNotice), timestampOf(now())));
  return {
    store,
    config,
    notices,
    publishedKeys,
    issuer: { issuer: config.issuer, key, now, chance },
    grants: createRateLimit(),
  };
};

const codeOf = (error: unknown): 'store-unavailable' | 'internal' =>
  error instanceof StoreUnavailableError ? 'store-unavailable' : 'internal';

const dated = (response: Response, now: number): Response => {
  response.headers.set('date', new Date(now).toUTCString());
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
};

type Opened = Pick<BackendParts, 'now' | 'log'> & {
  readonly settings: DispatchSettings;
  readonly isOpen: () => boolean;
};

/** Answers one request that may come in; a failure becomes a problem, and nothing of it reaches the answer. */
const createServe = ({ settings, now, log = () => {}, isOpen }: Opened): ((request: Request) => Promise<Response>) => {
  const paths = new WeakMap<Request, string>();
  const table = createTable(settings, (request, path) => paths.set(request, path));
  return async (request) => {
    const began = now();
    let failure: unknown;
    let response: Response;
    try {
      response = isOpen() ? await table.fetch(request) : problemResponse(refuse('shutting-down'));
    } catch (error) {
      failure = error;
      response = problemResponse(refuse(codeOf(error)));
    }
    log(logEntryOf({ request, response, path: paths.get(request), began, ended: now(), failure }));
    return response;
  };
};

/**
 * Opens a backend: publishes the notices in the record and checks the keys. Rejects with StartError when a key has a
 * wrong role or a kid stands twice, with StoreUnavailableError when the database does not answer.
 */
export const createBackend = async (parts: BackendParts): Promise<Backend> => {
  const { now, log, bodyPatience = 10_000, config, store } = parts;
  const settings = { desk: await openDesk(parts), bodyPatience };
  const running = new Set<Promise<unknown>>();
  let open = true;
  const guarded = guardOrigins(config.origins, createServe({ settings, now, log, isOpen: () => open }));
  const drain = async (): Promise<void> => {
    open = false;
    await Promise.allSettled(running);
  };
  return {
    fetch: async (request) => {
      const answer = guarded(request);
      running.add(answer);
      try {
        return dated(await answer, now());
      } finally {
        running.delete(answer);
      }
    },
    drain,
    close: async () => {
      await drain();
      await store.close();
    },
  };
};
