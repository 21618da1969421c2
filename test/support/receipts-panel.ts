import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { onNotice } from './visit.ts';

/** Accepts all on the first layer. */
export const accept = async (page: Page): Promise<void> => {
  await onNotice(page, 'Accept all').press('Enter');
  await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
};

/** Opens the Receipts panel, whole. */
export const openReceipts = async (page: Page): Promise<Locator> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'receipts' }));
  const panel = page.locator('candor-widget').getByRole('dialog');
  await panel.getByRole('heading', { name: 'Keep and check' }).waitFor();
  return panel;
};

/** Opens the Choices panel. */
const openChoices = async (page: Page): Promise<Locator> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
  const panel = page.locator('candor-widget').getByRole('dialog');
  await panel.getByRole('switch').first().waitFor();
  return panel;
};

/** Switches purchases off or on in the Choices panel. */
export const withdraw = async (page: Page): Promise<void> => {
  const choices = await openChoices(page);
  await choices.getByRole('switch', { name: 'Use my purchase history' }).press('Space');
  await choices.getByText(/^Saved/).waitFor();
};

/** Presses a button that saves a file, and keeps the file. */
export const saved = async (page: Page, button: Locator, folder: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await button.click();
  const file = join(folder, `${Date.now()}-${(await download).suggestedFilename()}`);
  await (await download).saveAs(file);
  return file;
};

/** What the page may know of the shopper. */
export const stateOf = (page: Page) =>
  page.evaluate(() => {
    const widget = document.querySelector('candor-widget');
    return { subject: widget?.subject, effective: widget?.consent.effective() };
  });
