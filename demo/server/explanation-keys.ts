import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicJwk } from 'candor-widget/backend';
import { ensureSigningKeys, signExplanations, signingKeyAt, StartError } from 'candor-widget/backend';
import type { SignAnswer } from './shop.ts';

/** The recommender's own keys: the newest that has begun signs, all are published. The backend gets their public halves only. */
export type ExplanationKeys = { readonly published: readonly PublicJwk[]; readonly sign: SignAnswer };

/** Where another backend finds the public halves: its config's `explanationKeys` names this file. */
export const publicKeysFile = (folder: string): string => join(folder, 'explanation-public-keys.json');

/** Opens the data folder's keys; one is made on the first start (mode 600). */
export const openExplanationKeys = async (folder: string): Promise<ExplanationKeys> => {
  await mkdir(folder, { recursive: true });
  const keys = await ensureSigningKeys(folder, 'explanation');
  const [first] = keys;
  if (!first || !signingKeyAt(keys, Date.now())) throw new StartError('there is no signing key of role "explanation"');
  const published = keys.map(({ publicJwk }) => publicJwk);
  await writeFile(publicKeysFile(folder), `${JSON.stringify({ keys: published }, undefined, 2)}\n`);
  return { published, sign: (claims) => signExplanations(claims, signingKeyAt(keys, Date.now()) ?? first) };
};
