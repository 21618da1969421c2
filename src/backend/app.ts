import type { MerchantConfig } from '../contract/merchant-config.ts';
import { logOrigin } from '../crypto/log-entry.ts';
import type { Chance } from '../crypto/random.ts';
import { problemResponse, refuse } from './answer.ts';
import type { Desk } from './call.ts';
import { logSignerOf } from './checkpoint.ts';
import { guardOrigins } from './cors.ts';
import { type Keyring, type KeySource, openKeyring } from './keyring.ts';
import { type LogEntry, logEntryOf } from './log.ts';
import { buildNotices, storedNotice } from './notices.ts';
import { openPepper } from './open-pepper.ts';
import { logOlderReceipts } from './receipt-log.ts';
import { type Issuer, timestampOf } from './receipts.ts';
import { createRateLimit } from './rate-limit.ts';
import type { SigningKey } from './signing-key.ts';
import { type RetentionOutcome, runRetention } from './retention.ts';
import { type Store, StoreUnavailableError } from './store.ts';
import { createTable } from './table.ts';
import type { DispatchSettings } from './dispatch.ts';

/** What a backend is made of. Time and chance are the caller's. */
export type BackendParts = {
  readonly store: Store;
  /**
   * Keys of role `receipt`, or what tells them whenever it is asked: before each request. The newest that has begun and
   * is not retired signs, all are published.
   */
  readonly keys: readonly SigningKey[] | KeySource;
  /** The same for Ed25519 keys of role `checkpoint`: they sign the log's head. */
  readonly checkpointKeys: readonly SigningKey[] | KeySource;
  /** 32 random bytes that stay the same as long as the record lives: `ensurePepper`. */
  readonly pepper: Uint8Array<ArrayBuffer>;
  readonly config: MerchantConfig;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `crypto.getRandomValues`. */
  readonly chance: Chance;
  /** Told of every answer, in fields that hold no personal data. */
  readonly log?: (entry: LogEntry) => void;
  /** Told, in a sentence, of new keys that cannot be used: then the keys there were go on signing. */
  readonly warn?: (sentence: string) => void;
  /** Milliseconds a body may take to arrive; 10 s when absent. */
  readonly bodyPatience?: number;
};

/** A backend: answers requests, by whatever server they come. */
export type Backend = {
  /** Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Deletes what is due: to be run at the start and every hour. Rejects when the record cannot be asked now. */
  readonly retain: () => Promise<RetentionOutcome>;
  /** Refuses new requests with `shutting-down` and resolves when the running ones are answered. */
  readonly drain: () => Promise<void>;
  /** Drains, then closes the store. */
  readonly close: () => Promise<void>;
};

const issuerOf = ({ config, now, chance }: BackendParts, keyring: Keyring): Issuer => ({
  issuer: config.issuer,
  get key() {
    return keyring.signing('receipt');
  },
  now,
  chance,
});

const sourceOf = (keys: readonly SigningKey[] | KeySource): KeySource =>
  typeof keys === 'function' ? keys : async () => keys;

const openDesk = async (parts: BackendParts): Promise<Desk> => {
  const { store, keys, checkpointKeys, config, now, chance, warn } = parts;
  const sources = { receipt: sourceOf(keys), checkpoint: sourceOf(checkpointKeys) };
  const keyring = await openKeyring({ sources, config, now, warn });
  const signer = logSignerOf(logOrigin(config.issuer), () => keyring.signing('checkpoint'));
  const [pepper, notices] = [await openPepper(store, parts.pepper), await buildNotices(config)];
  await store.write((record) => record.publish(notices.map(storedNotice), timestampOf(now())));
  await logOlderReceipts(store, { pepper, chance });
  const issuer = issuerOf(parts, keyring);
  return { store, config, notices, keyring, issuer, signer, pepper, grants: createRateLimit() };
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
  const answer = async (request: Request): Promise<Response> => {
    await settings.desk.keyring.refresh();
    return table.fetch(request);
  };
  return async (request) => {
    const began = now();
    let failure: unknown;
    let response: Response;
    try {
      response = isOpen() ? await answer(request) : problemResponse(refuse('shutting-down'));
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
  const desk = await openDesk(parts);
  const settings = { desk, bodyPatience };
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
    retain: () => runRetention({ store, config, pepper: desk.pepper, now }),
    drain,
    close: async () => {
      await drain();
      await store.close();
    },
  };
};
