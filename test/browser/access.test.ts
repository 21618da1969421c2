import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { onNotice, openEachPanel, openSurface, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();
/** axe goes into the page as a script, which the storefront's policy forbids. */
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['a phone', { viewport: { width: 360, height: 740 } }],
] as const;

const settled = (page: Page) => page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });

describe.each(looks)('For everybody, in %s', (_name, look) => {
  const options = { ...look, bypassCSP: true, reducedMotion: 'reduce' } as const;

  it('launcher and notice have no violation', async () => {
    const page = await visit('/', options);
    await onNotice(page, 'Refuse all').waitFor();
    await settled(page);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('no panel has a violation before an act', async () => {
    const page = await visit('/', options);
    await settled(page);
    await openEachPanel(page, async () => expect(await violationsOf(page)).toEqual([]));
  });

  it('no panel has a violation with choices, receipts and a reason in it', async () => {
    const page = await visit('/', options);
    await onNotice(page, 'Accept all').press('Enter');
    await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
    await page.locator('main candor-why').first().click();
    await page.getByText('Signed by the shop.', { exact: true }).waitFor();
    for (const details of await page.locator('candor-widget').locator('summary').all()) await details.click();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await openEachPanel(page, async (name) => expect(await violationsOf(page), name).toEqual([]));
  });
});

describe('With the keyboard alone', () => {
  it('a reason is opened from its trigger, closed with Esc, and focus is back on the trigger', async () => {
    const page = await visit();
    await settled(page);
    const trigger = page.locator('main candor-why').first();
    await trigger.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Signed by the shop.', { exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('candor-widget');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('candor-why');
  });

  it('a choice is made: launcher, tab, switch', async () => {
    const page = await visit();
    await settled(page);
    await page.locator('candor-widget').locator('.launcher').focus();
    await page.keyboard.press('Enter');
    const surface = page.getByRole('dialog', { name: 'Your data and this shop’s AI' });
    const toggle = surface.getByRole('switch', { name: 'Use my purchase history' });
    await surface.getByRole('navigation').getByRole('button', { name: 'Choices' }).press('Enter');
    await toggle.focus();
    await page.keyboard.press('Space');
    await surface.getByText('Saved, and confirmed by the shop.').waitFor();
    expect(await toggle.getAttribute('aria-checked')).toBe('true');
    expect(await toggle.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
  });

  it('closing the surface by its cross gives focus to the launcher', async () => {
    const page = await visit();
    await settled(page);
    const surface = await openSurface(page);
    await surface.getByRole('button', { name: 'Close' }).press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.querySelector('candor-widget')?.shadowRoot?.activeElement?.className))
      .toContain('launcher');
  });
});

describe('At 320 pixels', () => {
  it('nothing scrolls sideways, in no panel', async () => {
    const page = await visit('/', { viewport: { width: 320, height: 640 } });
    await settled(page);
    await openEachPanel(page, async (name) => {
      const overflow = await page.evaluate(() => {
        const body = document.querySelector('candor-widget')?.shadowRoot?.querySelector('.surface-body');
        return body ? body.scrollWidth - body.clientWidth : -1;
      });
      expect(overflow, name).toBe(0);
    });
  });
});
