import { type PublicJwk, readKeys } from '../contract/jwks.ts';
import { getKeys } from '../contract/keys-route.ts';
import { createClient } from '../transport/client.ts';

/** The published keys, and the server's time in milliseconds if it told it. */
export type AskedKeys = { readonly keys: readonly PublicJwk[]; readonly serverTime: number | undefined };

/** Where the shop is asked, and with what. */
export type Shop = {
  readonly endpoint: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly after: (milliseconds: number, callback: () => void, signal: AbortSignal) => void;
  readonly signal: AbortSignal;
};

/** Asks the shop for its keys; undefined when they cannot be had. */
export const askKeys = async (shop: Shop): Promise<AskedKeys | undefined> => {
  // Asked afresh: a cached answer would carry an old Date, and the keys are what a check needs the time for.
  const outcome = await createClient(shop.endpoint, shop)(getKeys, { fresh: true });
  return outcome.kind === 'accepted' ? { keys: readKeys(outcome.body), serverTime: outcome.serverTime } : undefined;
};
