import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { startShop } from './servers.ts';
import { PROJECT } from './shared.ts';

/** How the demo is looked at: a name for the files, and the browser and language that go with it. */
type Look = { readonly name: string; readonly lang: string; readonly options: BrowserContextOptions };

const WIDE = { width: 1_280, height: 860 };
const PHONE = { width: 360, height: 740 };

const LOOKS: readonly Look[] = [
  { name: 'light', lang: 'en', options: { viewport: WIDE, colorScheme: 'light' } },
  { name: 'dark', lang: 'en', options: { viewport: WIDE, colorScheme: 'dark' } },
  { name: 'phone', lang: 'en', options: { viewport: PHONE, colorScheme: 'light' } },
  { name: 'phone-dark', lang: 'en', options: { viewport: PHONE, colorScheme: 'dark' } },
  { name: 'german', lang: 'de', options: { viewport: WIDE, colorScheme: 'light' } },
  { name: 'german-phone', lang: 'de', options: { viewport: PHONE, colorScheme: 'light' } },
  { name: 'arabic', lang: 'ar', options: { viewport: WIDE, colorScheme: 'light' } },
  { name: 'arabic-phone', lang: 'ar', options: { viewport: PHONE, colorScheme: 'light' } },
];

const widget = (page: Page): Locator => page.locator('candor-widget');

/** Everything that was asked for is there, and nothing moves any more. */
const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  await widget(page).locator('.skeleton,.to-come').first().waitFor({ state: 'detached' });
};

const enter = async (page: Page, shop: string, lang: string): Promise<void> => {
  await page.goto(`${shop}/sign-in?lang=${lang}`);
  await page.locator('.suggestions button').first().click();
  await page.locator('section.recommended').waitFor();
};

/** Says yes, and waits for the list that is made of what was allowed. */
const acceptAll = async (page: Page): Promise<void> => {
  const notice = widget(page).locator('.notice');
  const heading = page.locator('section.recommended h2');
  await notice.waitFor();
  await settle(page);
  const before = await heading.innerText();
  await notice.getByRole('button').first().press('Enter');
  await notice.waitFor({ state: 'detached' });
  await heading.filter({ hasNotText: before }).waitFor();
};

const openReason = async (page: Page): Promise<void> => {
  await page.locator('main candor-why').first().click();
  await widget(page).locator('.factor').first().waitFor();
  await settle(page);
};

type Shoot = (page: Page, what: string) => Promise<unknown>;

/** As high as what it holds, for one picture of all of it. */
const TALL = 5_000;
const UNBOUND =
  '.surface,.surface-body{max-block-size:none!important;block-size:auto!important;overflow:visible!important}';

/** The whole reason, with everything unfolded that can be. */
const shootWhole = async (page: Page, folder: string): Promise<void> => {
  const reason = widget(page).locator('[part=why]');
  const folded = reason.locator('details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  await settle(page);
  await widget(page).evaluate((host, css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    host.shadowRoot?.adoptedStyleSheets.push(sheet);
  }, UNBOUND);
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height: TALL });
  await reason.screenshot({ path: folder });
};

/** Every state worth a look, in one visit: the notice, the storefront, the chat, each panel. */
const visit = async (page: Page, shop: string, lang: string, shoot: Shoot): Promise<void> => {
  await enter(page, shop, lang);
  await widget(page).locator('.notice').waitFor();
  await settle(page);
  await shoot(page, 'notice');
  await acceptAll(page);
  await settle(page);
  await shoot(page, 'storefront');
  await openReason(page);
  await shoot(page, 'why');
  const tabs = widget(page).getByRole('navigation').getByRole('button');
  for (const [at, panel] of ['choices', 'receipts'].entries()) {
    await tabs.nth(at + 1).click();
    await settle(page);
    await shoot(page, panel);
  }
  await page.keyboard.press('Escape');
  await page.locator('.chat-launcher').click();
  await page.locator('deep-chat').waitFor();
  await shoot(page, 'chat');
};

const takeLook = async (browser: Browser, shop: string, look: Look, folder: string): Promise<void> => {
  const context = await browser.newContext({ ...look.options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await visit(page, shop, look.lang, (seen, what) =>
    seen.screenshot({ path: join(folder, `${what}-${look.name}.png`) }),
  );
  await page.keyboard.press('Escape');
  await page.reload();
  await openReason(page);
  await shootWhole(page, join(folder, `why-whole-${look.name}.png`));
  await context.close();
};

/** The README's picture: a recommendation, and the reason beside it. */
const takePicture = async (browser: Browser, shop: string, file: string): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 1_120, height: 880 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await enter(page, shop, 'en');
  await acceptAll(page);
  await settle(page);
  await openReason(page);
  await page.screenshot({ path: file });
  await context.close();
};

/** Takes the built demo's screenshots into `.screens/`, for looking at, and the README's one picture. */
export const takeScreenshots = async (): Promise<void> => {
  const folder = join(PROJECT, '.screens');
  await mkdir(folder, { recursive: true });
  await mkdir(join(PROJECT, 'demo/readme'), { recursive: true });
  const shop = await startShop();
  const browser = await launchBrowser();
  try {
    for (const look of LOOKS) await takeLook(browser, shop.url, look, folder);
    await takePicture(browser, shop.url, join(PROJECT, 'demo/readme/why.png'));
  } finally {
    await browser.close();
    await shop.stop();
  }
};
