import type { PublicJwk } from '../contract/jwks.ts';
import type { SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';

/**
 * The public halves of a recommender's keys, and those of others, as the config's `explanationKeys` takes them: every key
 * that ever signed stays in it. A kid that stands twice is taken once. Throws StartError for a key of another role.
 */
export const explanationKeySet = (
  keys: readonly SigningKey[],
  others: readonly PublicJwk[] = [],
): { readonly keys: PublicJwk[] } => {
  const all = [...others, ...keys.map(({ publicJwk }) => publicJwk)];
  const stray = all.find(({ candor_role: role }) => role !== 'explanation');
  if (stray)
    throw new StartError(`the key "${stray.kid}" has the role "${stray.candor_role}": it signs no explanation`);
  return { keys: all.filter(({ kid }, at) => all.findIndex((key) => key.kid === kid) === at) };
};
