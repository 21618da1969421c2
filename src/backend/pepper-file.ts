import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '../crypto/base64url.ts';
import { readSecretFile, writeSecretFile } from './secret-file.ts';
import { StartError } from './start-error.ts';

/** The names it keyed cannot be made anew, so it cannot be changed. */
const ADVICE = 'find out who may have read it';

const bytesIn = (text: string, place: string, advice: string): Uint8Array<ArrayBuffer> => {
  const bytes = fromBase64Url(text.trim());
  if (bytes?.length === 32) return bytes;
  throw new StartError(`${place} is not 32 bytes as 43 base64url characters: ${advice}`);
};

/**
 * The pepper: `given` (the environment's `CANDOR_PEPPER`, 43 base64url characters), else that of `pepper.key` in the data
 * folder, which is made on the first start with mode 600. Lost, it cannot be made again: erased subjects could return, so
 * a record refuses any other.
 */
export const ensurePepper = async (dataDir: string, given?: string): Promise<Uint8Array<ArrayBuffer>> => {
  if (given !== undefined) return bytesIn(given, 'CANDOR_PEPPER', 'write what the record was started with');
  const file = join(dataDir, 'pepper.key');
  const made = (await readSecretFile(file, ADVICE)) ?? (await makePepper(file));
  return bytesIn(made, file, 'restore it from your backup');
};

const makePepper = async (file: string): Promise<string> => {
  await writeSecretFile(file, `${toBase64Url(new Uint8Array(randomBytes(32)))}\n`);
  // Another process may have been faster: what stands in the file counts.
  return (await readSecretFile(file, ADVICE)) ?? '';
};
