import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { MerchantConfigInput } from '../../src/contract/merchant-config.ts';
import { aConfigFile } from '../support/builders.ts';
import { launchBrowser } from '../support/browser.ts';
import { makeFolder, removeFolder, startBackend, startStatic } from '../support/servers.ts';
import { PROJECT } from '../support/shared.ts';

/** How much slower than this machine: a phone of some years ago. */
export const THROTTLE = 4;

/** A page with nothing but the script tag; page, chunks and backend each on an origin of its own. */
export type Stage = {
  readonly page: Page;
  /** A further tab of the same browser profile. */
  readonly newTab: () => Promise<Page>;
  /** Address of the chunks. */
  readonly chunks: string;
  /** Origin of the page. */
  readonly site: string;
  /** Writes what the page holds beside the script tag, from the next `open` on. */
  readonly fill: (markup: string) => Promise<void>;
  /** Slows the processor down and loads the page, as far as its first layer. */
  readonly open: (page: Page) => Promise<void>;
};

const throttled = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
};

type Config = Partial<MerchantConfigInput>;

const play = async <T>(folder: string, over: Config, work: (stage: Stage) => Promise<T>): Promise<T> => {
  const site = join(folder, 'site');
  await mkdir(site);
  const [pages, chunks] = await Promise.all([startStatic(site), startStatic(join(PROJECT, 'dist/widget'))]);
  const config = aConfigFile({ origins: [pages.url], ...over });
  const backend = await startBackend({ config, dataDir: join(folder, 'data'), args: ['--quiet'] });
  const browser = await launchBrowser('--js-flags=--expose-gc');
  try {
    const tag = `<script async crossorigin src="${chunks.url}/candor.js" data-endpoint="${backend.url}"></script>`;
    const fill = (markup: string): Promise<void> =>
      writeFile(
        join(site, 'page.html'),
        `<!doctype html><html lang="en"><title>Page</title><body>${markup}${tag}</body></html>`,
      );
    await fill('');
    const context = await browser.newContext();
    const open = async (page: Page): Promise<void> => {
      await throttled(page);
      await page.goto(`${pages.url}/page.html`);
      await page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });
    };
    const page = await context.newPage();
    return await work({ page, newTab: () => context.newPage(), chunks: chunks.url, site: pages.url, fill, open });
  } finally {
    await browser.close();
    await Promise.all([backend.stop(), pages.stop(), chunks.stop()]);
  }
};

/** Works on a stage of its own, which is gone afterwards. `over` is what the shop's config has of its own. */
export const onStage = async <T>(work: (stage: Stage) => Promise<T>, over: Config = {}): Promise<T> => {
  const folder = await makeFolder();
  try {
    return await play(folder, over, work);
  } finally {
    await removeFolder(folder);
  }
};
