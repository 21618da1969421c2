import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, openReceipts, saved, withdraw } from '../support/receipts-panel.ts';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

let folder = '';
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

describe('A receipt in the list', () => {
  it('tells how far it is: on this device while the shop is away, confirmed when it has answered', async () => {
    const page = await visit();
    await page.route('**/v1/consents', (route) => route.abort());
    await accept(page);
    const panel = await openReceipts(page);
    await panel.getByText(/^(On this device, not yet at the shop|Sent (once|\d+ times), no answer yet)/).waitFor();
    await panel.getByText('One choice is not yet at the shop.').waitFor();
    await page.unroute('**/v1/consents');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor({ timeout: 30_000 });
    expect(await panel.getByText('not yet at the shop').count()).toBe(0);
  });

  it('shows the text that was shown, word for word, also offline', async () => {
    const page = await visit();
    const shown = await page.locator('candor-widget').locator('.first-layer').innerText();
    await accept(page);
    const panel = await openReceipts(page);
    await panel.getByText('Details', { exact: true }).click();
    await page.context().setOffline(true);
    await panel.getByText('What you were shown').click();
    const [title = ''] = shown.split('\n');
    await panel.locator('.note').getByText(title, { exact: true }).waitFor();
    for (const label of ['Accept all', 'Refuse all']) await panel.locator('.note').getByText(label).waitFor();
  });

  it('is checked in the browser: signature first, then the shop’s log, and the log goes on from last time', async () => {
    const page = await visit();
    await accept(page);
    await withdraw(page);
    const panel = await openReceipts(page);
    for (const at of [0, 1]) {
      const receipt = panel.locator('.receipt').nth(at);
      await receipt.getByText('Confirmed by the shop', { exact: true }).waitFor();
      await receipt.getByText('Details', { exact: true }).click();
      await receipt.getByRole('button', { name: 'Check this receipt' }).click();
      await receipt.getByText('Signed by the shop. The receipt is unchanged.').waitFor();
      await receipt.getByText(/^Logged by this shop, as entry \d+ of \d+\./).waitFor();
    }
    await panel.getByText('Its log goes on from what this device saw before.').waitFor();
  });

  it('that is no longer what was signed says so', async () => {
    const page = await visit();
    await accept(page);
    let panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open('candor');
        request.onsuccess = () => done(request.result);
      });
      const writing = database.transaction('papers', 'readwrite');
      const request = writing.objectStore('papers').openCursor();
      request.onsuccess = () => {
        const [head, payload = '', signature] = request.result?.value.receipt.split('.') ?? [];
        request.result?.update({ receipt: [head, payload.replace(/.$/, '_'), signature].join('.') });
      };
      // A reload before that would take the change back.
      await new Promise((done) => writing.addEventListener('complete', done));
      database.close();
    });
    await page.reload();
    panel = await openReceipts(page);
    await panel.getByText('Details', { exact: true }).click();
    await panel.getByRole('button', { name: 'Check this receipt' }).click();
    await panel.getByText('This receipt does not match its signature. Do not rely on it.').waitFor();
    await panel.getByRole('button', { name: 'Check all receipts' }).click();
    await panel.getByText('One receipt does not match its signature.').waitFor();
  });
});

describe('A saved page of receipts', () => {
  it('checks itself in any browser, without a network, and tells what was changed', async () => {
    const page = await visit();
    await accept(page);
    await withdraw(page);
    const panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).nth(1).waitFor();
    const file = await saved(
      page,
      panel.getByRole('button', { name: 'Save all as a page that checks itself' }),
      folder,
    );
    const asked: string[] = [];
    const reader = await page.context().newPage();
    reader.on('request', (request) => asked.push(request.url()));
    reader.on('console', (message) => asked.push(message.text()));
    await reader.context().setOffline(true);
    await reader.goto(`file://${file}`);
    await expect.poll(() => reader.getByText('Signed by the shop. The receipt is unchanged.').count()).toBe(2);
    await reader.getByText('Refused: Use my purchase history').waitFor();
    expect(asked).toEqual([`file://${file}`]);
    const text = await readFile(file, 'utf8');
    const payload = /"receipts":\["[\w-]+\.([\w-]+)/.exec(text)?.[1] ?? '';
    await writeFile(file, text.replace(payload, payload.replace(/^(.{40})./, '$1A')));
    await reader.reload();
    await reader.getByText('This receipt does not match its signature. Do not rely on it.').waitFor();
    expect(await reader.getByText('Signed by the shop. The receipt is unchanged.').count()).toBe(1);
  });

  it('is printed from a frame of its own, with nothing of the shop on it', async () => {
    const page = await visit('/', {
      before: (fresh) =>
        fresh.addInitScript(() => {
          if (window === top) return;
          window.print = () => {
            top?.document.documentElement.setAttribute('data-printed', document.body.innerText);
          };
        }),
    });
    await accept(page);
    const panel = await openReceipts(page);
    await panel.getByText('Other forms').click();
    await panel.getByRole('button', { name: 'Print' }).click();
    const printed = page.locator('html[data-printed]');
    await printed.waitFor();
    const text = (await printed.getAttribute('data-printed')) ?? '';
    expect(text).toContain('Allowed: Use my purchase history');
    expect(text).not.toContain('Basket');
  });

  it.each([
    ['Save all (.jws)', /^(?:[\w-]+\.[\w-]+\.[\w-]+\n)+$/],
    ['Save all as ISO/IEC TS 27560', /"@type": "dpv:ConsentReceipt"/],
    ['Save all as Kantara 1.1', /"version": "KI-CR-v1\.1\.0"/],
  ])('%s', async (name, pattern) => {
    const page = await visit();
    await accept(page);
    const panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await panel.getByText('Other forms').click();
    expect(await readFile(await saved(page, panel.getByRole('button', { name }), folder), 'utf8')).toMatch(pattern);
  });
});
