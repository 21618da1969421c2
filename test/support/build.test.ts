// @vitest-environment node
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale } from './build.ts';
import { makeFolder, removeFolder } from './servers.ts';

const EARLY = new Date('2026-01-01T00:00:00Z');
const LATE = new Date('2026-01-02T00:00:00Z');
let root = '';

const stale = (): boolean => isStale(root, ['src', 'index.html'], 'dist/main.js');
const date = (path: string, time: Date): Promise<void> => utimes(join(root, path), time, time);

beforeEach(async () => {
  root = await makeFolder();
  await mkdir(join(root, 'src/consent'), { recursive: true });
  await mkdir(join(root, 'dist'));
  await writeFile(join(root, 'src/consent/consent.ts'), '');
  await writeFile(join(root, 'dist/main.js'), '');
  for (const path of ['src/consent/consent.ts', 'src/consent', 'src']) await date(path, EARLY);
  await date('dist/main.js', LATE);
});
afterEach(() => removeFolder(root));

describe('the built product', () => {
  it('is fresh while nothing has changed since', () => {
    expect(stale()).toBe(false);
  });

  it('is stale when a file deep in the sources is newer', async () => {
    await date('src/consent/consent.ts', new Date('2026-01-03T00:00:00Z'));
    expect(stale()).toBe(true);
  });

  it('is stale when a source was removed', async () => {
    await rm(join(root, 'src/consent/consent.ts'));
    expect(stale()).toBe(true);
  });

  it('is stale when it was never built', async () => {
    await rm(join(root, 'dist/main.js'));
    expect(stale()).toBe(true);
  });
});
