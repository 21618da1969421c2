import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PROJECT } from './shared.ts';

/** What the product is built from. */
const SOURCES = ['src', 'demo', 'styles', 'index.html', 'vite.config.ts', 'package-lock.json'];
/** The last file of a build: as old as the build that ended well. */
const LAST = 'dist/shop-server/main.js';

const newestIn = (path: string): number => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
};

/** Whether something was changed (or removed) since the product was last built. */
export const isStale = (root: string, sources: readonly string[] = SOURCES, last = LAST): boolean => {
  const built = join(root, last);
  return !existsSync(built) || Math.max(...sources.map((path) => newestIn(join(root, path)))) > statSync(built).mtimeMs;
};

/** Builds the product, in a process of its own (a test run has another `NODE_ENV`), unless what was built is as new as its sources. */
export const ensureBuilt = (): void => {
  if (!isStale(PROJECT)) return;
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--app'], {
    cwd: PROJECT,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the product cannot be built:\n${stdout}\n${stderr}`);
};
