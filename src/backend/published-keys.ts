import type { PublicJwk } from '../contract/jwks.ts';
import type { MerchantConfig } from '../contract/merchant-config.ts';
import { thumbprint } from '../crypto/jwk.ts';
import { datesOf, type SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';

const explanationKeysOf = ({ explanationKeys = [] }: MerchantConfig): readonly PublicJwk[] => {
  if (typeof explanationKeys === 'string')
    throw new StartError(
      'explanationKeys is the path of a file: read it first (readMerchantConfig does), or list the keys',
    );
  return Array.isArray(explanationKeys) ? explanationKeys : explanationKeys.keys;
};

const refuseRole = (keys: readonly PublicJwk[], role: PublicJwk['candor_role'], where: string): void => {
  const stray = keys.find(({ candor_role }) => candor_role !== role);
  if (stray)
    throw new StartError(
      `${where}: the key "${stray.kid}" has the role "${stray.candor_role}"; only "${role}" may stand there`,
    );
};

const refuseFalseNames = async (keys: readonly PublicJwk[]): Promise<void> => {
  for (const [at, key] of keys.entries()) {
    if (keys.findIndex(({ kid }) => kid === key.kid) !== at)
      throw new StartError(`the key "${key.kid}" stands twice among the published keys: take one out`);
    if ((await thumbprint(key, globalThis.crypto.subtle)) !== key.kid)
      throw new StartError(`explanationKeys: the kid "${key.kid}" is not its key's thumbprint (RFC 7638)`);
  }
};

const published = (key: SigningKey): PublicJwk => ({ ...key.publicJwk, ...datesOf(key) });

/**
 * The public keys a verifier may need: this backend's receipt and checkpoint keys, and the recommenders'. Throws StartError for a kid
 * that stands twice or is no thumbprint, and for a key of a role that has no business there.
 */
export const publishKeys = async (
  config: MerchantConfig,
  keys: readonly SigningKey[],
  checkpointKeys: readonly SigningKey[],
): Promise<readonly PublicJwk[]> => {
  const [own, logs] = [keys.map(published), checkpointKeys.map(published)];
  const others = explanationKeysOf(config);
  refuseRole(own, 'receipt', 'signing keys');
  refuseRole(logs, 'checkpoint', 'checkpoint keys');
  refuseRole(others, 'explanation', 'explanationKeys');
  const all = [...own, ...logs, ...others];
  await refuseFalseNames(all);
  return all;
};
