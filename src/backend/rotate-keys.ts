import type { KeyRole } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { keyDates } from '../contract/jwks.ts';
import { signingKeyAt } from './keyring.ts';
import { timestampOf } from './receipts.ts';
import { exportSigningKey, generateSigningKey, type SigningKey } from './signing-key.ts';
import { changeKeyFile, keyFileOf, readSigningKeys } from './signing-keys.ts';
import { StartError } from './start-error.ts';

/** Milliseconds a new key is published before it signs: verifiers keep the published keys for a while. */
export const PUBLISHED_BEFORE_USE = 86_400_000;

/** What a key does at a time, besides verifying what it signed. */
export type KeyStanding = 'begins' | 'signs' | 'superseded' | 'retired';

/** Which keys are meant. */
export type KeyPlace = { readonly dataDir: string; readonly role: KeyRole };

/** What a key of these does at a time. */
export const standingOf = (key: SigningKey, keys: readonly SigningKey[], now: number): KeyStanding => {
  if (key.until !== undefined && Date.parse(key.until) <= now) return 'retired';
  if (key.from !== undefined && Date.parse(key.from) > now) return 'begins';
  return signingKeyAt(keys, now) === key ? 'signs' : 'superseded';
};

/** Adds a key that signs from a time on. Keys that were there stay; the newest signs. */
export const rotateKeys = async ({ dataDir, role }: KeyPlace, from: number): Promise<SigningKey> => {
  const key = { ...(await generateSigningKey(role)), from: timestampOf(from) };
  await changeKeyFile(keyFileOf(dataDir, role), role, async (held) => [...held, await exportSigningKey(key)]);
  return key;
};

const isMeant = (jwk: unknown, kid: string): jwk is object =>
  typeof jwk === 'object' && jwk !== null && 'kid' in jwk && jwk.kid === kid;

/** Whether some key signs at every time from `now` on: it can only end where a key does. */
const isAlwaysSigned = (keys: readonly SigningKey[], now: number): boolean =>
  [now, ...keys.flatMap(({ until }) => (until === undefined ? [] : Date.parse(until)))].every(
    (at) => at < now || signingKeyAt(keys, at) !== undefined,
  );

/**
 * Retires a key from a time on: it signs no more, and verifies what it signed for good. Throws StartError when there is
 * no such key, it is retired already, or nothing would sign then.
 */
export const retireKey = async (
  { dataDir, role }: KeyPlace,
  kid: string,
  { until, now }: { readonly until: number; readonly now: number },
): Promise<void> => {
  const file = keyFileOf(dataDir, role);
  const keys = await readSigningKeys(file);
  const key = keys.find(({ publicJwk }) => publicJwk.kid === kid);
  if (!key) throw new StartError(`${file} holds no key "${kid}": candor keys list tells them`);
  if (standingOf(key, keys, now) === 'retired') throw new StartError(`the key "${kid}" is retired since ${key.until}`);
  const after = keys.map((each) => (each === key ? { ...each, until: timestampOf(until) } : each));
  if (!isAlwaysSigned(after, now))
    throw new StartError(`nothing would sign from ${timestampOf(until)} on: first run candor keys rotate`);
  await changeKeyFile(file, role, async (held) =>
    held.map((jwk) =>
      isMeant(jwk, kid) ? { ...jwk, ...parse(keyDates, jwk), candor_until: timestampOf(until) } : jwk,
    ),
  );
};
