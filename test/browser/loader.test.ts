import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolder, startStatic } from '../support/servers.ts';
import { PROJECT } from '../support/shared.ts';
import { setUpVisits } from '../support/visit.ts';

let folder: string;
let pages: Awaited<ReturnType<typeof startStatic>>;
let chunks: Awaited<ReturnType<typeof startStatic>>;
/** A chunk host that lets no other origin read. */
let stingy: Awaited<ReturnType<typeof startStatic>>;

const { shop, visit } = setUpVisits(async () => {
  folder = await makeFolder();
  [pages, chunks, stingy] = await Promise.all([
    startStatic(folder),
    startStatic(join(PROJECT, 'dist/widget')),
    startStatic(join(PROJECT, 'dist/widget'), {}),
  ]);
  return ['--shop-origin', pages.url];
});
afterAll(async () => {
  await Promise.all([pages?.stop(), chunks?.stop(), stingy?.stop()]);
  await removeFolder(folder);
});

/** A page with this body and nothing else on it, on an origin of its own. */
const pageWith = async (body: () => string): Promise<Page> => {
  await writeFile(join(folder, 'page.html'), `<!doctype html><html lang="en"><body>${body()}</body></html>`);
  return visit(`${pages.url}/page.html`);
};

const script = (attributes: string): string => `<script async ${attributes}></script>`;
const launcher = (page: Page) => page.locator('candor-widget').locator('.launcher');
const widgets = (page: Page) => page.locator('candor-widget').count();

describe('The script tag', () => {
  it.each(['', 'crossorigin'])('works from another origin, attributes “%s”', async (crossorigin) => {
    const page = await pageWith(() => script(`${crossorigin} src="${chunks.url}/candor.js" data-endpoint="${shop()}"`));
    await launcher(page).waitFor();
    expect(await widgets(page)).toBe(1);
  });

  it('finds its chunks where data-base says', async () => {
    const page = await pageWith(() =>
      script(`src="${stingy.url}/candor.js" data-base="${chunks.url}/candor.js" data-endpoint="${shop()}"`),
    );
    await launcher(page).waitFor();
    expect(await widgets(page)).toBe(1);
  });

  it('leaves the page alone when its chunks cannot be loaded', async () => {
    const page = await pageWith(() => script(`src="${stingy.url}/candor.js" data-endpoint="${shop()}"`));
    await page.waitForLoadState('networkidle');
    expect(await widgets(page)).toBe(1);
    expect(await launcher(page).count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector('candor-widget')?.ready)).toBeUndefined();
  });

  it('is harmless when it is there twice', async () => {
    const page = await pageWith(() => script(`src="${chunks.url}/candor.js" data-endpoint="${shop()}"`).repeat(2));
    await launcher(page).waitFor();
    expect(await widgets(page)).toBe(1);
  });

  it('hands its data attributes to the widget', async () => {
    const page = await pageWith(() =>
      script(
        `src="${chunks.url}/candor.js" data-endpoint="${shop()}" data-region="US-NY" data-explanations-src="/e" data-panels="choices"`,
      ),
    );
    await launcher(page).waitFor();
    const attributes = await page
      .locator('candor-widget')
      .evaluate((widget) => Object.fromEntries(Array.from(widget.attributes, ({ name, value }) => [name, value])));
    expect(attributes).toEqual({ endpoint: shop(), region: 'US-NY', 'explanations-src': '/e', panels: 'choices' });
  });

  it('adds no widget where the page has one', async () => {
    const page = await pageWith(
      () =>
        `<candor-widget endpoint="${shop()}" lang="de"></candor-widget>${script(`src="${chunks.url}/candor.js" data-endpoint="${shop()}"`)}`,
    );
    await launcher(page).waitFor();
    expect(await widgets(page)).toBe(1);
    expect(await launcher(page).textContent()).toBe('Ihre Daten');
  });

  it('adds none without an endpoint', async () => {
    const page = await pageWith(() => script(`src="${chunks.url}/candor.js"`));
    await page.waitForLoadState('networkidle');
    expect(await widgets(page)).toBe(0);
  });
});

