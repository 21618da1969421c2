import { config as configSchema, type Config } from '../contract/config.ts';
import type { Timestamp } from '../contract/ids.ts';
import { readKeys, type PublicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { getConfig, getKeys } from '../contract/shop-routes.ts';
import type { LedgerView } from '../runtime/runtime.ts';
import type { Client } from '../transport/client.ts';
import type { Outcome } from '../transport/outcome.ts';

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

const bodyOf = <TBody>(outcome: Outcome<TBody>): TBody | undefined =>
  outcome.kind === 'accepted' ? outcome.body : undefined;

/** The facts of one shop. */
export const createShopFacts = ({ client, ledger, now, lang, fetched, document }: FactsOptions): ShopFacts => {
  let config: Promise<Config | undefined> | undefined;
  let keys: Promise<readonly PublicJwk[]> | undefined;
  let ahead = 0;

  const askConfig = async (): Promise<Config | undefined> => {
    const found = parse(configSchema, fetched) ?? bodyOf(await client(getConfig, { query: { lang } }));
    if (found) return found;
    config = undefined;
    return (await ledger.read()).config ?? inlineConfig(document);
  };
  const askKeys = async (): Promise<readonly PublicJwk[]> => {
    // Asked afresh: a cached answer would carry an old Date, and the keys are what a check needs the time for.
    const outcome = await client(getKeys, { fresh: true });
    const body = bodyOf(outcome);
    if (!body) keys = undefined;
    if (outcome.kind === 'accepted' && outcome.serverTime !== undefined) ahead = outcome.serverTime - now();
    return body ? readKeys(body) : [];
  };
  return {
    config: () => (config ??= askConfig()),
    keys: () => (keys ??= askKeys()),
    serverNow: () => new Date(now() + ahead).toISOString() as Timestamp,
  };
};
