import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { onNotice, setUpVisits } from '../support/visit.ts';

const { visit, shop } = setUpVisits();

let folder = '';
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

const accept = async (page: Page): Promise<void> => {
  await onNotice(page, 'Accept all').press('Enter');
  await onNotice(page, 'Accept all').waitFor({ state: 'detached' });
};

const openReceipts = async (page: Page): Promise<Locator> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'receipts' }));
  const panel = page.locator('candor-widget').getByRole('dialog');
  await panel.getByRole('heading', { name: 'Keep and check' }).waitFor();
  return panel;
};

const openChoices = async (page: Page): Promise<Locator> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
  const panel = page.locator('candor-widget').getByRole('dialog');
  await panel.getByRole('switch').first().waitFor();
  return panel;
};

const withdraw = async (page: Page): Promise<void> => {
  const choices = await openChoices(page);
  await choices.getByRole('switch', { name: 'Use my purchase history' }).press('Space');
  await choices.getByText(/^Saved/).waitFor();
};

/** Presses a button that saves a file, and keeps the file. */
const saved = async (page: Page, button: Locator): Promise<string> => {
  const download = page.waitForEvent('download');
  await button.click();
  const file = join(folder, `${Date.now()}-${(await download).suggestedFilename()}`);
  await (await download).saveAs(file);
  return file;
};

const stateOf = (page: Page) =>
  page.evaluate(() => {
    const widget = document.querySelector('candor-widget');
    return { subject: widget?.subject, effective: widget?.consent.effective() };
  });

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
      const papers = database.transaction('papers', 'readwrite').objectStore('papers');
      const request = papers.openCursor();
      request.onsuccess = () => {
        const [head, payload = '', signature] = request.result?.value.receipt.split('.') ?? [];
        request.result?.update({ receipt: [head, payload.replace(/.$/, '_'), signature].join('.') });
        database.close();
      };
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
    const file = await saved(page, panel.getByRole('button', { name: 'Save all as a page that checks itself' }));
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
    expect(await readFile(await saved(page, panel.getByRole('button', { name })), 'utf8')).toMatch(pattern);
  });
});

describe('After the storage was lost', () => {
  it('a backup brings back who one is, and what one said; a withdrawal goes on the same chain', async () => {
    const page = await visit();
    await accept(page);
    let panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await panel.getByText('Go on in another browser').click();
    const file = await saved(page, panel.getByRole('button', { name: 'Save a backup with your key' }));
    const before = await stateOf(page);

    const other = await visit();
    panel = await openReceipts(other);
    await panel.getByText('Go on in another browser').click();
    await panel.getByLabel('Bring back from a file').setInputFiles(file);
    await panel.getByText('One receipt was brought back.').waitFor();
    await expect.poll(async () => (await stateOf(other)).subject).toBe(before.subject);
    expect((await stateOf(other)).effective).toEqual(before.effective);
    await withdraw(other);
    panel = await openReceipts(other);
    await expect.poll(() => panel.getByText('Confirmed by the shop', { exact: true }).count()).toBe(2);
    expect(await panel.locator('.chain').count()).toBe(0);
  });

  it('receipts alone come back as history, and a forged one is left out', async () => {
    const page = await visit();
    await accept(page);
    let panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await panel.getByText('Other forms').click();
    const file = await saved(page, panel.getByRole('button', { name: 'Save all (.jws)' }));
    const [line = ''] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, `${line}\n${line.replace(/\.(.{30})./, '.$1A')}\n`);
    const other = await visit();
    panel = await openReceipts(other);
    await panel.getByText('Go on in another browser').click();
    await panel.getByLabel('Bring back from a file').setInputFiles(file);
    await panel
      .getByText('One receipt was brought back. One was left out: the shop’s signature does not fit.')
      .waitFor();
    await panel.getByText(/^Kept as history/).waitFor();
    expect((await stateOf(other)).subject).toBeUndefined();
  });

  it('a file of something else brings nothing', async () => {
    const page = await visit();
    const file = join(folder, 'other.json');
    await writeFile(file, '{"schema":"something/1","receipts":[1]}');
    const panel = await openReceipts(page);
    await panel.getByText('Go on in another browser').click();
    await panel.getByLabel('Bring back from a file').setInputFiles(file);
    await panel.getByText('This file holds no receipts of this panel.').waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });
});

describe('A record that the shopper has deleted', () => {
  it('is gone at the shop, the page is told, the receipts stay, and the next choice is somebody new', async () => {
    const page = await visit();
    await accept(page);
    const before = await stateOf(page);
    const panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Delete my record at this shop' }).click();
    const told = page.evaluate(
      () =>
        new Promise((done) =>
          document.addEventListener('candor-consent-changed', (event) => done(event.effective), { once: true }),
        ),
    );
    await panel.getByRole('button', { name: 'Yes, delete it' }).click();
    await panel.getByText('Your record is deleted. The receipts on this device stay yours.').waitFor();
    expect(await told).toEqual({});
    expect(await panel.locator('.receipt').count()).toBe(1);
    expect((await stateOf(page)).subject).toBeUndefined();
    await withdraw(page);
    const { subject } = await stateOf(page);
    expect(subject).toMatch(/^sub_/);
    expect(subject).not.toBe(before.subject);
    expect(shop()).toBeTruthy();
  });
});
