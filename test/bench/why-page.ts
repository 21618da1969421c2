import type { Locator, Page } from 'playwright-core';
import { signExplanations } from '../../src/backend/sign-explanation.ts';
import type { SigningKey } from '../../src/backend/signing-key.ts';
import { largestExplanation } from './largest-explanation.ts';
import type { Looking, Seen } from './look.ts';
import type { Stage } from './stage.ts';

/** Explanations on the page, each as large as it may be. */
export const LIST = 4;
/** Milliseconds in which the page comes to rest. */
export const REST = 500;
/** Who the test's config says the shop is. */
const ISSUER = 'https://shop.example';

/** When a trigger was clicked, the frame with the dialog was painted, the first signature was checked, and the reason was painted. */
export type Opening = {
  readonly clicked: number;
  /** The frame with the dialog began: no task comes between this and its painting. */
  readonly drawn: number;
  readonly painted: number;
  readonly checked: number;
  readonly told: number;
  /** The panel's last part was painted. */
  readonly whole: number;
};
/** What the page saw of one opening. */
export type Opened = { readonly seen: Seen; readonly opening: Opening };
type InPage = Looking & { readonly candorOpening: Partial<Opening> };

/** Notes in the page what becomes of a click on a trigger. */
export const noteOpening = (): void => {
  const opening: { -readonly [Name in keyof Opening]?: number } = {};
  Object.assign(globalThis, { candorOpening: opening });
  const { verify } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.verify = function noted(...given) {
    opening.checked ??= performance.now();
    return verify.apply(this, given);
  };
  const all = (selector: string): readonly Element[] =>
    Array.from(document.querySelector('candor-widget')?.shadowRoot?.querySelectorAll(`dialog[open] ${selector}`) ?? []);
  /** Notes the end of the first frame that begins with this there. */
  const watch = (name: keyof Opening, isThere: () => boolean): void => {
    requestAnimationFrame(() => {
      if (!isThere()) return watch(name, isThere);
      if (name === 'painted') opening.drawn = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => (opening[name] = performance.now()));
      port1.start();
      port2.postMessage('painted');
    });
  };
  const begin = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || !event.target.matches('candor-why')) return;
    for (const name of ['drawn', 'painted', 'checked', 'told', 'whole'] as const) delete opening[name];
    opening.clicked = event.timeStamp;
    watch('painted', () => all('.surface-body').length > 0);
    watch('told', () => all('[part="why"]').length > 0);
    watch('whole', () => all('summary').some(({ textContent }) => textContent === 'What this panel checked'));
  };
  addEventListener('click', begin, { capture: true });
};

const clickAt = async (page: Page, target: Locator): Promise<number> => {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  // Asking where it is runs a script of the test's own; it is over when the click comes.
  await page.waitForTimeout(REST);
  const began = await page.evaluate(() => performance.now());
  if (box) await page.mouse.click(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
  return began;
};

/** A real click, and what the page has seen until it came to rest. */
export const clickOn = async (page: Page, target: Locator): Promise<Seen> => {
  const began = await clickAt(page, target);
  await page.waitForTimeout(REST);
  return page.evaluate((time) => (globalThis as unknown as InPage).candorLook.since(time), began);
};

/** A real click on a trigger, until the panel is whole and at rest. */
export const openBy = async (page: Page, place: number): Promise<Opened> => {
  const began = await clickAt(page, page.locator('candor-why').nth(place));
  await page.waitForFunction(() => (globalThis as unknown as InPage).candorOpening.whole);
  await page.waitForTimeout(2 * REST);
  return page.evaluate((time) => {
    const { candorLook, candorOpening } = globalThis as unknown as InPage;
    return { seen: candorLook.since(time), opening: candorOpening as Opening };
  }, began);
};

/** Allows everything, so that the explanations can name a receipt. */
const receiptIn = async (page: Page): Promise<string> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
  await page.locator('candor-widget').getByRole('dialog').getByRole('button', { name: 'Allow all' }).press('Enter');
  await page.locator('candor-widget').getByText('Saved, and confirmed by the shop.').waitFor();
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const database = await settled(indexedDB.open('candor'));
    const [row] = await settled(database.transaction('entries').objectStore('entries').getAll());
    database.close();
    return row.entry.receipt.jti;
  });
};

/** A list with its triggers, and a shop that answers every influence request with it. */
export const fillWith = async ({ page, site, fill }: Stage, key: SigningKey): Promise<void> => {
  const receipt = await receiptIn(page);
  const whose = { iss: ISSUER, aud: site, iat: Math.floor(Date.now() / 1000) + 1, receipt };
  const ids = Array.from({ length: LIST }, (_none, at) => `e${at}`);
  const list = JSON.stringify(
    await signExplanations(
      ids.map((id) => largestExplanation({ id, ...whose })),
      key,
    ),
  );
  await fill(
    `${ids.map((id) => `<p><candor-why explanation-id="${id}">Why?</candor-why></p>`).join('')}
    <script type="application/jose+json" data-candor-explanations>${list}</script>
    <script>addEventListener('candor-influence-request', (event) => event.respondWith(Promise.resolve({ explanations: ${list} })))</script>`,
  );
};
