import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../support/shared.ts';

/** A fault put into the built backend: each text, which must stand there once, becomes another. */
export type SeededBug = readonly { readonly from: string; readonly to: string }[];

/** A copy of the built backend with a bug in it. */
export type Mutant = { readonly cli: string; readonly remove: () => Promise<void> };

const replace = async (folder: string, { from, to }: SeededBug[number]): Promise<number> => {
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
  for (const change of bug) {
    const found = await replace(folder, change);
    if (found === 1) continue;
    await remove();
    throw new Error(`"${change.from}" stands ${found} times in the built backend: the seeded bug needs another text`);
  }
  return { cli: join(folder, 'cli.js'), remove };
};

/** Bugs that lose what was answered. */
export const BUGS = {
  /** SQLite no longer waits for the disk. */
  sqliteWithoutSync: [{ from: 'pragma synchronous = full', to: 'pragma synchronous = off' }],
  /** SQLite commits several transactions as one, and does not wait for it with the answer. */
  sqliteAnswersFirst: [
    {
      from: 'beginTransaction: () => beginImmediate(database)',
      to: 'beginTransaction: async () => database.inTransaction || beginImmediate(database)',
    },
    {
      from: 'commitTransaction: (connection) => driver.commitTransaction(connection)',
      to: `commitTransaction: async (connection) => {
        if (performance.now() - (database.committed ?? 0) < 20) return;
        await driver.commitTransaction(connection);
        database.committed = performance.now();
      }`,
    },
  ],
  /** PostgreSQL answers before its log is on disk. */
  postgresWithoutSync: [{ from: 'set synchronous_commit = on', to: 'set synchronous_commit = off' }],
} as const satisfies Readonly<Record<string, SeededBug>>;
