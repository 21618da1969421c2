import { config as configSchema, type Config } from '../contract/config.ts';
import type { Timestamp } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import type { LedgerView } from '../runtime/runtime.ts';
import type { Shop } from './shop-keys.ts';

/** What the shop says of itself, asked for once and then remembered by this widget. */
export type ShopFacts = {
  /** From the network, else the last one kept in the ledger, else the page's inline one; asked again after a failure. */
  readonly config: () => Promise<Config | undefined>;
  readonly keys: () => Promise<readonly PublicJwk[]>;
  /** The latest server time seen, advanced by this device's clock. */
  readonly serverNow: () => Timestamp;
};

/** What the facts are asked with. */
export type FactsOptions = {
  readonly shop: Shop;
  readonly ledger: LedgerView;
  /** The config's JSON, unread; undefined when the shop cannot be reached. */
  readonly fetchConfig: () => Promise<unknown>;
  readonly document: Document;
};

const inlineConfig = (document: Document): Config | undefined => {
  const text = document.querySelector('script[type="application/json"][data-candor-config]')?.textContent;
  try {
    return parse(configSchema, JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
};

/** The facts of one shop. */
export const createShopFacts = ({ shop, ledger, fetchConfig, document }: FactsOptions): ShopFacts => {
  let config: Promise<Config | undefined> | undefined;
  let keys: Promise<readonly PublicJwk[]> | undefined;
  let ahead = 0;

  const askConfig = async (): Promise<Config | undefined> => {
    const found = parse(configSchema, await fetchConfig());
    if (found) return found;
    config = undefined;
    return (await ledger.read()).config ?? inlineConfig(document);
  };
  const readKeys = async (): Promise<readonly PublicJwk[]> => {
    // Loaded with the panels that check something; without it nothing can be checked, and the panel says that.
    const asked = await import('./shop-keys.ts').then(({ askKeys }) => askKeys(shop)).catch(() => undefined);
    if (!asked) keys = undefined;
    if (asked?.serverTime !== undefined) ahead = asked.serverTime - shop.now();
    return asked?.keys ?? [];
  };
  return {
    config: () => (config ??= askConfig()),
    keys: () => (keys ??= readKeys()),
    serverNow: () => new Date(shop.now() + ahead).toISOString() as Timestamp,
  };
};
