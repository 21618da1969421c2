import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accept, openReceipts, withdraw } from '../support/receipts-panel.ts';
import { openEachPanel, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

/** Who the shopper is, as this browser keeps it. */
const identity = (page: Page): Promise<{ readonly subject: string; readonly secret: string }> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const database = await settled(indexedDB.open('candor'));
    const self = await settled(database.transaction('subject').objectStore('subject').get('self'));
    database.close();
    return self;
  });

const checkAll = async (page: Page): Promise<void> => {
  const panel = await openReceipts(page);
  await panel.getByText('Confirmed by the shop', { exact: true }).nth(1).waitFor();
  await panel.getByText('Details', { exact: true }).first().click();
  await panel.getByRole('button', { name: 'Check this receipt' }).click();
  await panel.getByText(/^Logged by this shop, as entry \d+ of \d+\./).waitFor();
};

describe('invariant 17: a widget that asks the shop', () => {
  it('puts neither secret nor subject nor the page’s query into an address or a referrer', async () => {
    const asked: Request[] = [];
    const page = await visit('/?q=canary-search', {
      before: async (fresh) => void fresh.on('request', (request) => asked.push(request)),
    });
    const isWidgets = (request: Request): boolean => /\/(?:v1|\.well-known)\//.test(request.url());
    await accept(page);
    await withdraw(page);
    await checkAll(page);
    await openEachPanel(page);
    const { subject, secret } = await identity(page);
    const own = asked.filter(isWidgets);
    const told = await Promise.all(
      own.map(async (request) => `${request.url()} ${(await request.headerValue('referer')) ?? ''}`),
    );
    expect(told.length).toBeGreaterThan(4);
    for (const canary of [subject, secret, 'canary-search']) expect(told.join('\n')).not.toContain(canary);
    // The secret goes where it belongs, so that it was looked for in the right form.
    const bearers = await Promise.all(own.map((request) => request.headerValue('authorization')));
    expect(bearers).toContain(`Bearer ${secret}`);
  });
});
