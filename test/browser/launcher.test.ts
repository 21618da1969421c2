import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openSurface, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();
const launcher = (page: Page) => page.locator('candor-widget').locator('.launcher');
const keptPlace = (page: Page) => page.evaluate(() => sessionStorage.getItem('candor-launcher'));

/** Whether the launcher stands in the right half of the page. */
const isRight = async (page: Page): Promise<boolean> => {
  const box = await launcher(page).boundingBox();
  return (box?.x ?? 0) > (page.viewportSize()?.width ?? 0) / 2;
};

describe('The launcher', () => {
  it('stands above the chat’s, and covers none of it', async () => {
    const page = await visit();
    await launcher(page).waitFor();
    const [own, chat] = [await launcher(page).boundingBox(), await page.locator('.chat-launcher').boundingBox()];
    expect((own?.y ?? 0) + (own?.height ?? 0)).toBeLessThanOrEqual((chat?.y ?? 0) - 12);
  });

  it('goes to the other side with an arrow key, and is found there after a reload', async () => {
    const page = await visit();
    await launcher(page).press('ArrowRight');
    expect(await isRight(page)).toBe(true);
    await launcher(page).press('ArrowLeft');
    await expect.poll(() => isRight(page)).toBe(false);
    await page.reload();
    await launcher(page).waitFor();
    expect(await isRight(page)).toBe(false);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });

  it('goes to the other side when it is dragged there, without opening anything', async () => {
    const page = await visit();
    await launcher(page).hover();
    await page.mouse.down();
    await page.mouse.move(700, 500, { steps: 4 });
    await page.mouse.move(200, 500, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => isRight(page)).toBe(false);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await launcher(page).press('Enter');
    await page.getByRole('dialog').waitFor();
  });

  it('stays where it is when it is dragged too little', async () => {
    const page = await visit();
    await launcher(page).hover();
    await page.mouse.down();
    await page.mouse.move(1100, 500, { steps: 4 });
    await page.mouse.up();
    expect(await isRight(page)).toBe(true);
    expect(await keptPlace(page)).toBeNull();
  });

  it('is hidden for the session when the shopper wants it, and a trigger still opens the panel', async () => {
    const page = await visit();
    const surface = await openSurface(page);
    await surface.getByRole('button', { name: 'Hide the button for now' }).click();
    await surface.waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('main candor-why').first().click();
    await surface.waitFor();
    await page.keyboard.press('Escape');
    expect(await launcher(page).isVisible()).toBe(false);
    expect(await keptPlace(page)).toBe('end hidden');
  });

  it('moves with its surface by a button', async () => {
    const page = await visit();
    const surface = await openSurface(page);
    await surface.getByRole('button', { name: 'Move to the other side' }).click();
    await expect.poll(async () => (await surface.boundingBox())?.x).toBe(16);
  });
});
