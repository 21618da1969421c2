import type { PublicJwk } from '../contract/jwks.ts';
import type { MerchantConfig } from '../contract/merchant-config.ts';
import { publishKeys } from './published-keys.ts';
import type { SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';

/** Tells the keys there are: the same list as long as nothing has changed, another one when something has. */
export type KeySource = () => Promise<readonly SigningKey[]>;

/** Roles whose private keys the record holds. */
export type OwnRole = 'receipt' | 'checkpoint';

/** The keys of a running backend, which follow the clock and their source. */
export type Keyring = {
  /** The key of a role that signs now. Throws StartError when none has begun, or the last one is retired. */
  readonly signing: (role: OwnRole) => SigningKey;
  /** What a verifier may need: every key of the record that ever was, and the recommenders'. */
  readonly published: () => readonly PublicJwk[];
  /** Takes over what the source tells now. Never rejects: what cannot be used is told, and the keys stay as they were. */
  readonly refresh: () => Promise<void>;
};

/** What a keyring is opened with. */
export type KeyringParts = {
  readonly sources: Readonly<Record<OwnRole, KeySource>>;
  readonly config: MerchantConfig;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly warn?: (sentence: string) => void;
};

const beginOf = ({ from }: SigningKey): number => (from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from));

const isInForce = (key: SigningKey, now: number): boolean =>
  beginOf(key) <= now && (key.until === undefined || now < Date.parse(key.until));

/** The key that signs at a time: the newest that has begun and is not retired; of two that begin together, the first. */
export const signingKeyAt = (keys: readonly SigningKey[], now: number): SigningKey | undefined =>
  keys
    .filter((key) => isInForce(key, now))
    .reduce<SigningKey | undefined>(
      (newest, key) => (newest && beginOf(newest) >= beginOf(key) ? newest : key),
      undefined,
    );

type Told = Readonly<Record<OwnRole, readonly SigningKey[]>>;
type Held = { readonly keys: Told; readonly published: readonly PublicJwk[] };

/** A key that is gone from its source stays published: receipts that it signed may live. */
const renew = async (config: MerchantConfig, keys: Told, former: readonly PublicJwk[]): Promise<Held> => {
  const published = await publishKeys(config, keys.receipt, keys.checkpoint);
  const gone = former.filter(({ kid }) => published.every((key) => key.kid !== kid));
  return { keys, published: [...published, ...gone] };
};

/**
 * Opens the record's keys. Rejects with StartError when a key has a wrong role, a kid stands twice, or none of a role
 * signs now.
 */
export const openKeyring = async ({ sources, config, now, warn = () => {} }: KeyringParts): Promise<Keyring> => {
  const ask = async (): Promise<Told> => ({ receipt: await sources.receipt(), checkpoint: await sources.checkpoint() });
  let told = await ask();
  let held = await renew(config, told, []);
  const signing = (role: OwnRole): SigningKey => {
    const key = signingKeyAt(held.keys[role], now());
    if (!key) throw new StartError(`there is no signing key of role "${role}" that has begun and is not retired`);
    return key;
  };
  signing('receipt');
  signing('checkpoint');
  return {
    signing,
    published: () => held.published,
    refresh: async () => {
      try {
        const keys = await ask();
        if (keys.receipt === told.receipt && keys.checkpoint === told.checkpoint) return;
        told = keys;
        held = await renew(config, keys, held.published);
      } catch (error) {
        warn(`the new keys cannot be used, the old ones go on signing: ${String(error)}`);
      }
    },
  };
};
