import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashApiKey } from '../../src/backend/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/child.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { rowsWithReceipt } from '../support/rows.ts';
import { makeFolder, removeFolder, startBackend, startShop, startStatic } from '../support/servers.ts';
import { itShared, PROJECT } from '../support/shared.ts';
import { doMainJob, type Stage } from './main-job.ts';

const MUG = 'a mug';
const REAL_ORDERS = 'data/online-retail/demo-shop.json.gz';

let browser: Browser;
let page: Page;
let folder: string;
/** Undone after each test, last first. */
let undo: (() => Promise<unknown>)[];
const errors: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  undo = [];
  errors.length = 0;
  folder = await makeFolder();
  undo.push(() => removeFolder(folder));
  page = await browser.newPage({ locale: 'en-GB', acceptDownloads: true });
  undo.push(() => page.close());
  page.on('pageerror', ({ message }) => errors.push(message));
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  expect(errors, 'thrown into the page').toEqual([]);
});

const stageAt = (shop: string, endpoint: string, question = MUG): Stage => ({ page, shop, endpoint, folder, question });

const runShop = async (dataDir: string, args: readonly string[] = [], port?: number) => {
  const shop = await startShop({ dataDir, args, port });
  undo.push(() => shop.stop());
  return shop;
};

describe('From script tag to stored receipt', () => {
  itShared('works on the real orders', REAL_ORDERS, async (orders) => {
    const dataDir = join(folder, 'data');
    const { url } = await runShop(dataDir, ['--orders', orders]);
    await doMainJob(stageAt(url, url, 'heart t-light holder'), async (jti) => {
      expect(await rowsWithReceipt({ dataDir }, jti)).toBe(1);
    });
  });

  it('works on the shop’s own data, on SQLite', async () => {
    const dataDir = join(folder, 'data');
    const { url } = await runShop(dataDir);
    await doMainJob(stageAt(url, url), async (jti) => {
      expect(await rowsWithReceipt({ dataDir }, jti)).toBe(1);
    });
  });

  it('loses nothing when the server is killed between receipt and reload', async () => {
    const dataDir = join(folder, 'data');
    const port = await freePort();
    const shop = await runShop(dataDir, [], port);
    await doMainJob(stageAt(shop.url, shop.url), async (jti) => {
      await shop.kill9();
      await runShop(dataDir, [], port);
      expect(await rowsWithReceipt({ dataDir }, jti)).toBe(1);
    });
  });
});

describe('From script tag to stored receipt, on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  it('works on the shop’s own data', async () => {
    const { url } = await runShop(join(folder, 'data'), ['--database-url', postgres.url]);
    await doMainJob(stageAt(url, url), async (jti) => {
      expect(await rowsWithReceipt({ databaseUrl: postgres.url }, jti)).toBe(1);
    });
    expect(existsSync(join(folder, 'data', 'candor.sqlite'))).toBe(false);
  });
});

describe('From script tag to stored receipt, on three origins', () => {
  it('works with page, chunks and endpoint apart', async () => {
    const [shopPort, backendPort] = [await freePort(), await freePort()];
    const [dataDir, recordDir] = [join(folder, 'shop'), join(folder, 'record')];
    await mkdir(recordDir);
    const endpoint = `http://127.0.0.1:${backendPort}`;
    const chunks = await startStatic(join(PROJECT, 'dist/widget'));
    undo.push(() => chunks.stop());
    const key = 'read-key-of-this-test';
    const { url } = await runShop(
      dataDir,
      ['--backend', endpoint, '--backend-key', key, '--widget', chunks.url],
      shopPort,
    );
    const explanationKeys = join(dataDir, 'explanation-public-keys.json');
    const own = JSON.parse(await readFile(join(PROJECT, 'demo/candor.config.json'), 'utf8'));
    const apiKeys = [{ id: 'shop', sha256: await hashApiKey(key), roles: ['read'] }];
    const config = { ...own, origins: [url], explanationKeys, apiKeys };
    const backend = await startBackend({ config, dataDir: recordDir, port: backendPort });
    undo.push(() => backend.stop());
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    await doMainJob(stageAt(url, endpoint), async (jti) => {
      expect(await rowsWithReceipt({ dataDir: recordDir }, jti)).toBe(1);
    });
    expect([...origins].filter((origin) => origin !== 'null').sort()).toEqual([url, endpoint, chunks.url].sort());
  });
});
