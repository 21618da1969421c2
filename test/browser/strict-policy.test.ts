import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onNotice, openSurface, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

const collectViolations = (page: Page) =>
  page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
const violations = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'violations'));

describe('On a page with the strictest policy', () => {
  it('is served with it', async () => {
    const page = await visit('/strict');
    const reply = await page.reload();
    expect(reply?.headers()['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'",
    );
  });

  it('the widget works and is styled, without one violation', async () => {
    const page = await visit('/strict', { before: collectViolations });
    await onNotice(page, 'Accept all').press('Enter');
    await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
    await page.locator('candor-why').first().click();
    await page.getByText('Signed by the shop.', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    const surface = await openSurface(page);
    await surface.getByRole('navigation').getByRole('button', { name: 'Choices' }).click();
    await surface.getByRole('switch').first().press('Space');
    await surface.getByText('Saved, and confirmed by the shop.').waitFor();
    await surface.getByRole('navigation').getByRole('button', { name: 'Receipts' }).click();
    await surface.getByText('Details', { exact: true }).first().click();
    await surface.getByRole('button', { name: 'Check this receipt' }).first().click();
    await surface.getByText('Signed by the shop. The receipt is unchanged.').waitFor();
    const look = await surface.evaluate((box) => {
      const { position, borderRadius, width } = getComputedStyle(box);
      return { position, borderRadius, width };
    });
    expect(look).toEqual({ position: 'fixed', borderRadius: '10px', width: '400px' });
    expect(await violations(page)).toEqual([]);
  });

  it('a violation would be seen', async () => {
    const page = await visit('/strict', { before: collectViolations });
    await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'h1 { color: red }';
      document.head.append(style);
    });
    await expect.poll(() => violations(page)).toEqual([expect.stringContaining('style-src')]);
  });
});
