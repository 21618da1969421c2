import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MerchantConfig, PublicJwk } from 'candor-widget/backend';
import {
  createBackend,
  ensurePepper,
  followSigningKeys,
  hashApiKey,
  openStore,
  parseMerchantConfig,
  StartError,
} from 'candor-widget/backend';
import type { ShopOptions } from './options.ts';
import type { RecordAccess } from './record-client.ts';

/** The backend the shop works with: its own, or another one. */
export type UsedBackend = {
  /** Answers the backend's paths; undefined when another backend does, elsewhere. */
  readonly fetch: ((request: Request) => Promise<Response>) | undefined;
  /** How the recommender asks the record. */
  readonly record: Omit<RecordAccess, 'now'>;
  readonly close: () => Promise<void>;
};

/** What the shop needs of its files: Candor's config, and the package's version. */
export type ShopConfig = { readonly issuer: string; readonly version: string; readonly file: object };

const readObject = async (file: string): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(await readFile(file, 'utf8'));

/** Reads `demo/candor.config.json` and the version of the package. */
export const readShopConfig = async (root: string): Promise<ShopConfig> => {
  const file = await readObject(join(root, 'demo/candor.config.json'));
  const { version } = await readObject(join(root, 'package.json'));
  return { issuer: String(file['issuer']), version: String(version), file };
};

/** What the embedded backend is opened with. */
export type BackendSetting = {
  readonly options: Pick<ShopOptions, 'backend' | 'databaseUrl'>;
  readonly folder: string;
  readonly config: ShopConfig;
  readonly pageOrigins: readonly string[];
  readonly explanationKeys: readonly PublicJwk[];
};

/** The demo's config, with what is only known now: the page's origins, the recommender's keys, its API key. */
const completeConfig = async (
  { config, pageOrigins, explanationKeys }: BackendSetting,
  key: string,
): Promise<MerchantConfig> => {
  const reading = parseMerchantConfig({
    ...config.file,
    origins: pageOrigins,
    explanationKeys: { keys: explanationKeys },
    apiKeys: [{ id: 'recommender', sha256: await hashApiKey(key), roles: ['read'] }],
  });
  if (reading.ok) return reading.config;
  const [problem] = reading.problems;
  throw new StartError(`demo/candor.config.json ${problem?.path ?? ''} ${problem?.reason ?? ''}`);
};

const openOwn = async (setting: BackendSetting): Promise<UsedBackend> => {
  // Made anew at each start: it never leaves this process.
  const key = randomBytes(32).toString('base64url');
  const config = await completeConfig(setting, key);
  const keys = await followSigningKeys(setting.folder, 'receipt', { now: Date.now });
  const checkpointKeys = await followSigningKeys(setting.folder, 'checkpoint', { now: Date.now });
  const store = await openStore({ dataDir: setting.folder, databaseUrl: setting.options.databaseUrl });
  const backend = await createBackend({
    store,
    keys,
    checkpointKeys,
    pepper: await ensurePepper(setting.folder),
    config,
    now: Date.now,
    chance: (bytes) => crypto.getRandomValues(bytes),
  });
  return { fetch: backend.fetch, record: { fetch: backend.fetch, base: config.issuer, key }, close: backend.close };
};

/** The backend at `--backend`, else one of the shop's own in this process. */
export const useBackend = async (setting: BackendSetting): Promise<UsedBackend> => {
  const { backend } = setting.options;
  if (!backend) return openOwn(setting);
  const record = { fetch: (request: Request) => fetch(request), base: backend.url, key: backend.key };
  return { fetch: undefined, record, close: () => Promise.resolve() };
};
