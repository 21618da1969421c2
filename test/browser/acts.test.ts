import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onNotice, openSurface, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();
const settled = (page: Page) => page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });
const state = (page: Page) => page.evaluate(() => document.querySelector('candor-widget')?.consent.effective());
const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).length);

/** Clicks as a script of the page would: never the shopper's own act. */
const clickByScript = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    const root = document.querySelector('candor-widget')?.shadowRoot;
    const button = [...(root?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent?.trim() === wanted,
    );
    button?.click();
  }, text);

const openChoices = async (page: Page) => {
  const surface = await openSurface(page);
  await surface.getByRole('navigation').getByRole('button', { name: 'Choices' }).click();
  await surface.getByRole('switch').first().waitFor();
  return surface;
};

describe('A script of the page', () => {
  it('cannot accept for the shopper: the panel asks', async () => {
    const page = await visit();
    await onNotice(page, 'Accept all').waitFor();
    await clickByScript(page, 'Accept all');
    await page.getByText('Please confirm: allow all?').waitFor();
    expect(await databases(page)).toBe(0);
  });

  it('cannot switch a purpose on, nor confirm at once', async () => {
    const page = await visit();
    await settled(page);
    const surface = await openChoices(page);
    await surface
      .getByRole('switch')
      .first()
      .evaluate((toggle) => (toggle as HTMLElement).click());
    await surface.getByText(/Please confirm: allow “/).waitFor();
    await clickByScript(page, 'Yes, allow');
    expect(await databases(page)).toBe(0);
    expect(await surface.getByRole('switch').first().getAttribute('aria-checked')).toBe('false');
  });

  it('is followed at once when it refuses', async () => {
    const page = await visit();
    await onNotice(page, 'Refuse all').waitFor();
    await clickByScript(page, 'Refuse all');
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    expect(Object.values((await state(page)) ?? {}).every((entry) => entry.state === 'refused')).toBe(true);
  });
});

describe('The shopper', () => {
  it('confirms with an act of their own', async () => {
    const page = await visit();
    await onNotice(page, 'Accept all').waitFor();
    await clickByScript(page, 'Accept all');
    await page.getByRole('button', { name: 'Yes, allow' }).press('Enter');
    await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
    expect(Object.values((await state(page)) ?? {}).every((entry) => entry.state === 'given')).toBe(true);
  });

  it('undoes a choice, which appends the opposite', async () => {
    const page = await visit();
    await settled(page);
    const surface = await openChoices(page);
    const toggle = surface.getByRole('switch', { name: 'Use my purchase history' });
    await toggle.press('Space');
    await surface.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('false');
    await surface.getByRole('navigation').getByRole('button', { name: 'Receipts' }).click();
    await expect.poll(() => surface.locator('.receipt').count()).toBe(2);
  });

  it('sees what Global Privacy Control keeps off, without having acted', async () => {
    const page = await visit('/', {
      before: (fresh) =>
        fresh.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })),
    });
    await settled(page);
    const surface = await openChoices(page);
    await surface.getByText('Your browser sends Global Privacy Control.').waitFor();
    expect(await databases(page)).toBe(0);
    await surface.getByRole('button', { name: 'Allow all' }).press('Enter');
    await surface.getByText('Saved, and confirmed by the shop.').waitFor();
    expect(await state(page)).toMatchObject({ ads: { state: 'refused' } });
  });

  it('finds two tabs of one mind', async () => {
    const page = await visit();
    await settled(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await settled(other);
    const [here, there] = [await openChoices(page), await openChoices(other)];
    await here.getByRole('switch', { name: 'Keep my chat' }).press('Space');
    await expect
      .poll(() => there.getByRole('switch', { name: 'Keep my chat' }).getAttribute('aria-checked'))
      .toBe('true');
  });
});

describe('With the shop out of reach', () => {
  it('a withdrawal is saved, told as not yet there, and delivered later, once', async () => {
    const answers: number[] = [];
    const listen = async (fresh: Page): Promise<void> =>
      void fresh.on('response', (reply) => {
        if (reply.request().method() === 'POST' && reply.url().endsWith('/v1/consents')) answers.push(reply.status());
      });
    const page = await visit('/', { before: listen });
    await onNotice(page, 'Accept all').press('Enter');
    await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
    const surface = await openChoices(page);
    await expect.poll(() => answers).toEqual([201]);
    await page.route('**/v1/consents', (route) => route.abort());
    await surface.getByRole('switch', { name: 'Use my purchase history' }).press('Space');
    await surface.getByText('Saved on this device. Not yet at the shop.').waitFor();
    await page.unroute('**/v1/consents');
    await surface.getByText('Saved, and confirmed by the shop.').waitFor();
    expect(answers).toEqual([201, 201]);
  });

  it('a portal’s 200 is not taken for a receipt', async () => {
    const page = await visit();
    await page.route('**/v1/consents', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
    );
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    const surface = await openSurface(page);
    await surface.getByRole('navigation').getByRole('button', { name: 'Receipts' }).click();
    await surface.getByText(/^(On this device, not yet at the shop|Sent (once|\d+ times), no answer yet)/).waitFor();
  });

  it('a choice is not called saved where the part that saves cannot be loaded; on the next load it can', async () => {
    const page = await visit('/', {
      before: (fresh) => fresh.route('**/widget-record-*.js', (route) => route.abort()),
    });
    await onNotice(page, 'Refuse all').waitFor();
    const surface = await openChoices(page);
    const toggle = surface.getByRole('switch', { name: 'Use my purchase history' });
    await toggle.press('Space');
    await surface.getByText('Not saved. Please try again, or reload the page.').waitFor();
    expect(await toggle.getAttribute('aria-checked')).toBe('false');
    expect(await databases(page)).toBe(0);
    await page.unroute('**/widget-record-*.js');
    // Chromium 150 still asks no second time for a module that failed (HTML, module map); later ones do.
    await page.reload();
    await onNotice(page, 'Refuse all').waitFor();
    const again = await openChoices(page);
    await again.getByRole('switch', { name: 'Use my purchase history' }).press('Space');
    await again.getByText('Saved, and confirmed by the shop.').waitFor();
  });

  it('nothing is asked, nothing is thrown, and the panel tells the truth', async () => {
    const page = await visit('/', { before: (fresh) => fresh.route('**/v1/**', (route) => route.abort()) });
    await settled(page);
    expect(await onNotice(page, 'Accept all').count()).toBe(0);
    const surface = await openSurface(page);
    await surface.getByRole('navigation').getByRole('button', { name: 'Choices' }).click();
    await surface.getByText('The shop cannot be reached').waitFor();
    expect(await databases(page)).toBe(0);
  });
});
