import { openStore } from '../../src/backend/open-store.ts';
import type { SubjectHolding } from '../../src/backend/store.ts';
import { widgetConfig } from '../../src/backend/notices.ts';
import type { Config } from '../../src/contract/config.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import type { Choice } from '../../src/contract/consent-event.ts';
import type { Origin, Timestamp } from '../../src/contract/ids.ts';
import type { Platform } from '../../src/runtime/runtime.ts';
import { createRecorder, type Recorder } from '../../src/widget/record.ts';
import { aBackend, type TestBackend } from '../backend/harness.ts';
import { aMerchantConfig, chance, NOON } from './builders.ts';

/** One browser profile: what its pages share. */
export type Profile = { readonly indexedDB: IDBFactory | undefined };

/** What happens to requests, and which were made. */
type Wire = {
  network: 'up' | 'down' | 'loses answers';
  asked: string[];
  /** What a page takes for the shop's keys, where it is not what the shop publishes. */
  keys?: readonly PublicJwk[];
};

/** A shop that runs in this process, and pages of it that record acts. */
export type ShopWithPages = {
  readonly backend: TestBackend;
  readonly wire: Wire;
  readonly openPage: (profile: Profile, gpc?: boolean) => Recorder;
  readonly deliveries: (page: Recorder) => Promise<readonly string[]>;
  readonly eventsOf: (page: Recorder) => Promise<SubjectHolding['events']>;
  readonly stateOf: (page: Recorder) => Promise<{
    readonly effective: Readonly<Record<string, { readonly state: string }>>;
    readonly last_seq: number;
  }>;
  readonly receiptsOf: (page: Recorder) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** A choice in the panel. */
export const given = (choices: Readonly<Record<string, Choice>>) =>
  ({ action: 'save', surface: 'choices', choices }) as const;

const fetchFrom =
  (backend: TestBackend, wire: Wire): typeof globalThis.fetch =>
  async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    wire.asked.push(`${init.method} ${pathname}`);
    if (wire.network === 'down') throw new TypeError('Failed to fetch');
    const { signal: _signal, keepalive: _keepalive, ...rest } = init;
    const answer = await backend.backend.fetch(new Request(String(input), rest));
    if (wire.network === 'loses answers') throw new TypeError('Failed to fetch');
    return answer;
  };

type PageOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly config: Config;
  readonly keys: () => Promise<readonly PublicJwk[]>;
  readonly signal: AbortSignal;
};

const openPage = ({ fetch, config, keys, signal }: PageOptions, { indexedDB }: Profile, gpc: boolean): Recorder => {
  const platform: Platform = {
    fetch,
    subtle: globalThis.crypto.subtle,
    chance,
    indexedDB,
    locks: undefined,
    openChannel: undefined,
    persist: undefined,
    now: () => NOON,
    after: () => undefined,
  };
  const settings = {
    endpoint: 'https://candor.shop.example',
    site: 'https://shop.example' as Origin,
    lang: 'en',
    region: 'DE',
    gpc,
    nonce: undefined,
  };
  const host = document.createElement('candor-widget');
  const showForgetful = async (): Promise<void> => undefined;
  return createRecorder({
    host,
    platform,
    settings,
    serverNow: () => new Date(NOON).toISOString() as Timestamp,
    config: async () => config,
    keys,
    showForgetful,
    signal,
  });
};

/** Opens a shop with a store of its own in memory. */
export const aShopWithPages = async (): Promise<ShopWithPages> => {
  const merchant = aMerchantConfig();
  const backend = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), { config: merchant });
  const config = widgetConfig(merchant, backend.notice, ['en', 'de']);
  const wire: Wire = { network: 'up', asked: [] };
  const life = new AbortController();
  const keys = async () => wire.keys ?? [backend.key.publicJwk];
  const options = { fetch: fetchFrom(backend, wire), config, keys, signal: life.signal };
  return {
    backend,
    wire,
    openPage: (profile, gpc = false) => openPage(options, profile, gpc),
    deliveries: async ({ ledger }) => (await ledger.read()).entries.map(({ delivery }) => delivery),
    eventsOf: async ({ ledger }) => {
      const { key } = await ledger.read();
      return key ? (await backend.store.read.holding(key.subject)).events : [];
    },
    stateOf: async ({ ledger }) => {
      const { key } = await ledger.read();
      const { json } = await backend.get(key as Parameters<TestBackend['get']>[0], '/v1/consents/me');
      return json as Awaited<ReturnType<ShopWithPages['stateOf']>>;
    },
    receiptsOf: async ({ ledger }) => {
      const { key } = await ledger.read();
      return key ? (await backend.store.read.receipts(key.subject, 0, 100)).map(({ jti }) => jti) : [];
    },
    close: async () => {
      life.abort();
      await backend.backend.close();
    },
  };
};
