import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../support/shared.ts';

/** A fault put into the built backend: this text, which must stand there once, becomes that one. */
export type SeededBug = { readonly from: string; readonly to: string };

/** A copy of the built backend with a bug in it. */
export type Mutant = { readonly cli: string; readonly remove: () => Promise<void> };

const seed = async (folder: string, { from, to }: SeededBug): Promise<number> => {
  let found = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const text = await readFile(join(folder, name), 'utf8');
    const parts = text.split(from);
    found += parts.length - 1;
    if (parts.length > 1) await writeFile(join(folder, name), parts.join(to));
  }
  return found;
};

/** Copies the built backend to where it finds its packages, and puts a bug into it. Rejects where its text does not stand there once. */
export const aMutant = async (bug: SeededBug): Promise<Mutant> => {
  const parent = join(PROJECT, 'dist');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'mutant-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await cp(join(PROJECT, 'dist/backend'), folder, { recursive: true });
  const found = await seed(folder, bug);
  if (found === 1) return { cli: join(folder, 'cli.js'), remove };
  await remove();
  throw new Error(`"${bug.from}" stands ${found} times in the built backend: the seeded bug needs another text`);
};

/** Bugs that lose what was answered. */
export const BUGS = {
  /** SQLite no longer waits for the disk. */
  sqliteWithoutSync: { from: 'pragma synchronous = full', to: 'pragma synchronous = off' },
  /** PostgreSQL answers before its log is on disk. */
  postgresWithoutSync: { from: 'set synchronous_commit = on', to: 'set synchronous_commit = off' },
} as const satisfies Readonly<Record<string, SeededBug>>;
