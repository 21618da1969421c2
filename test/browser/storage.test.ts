import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onNotice, openEachPanel, setUpVisits } from '../support/visit.ts';

const { shop, visit } = setUpVisits();

/** Everything a browser can keep for an origin. */
const stored = async (page: Page) => ({
  databases: await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
  local: await page.evaluate(() => Object.keys(localStorage)),
  session: await page.evaluate(() => Object.keys(sessionStorage)),
  caches: await page.evaluate(() => caches.keys()),
  cookies: (await page.context().cookies()).map(({ name }) => name),
});
const NOTHING = { databases: [], local: [], session: [], caches: [], cookies: [] };

/** Chunks are loaded on idle; the launcher comes with them. */
const settled = (page: Page) => page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });

describe('Before the first act', () => {
  it('nothing is stored by loading the page', async () => {
    const page = await visit();
    await onNotice(page, 'Refuse all').waitFor();
    await settled(page);
    expect(await stored(page)).toEqual(NOTHING);
  });

  it('nothing is stored by opening every panel and closing them', async () => {
    const page = await visit();
    await settled(page);
    await openEachPanel(page);
    await page.keyboard.press('Escape');
    expect(await stored(page)).toEqual(NOTHING);
  });

  it('nothing is stored by reading why', async () => {
    const page = await visit();
    await page.locator('main candor-why').first().click();
    await page.getByText('Signed by the shop.', { exact: true }).waitFor();
    expect(await stored(page)).toEqual(NOTHING);
  });

  it('a storage of the page’s own is left alone', async () => {
    const page = await visit('/', { before: (fresh) => fresh.addInitScript(() => localStorage.setItem('own', '1')) });
    await settled(page);
    await openEachPanel(page);
    expect(await stored(page)).toEqual({ ...NOTHING, local: ['own'] });
  });
});

describe('The first act', () => {
  it('makes one database, and nothing else', async () => {
    const page = await visit();
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    expect(await stored(page)).toEqual({ ...NOTHING, databases: ['candor'] });
  });

  it('is remembered: the notice does not come again', async () => {
    const page = await visit();
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    await page.reload();
    await settled(page);
    expect(await onNotice(page, 'Refuse all').count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector('candor-widget')?.subject)).toMatch(/^sub_[\w-]{22}$/);
  });
});

describe('The network', () => {
  it('hears nothing but the endpoint and the page’s own paths, before and after an act', async () => {
    const asked = new Set<string>();
    const page = await visit('/', {
      before: async (fresh) => void fresh.on('request', (request) => asked.add(new URL(request.url()).origin)),
    });
    await settled(page);
    await openEachPanel(page);
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    expect([...asked]).toEqual([shop()]);
  });
});
