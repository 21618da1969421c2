import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { KeyRole } from '../contract/jwks.ts';
import { codeOf } from './error-code.ts';
import type { KeySource } from './keyring.ts';
import { readSecretFile, writeSecretFile, writeWhole } from './secret-file.ts';
import { exportSigningKey, generateSigningKey, importSigningKey, type SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';

const parseKeys = (text: string, file: string): readonly unknown[] => {
  try {
    const { keys } = JSON.parse(text);
    if (Array.isArray(keys) && keys.length > 0) return keys;
  } catch {
    // Told below: what stands in a key file is never repeated in an error.
  }
  throw new StartError(`${file} holds no keys: it should be {"keys": [private JWK, …]}; restore it from your backup`);
};

/** Reads private keys from a file with mode 600. Throws StartError, with what to do, when it is absent, open to others or no key file. */
export const readSigningKeys = async (file: string): Promise<readonly SigningKey[]> => {
  const text = await readSecretFile(file, 'make a new key if others may have read it');
  if (text === undefined) throw new StartError(`${file} cannot be read (ENOENT)`);
  try {
    return await Promise.all(parseKeys(text, file).map(importSigningKey));
  } catch (error) {
    if (error instanceof StartError)
      throw new StartError(error.message.includes(file) ? error.message : `${file}: ${error.message}`);
    throw new StartError(`${file} cannot be read (${codeOf(error)})`, { cause: error });
  }
};

/**
 * Writes keys that were just generated to a new file with mode 600; false when the file is there already. The whole
 * file appears at once: a second process that starts at the same moment sees either nothing or everything.
 */
export const writeSigningKeys = async (file: string, keys: readonly SigningKey[]): Promise<boolean> => {
  const text = JSON.stringify({ keys: await Promise.all(keys.map(exportSigningKey)) }, undefined, 2);
  return writeSecretFile(file, `${text}\n`);
};

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new StartError(`${file} cannot be read (${codeOf(error)})`, { cause: error });
  }
};

/** Where a data folder keeps the keys of one role. */
export const keyFileOf = (dataDir: string, role: KeyRole): string => join(dataDir, `${role}-keys.json`);

const refuseStrays = (keys: readonly SigningKey[], role: KeyRole, file: string): void => {
  const stray = keys.find(({ publicJwk }) => publicJwk.candor_role !== role);
  if (stray)
    throw new StartError(
      `${file} holds a key of role "${stray.publicJwk.candor_role}": only "${role}" may stand there`,
    );
};

/** The data folder's keys of one role, `<role>-keys.json`; an Ed25519 key is made on the first start. */
export const ensureSigningKeys = async (dataDir: string, role: KeyRole = 'receipt'): Promise<readonly SigningKey[]> => {
  const file = keyFileOf(dataDir, role);
  if (!(await exists(file))) await writeSigningKeys(file, [await generateSigningKey(role)]);
  const keys = await readSigningKeys(file);
  refuseStrays(keys, role, file);
  return keys;
};

/** Draws up the private JWKs a key file is to hold, from those it holds. */
export type KeyChange = (held: readonly unknown[]) => Promise<readonly unknown[]>;

/**
 * Puts other keys into a key file, the whole of it at once. Two changes at the same time would lose one: the second is
 * refused by a lock beside the file. Throws StartError.
 */
export const changeKeyFile = async (file: string, role: KeyRole, change: KeyChange): Promise<void> => {
  refuseStrays(await readSigningKeys(file), role, file);
  const [lock, draft] = [`${file}.lock`, `${file}.${randomUUID()}`];
  try {
    await writeWhole(lock, '');
  } catch (error) {
    throw new StartError(
      `${file} is being changed (${codeOf(error)}): wait, or remove ${lock} if no candor keys runs`,
      { cause: error },
    );
  }
  try {
    const keys = await change(parseKeys(await readFile(file, 'utf8'), file));
    await writeWhole(draft, `${JSON.stringify({ keys }, undefined, 2)}\n`);
    await rename(draft, file);
  } finally {
    await Promise.all([rm(draft, { force: true }), rm(lock, { force: true })]);
  }
};

/** Milliseconds after which a key file is looked at again. */
const LOOK_AGAIN = 60_000;

/** What tells a changed file from the one read before: a file that was put in its place is another inode. */
const stampOf = async (file: string): Promise<string> => {
  try {
    const { ino, mtimeMs, size } = await stat(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return codeOf(error);
  }
};

/**
 * The data folder's keys of one role for as long as a backend runs: the file is looked at when keys are asked for, once a minute at
 * most, and read again when it was changed. What cannot be read then is told, and the keys read before stay.
 */
export const followSigningKeys = async (
  dataDir: string,
  role: KeyRole,
  { now, warn = () => {} }: { readonly now: () => number; readonly warn?: (sentence: string) => void },
): Promise<KeySource> => {
  const file = keyFileOf(dataDir, role);
  let keys = await ensureSigningKeys(dataDir, role);
  // Unknown, so that the first look reads it again: it may have been changed since it was read here.
  let stamp = '';
  let looked = now();
  return async () => {
    if (Math.abs(now() - looked) < LOOK_AGAIN) return keys;
    looked = now();
    const found = await stampOf(file);
    if (found === stamp) return keys;
    stamp = found;
    try {
      const read = await readSigningKeys(file);
      refuseStrays(read, role, file);
      keys = read;
    } catch (error) {
      warn(`the keys in use stay: ${error instanceof Error ? error.message : String(error)}`);
    }
    return keys;
  };
};
