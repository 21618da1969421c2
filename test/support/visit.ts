import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startShop } from './servers.ts';

/** One built shop and one browser for a test file; each visit is a browser context of its own. */
export type Visits = {
  /** Address of the shop. */
  readonly shop: () => string;
  /** Opens a page of the shop in a fresh profile; what is thrown into the page fails the test. */
  readonly visit: (
    path?: string,
    options?: BrowserContextOptions & { readonly before?: (page: Page) => Promise<unknown> },
  ) => Promise<Page>;
};

/** Sets up a file of browser tests. `shopArgs` are asked for once, before the shop starts. */
export const setUpVisits = (shopArgs: () => Promise<readonly string[]> = async () => []): Visits => {
  let browser: Browser;
  let shop: Awaited<ReturnType<typeof startShop>>;
  const errors: string[] = [];
  beforeAll(async () => {
    const args = await shopArgs();
    [browser, shop] = await Promise.all([launchBrowser('--js-flags=--expose-gc'), startShop({ args })]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(errors.splice(0), 'thrown into the page').toEqual([]);
  });
  return {
    shop: () => shop.url,
    visit: async (path = '/', { before, ...options } = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => errors.push(message));
      await before?.(page);
      await page.goto(new URL(path, shop.url).href);
      return page;
    },
  };
};

/** The first layer, and a button on it. */
export const onNotice = (page: Page, name: string) =>
  page.locator('candor-widget').getByRole('button', { name, exact: true });

/** Opens the surface by its launcher, or by its method where the first layer has the launcher's place. */
export const openSurface = async (page: Page) => {
  const launcher = page.locator('candor-widget').locator('.launcher');
  await launcher.waitFor({ state: 'attached' });
  if (await launcher.isVisible()) await launcher.click();
  else await page.evaluate(() => document.querySelector('candor-widget')?.open());
  const surface = page.getByRole('dialog', { name: 'Your data and this shop’s AI' });
  await surface.waitFor();
  return surface;
};

/** Opens each panel by its tab, and does something there. */
export const openEachPanel = async (
  page: Page,
  then: (name: string) => Promise<unknown> = async () => undefined,
): Promise<void> => {
  const surface = await openSurface(page);
  for (const name of ['Why this?', 'Choices', 'Receipts']) {
    await surface.getByRole('navigation').getByRole('button', { name }).click();
    await surface.locator('.skeleton,.to-come').first().waitFor({ state: 'detached' });
    await then(name);
  }
};
