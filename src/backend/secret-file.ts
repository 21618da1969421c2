import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './error-code.ts';
import { StartError } from './start-error.ts';

const OTHERS = 0o077;

/**
 * Reads a file that only its owner may read; undefined when it is absent. Throws StartError when others can read it, with
 * what to do: `advice` ends the sentence.
 */
export const readSecretFile = async (file: string, advice: string): Promise<string | undefined> => {
  try {
    const { mode } = await stat(file);
    if (process.platform === 'win32' || (mode & OTHERS) === 0) return await readFile(file, 'utf8');
    throw new StartError(
      `${file} can be read by others (mode ${(mode & 0o777).toString(8)}): run chmod 600 ${file}, and ${advice}`,
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof StartError) throw error;
    throw new StartError(`${file} cannot be read (${codeOf(error)})`, { cause: error });
  }
};

/** Writes a file that was not there, for its owner only, to the disk before it resolves. Rejects when it is there. */
export const writeWhole = async (file: string, contents: string | Uint8Array): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Writes a new file with mode 600; false when it is there already. The whole file appears at once: a second process that
 * starts at the same moment sees either nothing or everything.
 */
export const writeSecretFile = async (file: string, text: string): Promise<boolean> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeWhole(draft, text);
  try {
    await chmod(draft, 0o600);
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new StartError(`${file} cannot be written (${codeOf(error)})`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
};