describe('The command queue', () => {
  it('replays what the page asked for before the loader came', async () => {
    const page = await pageWith(
      () =>
        `<script>candor = [['open', 'receipts']];</script>${script(`src="${chunks.url}/candor.js" data-endpoint="${shop()}"`)}`,
    );
    await page.getByText('No receipts yet.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('runs later commands at once, and passes over those it does not know', async () => {
    const page = await pageWith(() => script(`src="${chunks.url}/candor.js" data-endpoint="${shop()}"`));
    await launcher(page).waitFor();
    await page.evaluate(() => {
      const queue = Reflect.get(globalThis, 'candor') as { push: (command: readonly unknown[]) => void };
      queue.push(['dance']);
      queue.push(['open', 'choices']);
    });
    await page.getByRole('dialog').getByRole('switch').first().waitFor();
    await page.evaluate(() =>
      (Reflect.get(globalThis, 'candor') as { push: (command: readonly unknown[]) => void }).push(['close']),
    );
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await launcher(page).waitFor();
  });
});

describe('The element', () => {
  const withWidget = (attributes: string) =>
    pageWith(
      () =>
        `<candor-widget endpoint="${shop()}" ${attributes}></candor-widget>${script(`src="${chunks.url}/candor.js"`)}`,
    );

  it('offers only the panels that the merchant named', async () => {
    const page = await withWidget('panels="receipts choices nonsense"');
    await launcher(page).click();
    expect(await page.getByRole('dialog').getByRole('navigation').getByRole('button').allTextContents()).toEqual([
      'Choices',
      'Receipts',
    ]);
  });

  it('shows the surface in the page when it is inline', async () => {
    const page = await withWidget('inline');
    await page.locator('candor-widget').getByRole('switch').first().waitFor();
    expect(await launcher(page).count()).toBe(0);
    expect(
      await page
        .locator('candor-widget')
        .locator('.surface')
        .evaluate((box) => getComputedStyle(box).position),
    ).toBe('static');
  });

  it('says in the page that nothing is remembered, also of a choice made on the notice', async () => {
    const page = await withWidget('inline');
    await page.locator('candor-widget').getByRole('switch').first().waitFor();
    await page.evaluate(() => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
    });
    await page.locator('candor-widget').locator('.notice').getByRole('button', { name: 'Refuse all' }).click();
    await page.getByText('This browser stores nothing now').waitFor();
  });

  it('follows a change of language', async () => {
    const page = await withWidget('lang="en"');
    await launcher(page).waitFor();
    await page.locator('candor-widget').evaluate((widget) => widget.setAttribute('lang', 'ar'));
    await page.locator('candor-widget').locator('.launcher[dir="rtl"]').waitFor();
    expect(await launcher(page).count()).toBe(1);
  });

  it('opens the panel that the address names', async () => {
    const page = await withWidget('');
    await launcher(page).waitFor();
    await page.evaluate(() => (location.hash = '#candor-receipts'));
    await page.getByText('No receipts yet.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('shows an explanation that the page hands over, and says that it is not signed', async () => {
    const page = await withWidget('');
    await launcher(page).waitFor();
    await page.locator('candor-widget').evaluate(async (widget: HTMLElementTagNameMap['candor-widget']) => {
      const explanation = {
        v: 1,
        id: 'own',
        iss: 'https://shop.candor.example',
        aud: location.origin,
        iat: 1,
        exp: 2,
        lang: 'en',
        kind: 'recommendation',
        surface: { id: 'home', strategy: 'popular' },
        item: { id: 'mug', name: 'Mug' },
        engine: { name: 'e', adapter: 'a' },
        method: { type: 'none', verified: false },
        factors: [],
        data: [],
        commercial: { sponsored: false, effect: 'none' },
        controls: [],
        contact: { human: 'https://shop.candor.example/contact' },
      };
      await widget.explain(explanation);
      await widget.open({ panel: 'why', explanationId: 'own' });
    });
    await page.getByText('Not signed by the shop.').waitFor();
    expect(await page.getByRole('heading', { name: 'Why you see “Mug”' }).count()).toBe(1);
  });

  it('tells the page of panels, choices and receipts', async () => {
    const page = await withWidget('');
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      for (const type of ['candor-panel-opened', 'candor-consent-changed', 'candor-receipt-kept'])
        document.addEventListener(type, () => heard.push(type));
    });
    await launcher(page).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse all' }).click();
    await page.getByText('Saved, and confirmed by the shop.').waitFor();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'heard'))).toEqual([
      'candor-panel-opened',
      'candor-consent-changed',
      'candor-receipt-kept',
    ]);
  });
});
