// @vitest-environment node
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ShopOptions } from '../../demo/server/options.ts';
import { readOptions } from '../../demo/server/options.ts';
import type { RunningShop } from '../../demo/server/start.ts';
import { startShop } from '../../demo/server/start.ts';
import { aFolder, fillRoot } from './shop-root.ts';

const folders: string[] = [];
const running: RunningShop[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true }));
});

const aRoot = (): string => {
  const root = fillRoot(aFolder());
  folders.push(root);
  return root;
};

const started = async (root: string, ...args: readonly string[]): Promise<RunningShop> => {
  const options = readOptions(['--port', '0', '--data', join(root, 'data'), ...args], {});
  const shop = await startShop(options as ShopOptions, root);
  running.push(shop);
  return shop;
};

const jwksOf = async ({ url }: RunningShop): Promise<readonly { candor_role: string; kid: string }[]> => {
  const { keys } = await (await fetch(`${url}/.well-known/candor/jwks.json`)).json();
  return keys;
};

describe('a started shop', () => {
  test('serves page, widget and backend on one port, and says what it sells', async () => {
    const shop = await started(aRoot());
    const page = await fetch(`${shop.url}/product/KI-101?lang=de`);
    expect(await page.text()).toMatch(
      new RegExp(`^<html lang="de"><script src="${shop.url}/candor/[\\d.]+/candor.js" data-endpoint="${shop.url}">`),
    );
    expect(page.headers.get('set-cookie')).toBeNull();
    expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
    expect(shop.imported).toBe('using our own orders: 3,000 baskets, 154 items, 400 customers (EUR)');
  });
  test('gives the widget to every origin, and hashed files for ever', async () => {
    const { url } = await started(aRoot());
    const chunk = await fetch(`${url}/candor/1.0.0/assets/start-0a1b2c3d.js`);
    const loader = await fetch(`${url}/candor/1.0.0/candor.js`);
    expect(chunk.headers.get('access-control-allow-origin')).toBe('*');
    expect([chunk.headers.get('cache-control'), loader.headers.get('cache-control')]).toEqual([
      'public, max-age=31536000, immutable',
      'no-cache',
    ]);
    expect((await fetch(`${url}/candor/1.0.0/%2e%2e/%2e%2e/package.json`)).status).toBe(404);
    expect((await fetch(`${url}/candor/1.0.0/%E0%A4%A`)).status).toBe(404);
  });
  test('has the strict page under the strict policy', async () => {
    const { url } = await started(aRoot());
    expect((await fetch(`${url}/strict`)).headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'",
    );
  });
  test('points the page at another backend and another place of the widget', async () => {
    const elsewhere = ['--backend', 'https://record.example', '--backend-key', 'k'];
    const { url } = await started(aRoot(), ...elsewhere, '--widget', 'https://cdn.example/candor/1.0.0');
    const page = await fetch(url);
    expect(await page.text()).toContain(
      'src="https://cdn.example/candor/1.0.0/candor.js" data-endpoint="https://record.example"',
    );
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self' https://cdn.example;");
    expect(policy).toContain('https://record.example');
    expect((await fetch(`${url}/v1/config`)).headers.get('content-type')).toMatch(/^text\/html/);
  });
  test('keeps baskets and keys over a restart, keys readable by nobody else', async () => {
    const root = aRoot();
    const first = await started(root);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ product: 'KI-101', quantity: 3 });
    const filled = await fetch(`${first.url}/shop/basket`, { method: 'POST', headers, body });
    const cookie = filled.headers.get('set-cookie')?.split(';')[0] ?? '';
    const keys = await jwksOf(first);
    await running.splice(0)[0]?.close();
    const second = await started(root);
    const { basket } = await (await fetch(`${second.url}/shop/me`, { headers: { cookie } })).json();
    expect(basket).toMatchObject([{ quantity: 3, product: { id: 'KI-101' } }]);
    expect(await jwksOf(second)).toEqual(keys);
    expect(keys.map(({ candor_role: role }) => role).toSorted()).toEqual(['checkpoint', 'explanation', 'receipt']);
    expect(statSync(join(root, 'data/explanation-keys.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(root, 'data/explanation-public-keys.json'), 'utf8')).not.toContain('"d"');
  });
});

describe('a shop that cannot start', () => {
  test('says what to do where it was not built', async () => {
    const root = aRoot();
    rmSync(join(root, 'dist/shop/index.html'));
    await expect(started(root)).rejects.toThrow(/index\.html is missing: build the shop first/);
  });
  test('says so where the port is taken', async () => {
    const root = aRoot();
    const { url } = await started(root);
    await expect(started(root, '--port', new URL(url).port)).rejects.toThrow(/^cannot listen on 127\.0\.0\.1:\d+ /);
  });
  test('names line and reason of wrong orders, before it listens', async () => {
    const root = aRoot();
    writeFileSync(join(root, 'orders.csv'), 'a,b\n');
    await expect(started(root, '--orders', join(root, 'orders.csv'))).rejects.toThrow(/^line 1: the columns must be/);
  });
});
