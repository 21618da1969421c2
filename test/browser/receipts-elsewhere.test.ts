import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, openReceipts, saved, stateOf, withdraw } from '../support/receipts-panel.ts';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

let folder = '';
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

describe('After the storage was lost', () => {
  it('a backup brings back who one is, and what one said; a withdrawal goes on the same chain', async () => {
    const page = await visit();
    await accept(page);
    let panel = await openReceipts(page);
    await panel.getByText('Confirmed by the shop', { exact: true }).waitFor();
    await panel.getByText('Go on in another browser').click();
    const file = await saved(page, panel.getByRole('button', { name: 'Save a backup with your key' }), folder);
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
    const file = await saved(page, panel.getByRole('button', { name: 'Save all (.jws)' }), folder);
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
    await expect.poll(async () => (await stateOf(page)).subject).toMatch(/^sub_/);
    expect((await stateOf(page)).subject).not.toBe(before.subject);
  });
});
