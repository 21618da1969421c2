import { readFile, writeFile } from 'node:fs/promises';
import type { PublicJwk } from '../../contract/jwks.ts';
import { codeOf } from '../error-code.ts';
import { StartError } from '../start-error.ts';
import { verifyLogged } from '../verify-logged.ts';
import type { Verdict } from '../verify-receipt.ts';
import { askPlace } from './read-place.ts';

const readSeen = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StartError(`${file} cannot be read (${codeOf(error)}): check --checkpoint`, { cause: error });
  }
};

/**
 * The log's part of `candor verify`: checks the proof, compares with the checkpoint in a file, and keeps the newest
 * checkpoint there for the next time. Throws StartError for files that cannot be read.
 */
export const checkLog = async (
  receipt: string,
  keys: readonly PublicJwk[],
  { proof, checkpointFile }: { readonly proof: string; readonly checkpointFile: string | undefined },
): Promise<Verdict> => {
  const seen = checkpointFile === undefined ? undefined : await readSeen(checkpointFile);
  const { ok, lines, checkpoint } = await verifyLogged(receipt, { proof, keys, seen, ask: askPlace });
  if (checkpointFile !== undefined && checkpoint !== undefined && checkpoint !== seen)
    await writeFile(checkpointFile, checkpoint);
  return { ok, lines };
};
