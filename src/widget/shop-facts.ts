import { config as configSchema, type Config } from '../contract/config.ts';
import type { Timestamp } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { getConfig } from '../contract/shop-routes.ts';
import type { LedgerView } from '../runtime/runtime.ts';
import type { Client } from '../transport/client.ts';

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
  readonly client: Client;
  readonly ledger: LedgerView;
  readonly now: () => number;
  readonly lang: string;
  /** Config JSON that the first layer has fetched already, unread. */
  readonly fetched: unknown;
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
export const createShopFacts = ({ client, ledger, now, lang, fetched, document }: FactsOptions): ShopFacts => {
  let config: Promise<Config | undefined> | undefined;
  let keys: Promise<readonly PublicJwk[]> | undefined;
  let ahead = 0;

  const askConfig = async (): Promise<Config | undefined> => {
    const found = parse(configSchema, fetched);
    if (found) return found;
    const outcome = await client(getConfig, { query: { lang } });
    if (outcome.kind === 'accepted') return outcome.body;
    config = undefined;
    return (await ledger.read()).config ?? inlineConfig(document);
  };
  const readKeys = async (): Promise<readonly PublicJwk[]> => {
    // Loaded with the panels that check something; without it nothing can be checked, and the panel says that.
    const asked = await import('./shop-keys.ts').then(({ askKeys }) => askKeys(client)).catch(() => undefined);
    if (!asked) keys = undefined;
    if (asked?.serverTime !== undefined) ahead = asked.serverTime - now();
    return asked?.keys ?? [];
  };
  return {
    config: () => (config ??= askConfig()),
    keys: () => (keys ??= readKeys()),
    serverNow: () => new Date(now() + ahead).toISOString() as Timestamp,
  };
};
