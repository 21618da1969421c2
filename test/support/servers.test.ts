// @vitest-environment node
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeFolder, removeFolder, startStatic } from './servers.ts';

const made: string[] = [];
afterEach(async () => void (await Promise.all(made.splice(0).map(removeFolder))));

const aFolder = async (): Promise<string> => {
  const folder = await makeFolder();
  made.push(folder);
  await mkdir(join(folder, 'public/assets'), { recursive: true });
  await writeFile(join(folder, 'public/assets/start-AbCdEfGh.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not for you');
  return folder;
};

describe('a chunk host', () => {
  it('hands its files to any page, as what they are', async () => {
    const host = await startStatic(join(await aFolder(), 'public'));
    const response = await fetch(`${host.url}/assets/start-AbCdEfGh.js?x=1`);
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    await host.stop();
    await expect(fetch(host.url)).rejects.toThrow();
  });

  it.each(['/none.js', '/', '/assets', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt'])(
    'has nothing at %s',
    async (path) => {
      const host = await startStatic(join(await aFolder(), 'public'));
      expect((await fetch(host.url + path)).status).toBe(404);
      await host.stop();
    },
  );
});

describe('a folder of a test', () => {
  it('is empty when made and gone when removed', async () => {
    const folder = await aFolder();
    await removeFolder(folder);
    expect(existsSync(folder)).toBe(false);
  });
});
