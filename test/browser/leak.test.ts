import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onNotice, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

/** What the page still holds after everything that can be collected has been. */
const held = async (page: Page, session: CDPSession) => {
  await page.evaluate(async () => {
    const collect = Reflect.get(globalThis, 'gc') as () => void;
    for (let turn = 0; turn < 4; turn += 1) {
      collect();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  });
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
};

/** The same once it stands still: what was on its way when the widget went is let go of a moment later. */
const settled = async (page: Page, session: CDPSession) => {
  for (let last = await held(page, session); ;) {
    const now = await held(page, session);
    if (now.nodes === last.nodes && now.listeners === last.listeners) return now;
    last = now;
  }
};

/** Adds a widget, opens every panel, makes a choice, keeps a request in flight, and takes the widget away. */
const live = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const widget = document.createElement('candor-widget');
    widget.setAttribute('endpoint', location.origin);
    widget.setAttribute('explanations-src', '/shop/explanations');
    document.body.append(widget);
    const kept = new Promise((resolve) => widget.addEventListener('candor-panel-opened', resolve, { once: true }));
    for (const panel of ['why', 'receipts', 'choices'] as const) await widget.open({ panel });
    await kept;
    const find = (): HTMLElement | null | undefined => widget.shadowRoot?.querySelector('[role="switch"]');
    while (!find()) await new Promise((resolve) => requestAnimationFrame(resolve));
    const changed = new Promise((resolve) =>
      widget.addEventListener('candor-consent-changed', resolve, { once: true }),
    );
    // Refusing needs no real act; the delivery that follows is the request in flight.
    const refuse = [...(widget.shadowRoot?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent === 'Refuse all',
    );
    refuse?.click();
    await changed;
    widget.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });

describe('A widget that is taken away', () => {
  it('leaves nothing behind, ten times', async () => {
    const page = await visit('/strict', { bypassCSP: true });
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    await page.evaluate(() => document.querySelector('candor-widget')?.remove());
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await live(page);
    const before = await settled(page, session);
    for (let turn = 0; turn < 10; turn += 1) await live(page);
    expect(await settled(page, session)).toEqual(before);
  });

  it('would be noticed if it stayed', async () => {
    const page = await visit('/strict', { bypassCSP: true });
    await page.locator('candor-widget').locator('.launcher').waitFor();
    await page.waitForLoadState('networkidle');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const before = await held(page, session);
    await page.evaluate(() => {
      const widget = document.createElement('candor-widget');
      document.addEventListener('leak', () => widget);
    });
    expect((await held(page, session)).listeners).toBe(before.listeners + 1);
  });
});
