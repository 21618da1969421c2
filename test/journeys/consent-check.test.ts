import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { accept, openReceipts, saved, withdraw } from '../support/receipts-panel.ts';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { onNotice, setUpVisits } from '../support/visit.ts';
import {
  answerAlways,
  claimAnew,
  claimsOf,
  colourOf,
  findingsOf,
  giveReason,
  type List,
  nextList,
  openReason,
  purchasesIn,
  restsOnPurchases,
  tellOldState,
  verdictsOf,
} from './consent-check.ts';
import { surface } from './main-job.ts';

const TITLE = 'Use my purchase history';
const MINUTE = 60_000;

let dataDir = '';
// Registered first, so that it runs last: the shop still has it open.
afterAll(() => removeFolder(dataDir));
const { visit } = setUpVisits(async () => {
  dataDir = await makeFolder();
  return ['--data', dataDir];
});

/** On the page where one signs in. */
const signIn = async (page: Page): Promise<void> => {
  await page.locator('.suggestions button').first().click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
};

/** A shopper with a history, who has allowed everything; and the list that is made of it. */
const aShopper = async (
  options?: Parameters<typeof visit>[1],
): Promise<{ readonly page: Page; readonly list: List }> => {
  const page = await visit('/sign-in', options);
  await signIn(page);
  const coming = nextList(page, restsOnPurchases);
  await accept(page);
  return { page, list: await coming };
};

const firstOf = ({ explanations }: List): string =>
  explanations.find((jws) => purchasesIn(claimsOf(jws)).length > 0) ?? '';

const switchOff = async (panel: Locator): Promise<void> => {
  await panel.getByRole('switch', { name: TITLE }).press('Space');
  await panel.getByText(/^Saved\. (?!Asking)/).waitFor();
};

const confirmedReceipt = (panel: Locator, words: string | RegExp): Locator =>
  panel
    .locator('.receipt')
    .filter({ hasText: words })
    .filter({ has: panel.page().getByText('Confirmed by the shop', { exact: true }) });

const timeOf = async (receipt: Locator): Promise<number> =>
  Date.parse((await receipt.locator('time').first().getAttribute('datetime')) ?? '');

/** A clock that the test can put forward, from before the page is loaded. */
const WITH_CLOCK = { before: (page: Page) => page.clock.install() };

/** An explanation tells its time in whole seconds: what a clock a little behind dates as now was before the next one. */
const BEHIND = { before: (page: Page) => page.clock.install({ time: Date.now() - 5_000 }) };

/** Allowed, then withdrawn in the Why panel and confirmed; now it is three minutes later. */
const aShopperWhoWithdrew = async () => {
  const { page, list } = await aShopper(WITH_CLOCK);
  await switchOff(await openReason(page, claimsOf(firstOf(list)).id));
  const withdrawal = confirmedReceipt(await openReceipts(page), `Refused: ${TITLE}`).first();
  await withdrawal.waitFor();
  const withdrawn = await timeOf(withdrawal);
  await page.clock.fastForward(3 * MINUTE);
  return { page, list, withdrawn };
};

describe('Data under consent, judged against the shopper’s own receipts', () => {
  it('is nothing to warn of while it is allowed', async () => {
    const { page, list } = await aShopper();
    const panel = await openReason(page, claimsOf(firstOf(list)).id);
    expect(await verdictsOf(panel)).toEqual(['Your consent']);
    expect(await findingsOf(panel)).toEqual([]);
    await panel.getByText(`“${TITLE}”: Your consent`).waitFor();
    await panel.getByRole('button', { name: 'Show the receipt' }).first().click();
    await confirmedReceipt(surface(page), `Allowed: ${TITLE}`).waitFor();
  });

  it('is told, without a warning, to have been allowed then, where it was withdrawn since', async () => {
    const { page, list } = await aShopper();
    const panel = await openReason(page, claimsOf(firstOf(list)).id);
    await switchOff(panel);
    expect(await verdictsOf(panel)).toEqual(['Allowed then, no longer.']);
    expect(await colourOf(panel.locator('.consent'))).toBe('grey');
    expect(await findingsOf(panel)).toEqual([]);
    await panel.getByText(`“${TITLE}”: Allowed then, no longer.`).waitFor();
  });

  it('is red where a confirmed withdrawal came before it, and one tap objects to it', async () => {
    const { page, list, withdrawn } = await aShopperWhoWithdrew();
    // Within a minute a list may have been on its way.
    const [near = ''] = await claimAnew([firstOf(list)], { dataDir, at: withdrawn + MINUTE / 2 });
    expect(await verdictsOf(await giveReason(page, near))).toEqual(['Allowed then, no longer.']);
    const [far = ''] = await claimAnew([firstOf(list)], { dataDir, at: withdrawn + 2 * MINUTE });
    const panel = await giveReason(page, far);
    expect(await findingsOf(panel)).toEqual([`This uses data you did not allow: “${TITLE}”.`]);
    const finding = panel.locator('[part="finding"]');
    expect(await colourOf(finding.locator('p'))).toBe('red');
    expect(await verdictsOf(panel)).toEqual(['You had not allowed this.']);
    expect(await colourOf(panel.locator('.consent'))).toBe('red');
    await finding.getByRole('button', { name: 'Object' }).click();
    await finding.getByRole('button', { name: 'You objected.' }).waitFor();
    await finding.getByRole('button', { name: 'Show the receipt' }).click();
    await confirmedReceipt(surface(page), `Do not use for: ${TITLE}`).waitFor();
  });

  it('is amber where the withdrawal could not reach the shop, and stays so when it has', async () => {
    const { page, list } = await aShopper(BEHIND);
    const panel = await openReason(page, claimsOf(firstOf(list)).id);
    await tellOldState(page);
    await page.route('**/v1/**', (route) => route.abort());
    const coming = nextList(page, restsOnPurchases);
    await panel.getByRole('switch', { name: TITLE }).press('Space');
    const later = await coming;
    const told = `You had switched off “${TITLE}”, but your withdrawal had not reached the shop.`;
    await giveReason(page, firstOf(later));
    expect(await findingsOf(panel)).toEqual([told]);
    expect(await colourOf(panel.locator('[part="finding"] p'))).toBe('amber');
    expect(await verdictsOf(panel)).toEqual(['Your withdrawal had not reached the shop.']);
    expect(await colourOf(panel.locator('.consent'))).toBe('amber');
    expect(await panel.locator('[part="finding"]').getByRole('button').count()).toBe(0);

    await page.unroute('**/v1/**');
    await page.clock.fastForward(MINUTE);
    await confirmedReceipt(await openReceipts(page), `Refused: ${TITLE}`).waitFor();
    await giveReason(page, firstOf(later));
    expect(await findingsOf(panel)).toEqual([told]);
  });
});

describe('A receipt that is not on this device', () => {
  /** Two browsers of one subject: the second was brought there from a backup, before the first allowed anything. */
  const twoBrowsers = async () => {
    const first = await visit('/sign-in');
    await signIn(first);
    await onNotice(first, 'Refuse all').click();
    await confirmedReceipt(await openReceipts(first), 'Refused').waitFor();
    const folder = await makeFolder();
    const panel = surface(first);
    await panel.getByText('Go on in another browser').click();
    const backup = await saved(first, panel.getByRole('button', { name: 'Save a backup with your key' }), folder);
    const second = await visit();
    const there = await openReceipts(second);
    await there.getByText('Go on in another browser').click();
    await there.getByLabel('Bring back from a file').setInputFiles({
      name: 'backup.json',
      mimeType: 'application/json',
      buffer: await readFile(backup),
    });
    await there.getByText('One receipt was brought back.').waitFor();
    await removeFolder(folder);
    const coming = nextList(first, restsOnPurchases);
    await withdraw(first);
    return { first, second, list: await coming };
  };

  it('is fetched from the shop, and judged as if it had been made here', async () => {
    const { second, list } = await twoBrowsers();
    await second.route('**/v1/receipts?*', (route) => route.abort());
    const panel = await giveReason(second, firstOf(list));
    await panel.getByText('The receipt is not on this device, and the shop cannot be reached.').first().waitFor();
    expect(await findingsOf(panel)).toEqual([]);
    await second.unroute('**/v1/receipts?*');
    await giveReason(second, firstOf(list));
    await expect.poll(() => verdictsOf(panel)).toEqual(['Your consent']);
    expect(await findingsOf(panel)).toEqual([]);
    await panel.getByRole('button', { name: 'Show the receipt' }).first().click();
    await confirmedReceipt(surface(second), `Allowed: ${TITLE}`).waitFor();
  });

  it('is no reason to warn of anything where the shop has none for this subject', async () => {
    const { page, list } = await aShopper();
    const { origin } = new URL(page.url());
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await page.reload();
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    const [jws = ''] = await claimAnew([firstOf(list)], { dataDir, at: Date.now(), subject: undefined });
    const asked = page.waitForResponse((reply) => reply.url().endsWith('/v1/receipts?after=0'));
    const panel = await giveReason(page, jws);
    await asked;
    await expect.poll(() => verdictsOf(panel)).toEqual(['No record on this device.']);
    expect(await colourOf(panel.locator('.consent'))).toBe('grey');
    expect(await findingsOf(panel)).toEqual([]);
  });
});

describe('A recommender that goes on after a confirmed withdrawal', () => {
  it('is found out; one tap objects, the receipt arrives, and the next lists obey', async () => {
    const { page, list, withdrawn } = await aShopperWhoWithdrew();
    const [row] = purchasesIn(claimsOf(firstOf(list)));
    const uses = (jws: string): boolean => claimsOf(jws).data.some(({ id }) => id === row?.id);
    const at = withdrawn + 2 * MINUTE;
    const claimed = await claimAnew(list.explanations, { dataDir, at, isUsed: ({ id }) => id === row?.id });
    const stop = await answerAlways(page, list, claimed);
    await page.reload();
    const panel = await openReason(page, claimsOf(claimed.find(uses) ?? '').id);
    expect(await findingsOf(panel)).toEqual([`This uses data you did not allow: “${TITLE}”.`]);
    expect(new Set(await verdictsOf(panel))).toEqual(
      new Set(['You had not allowed this.', 'Allowed then, no longer.']),
    );
    await stop();
    const obeying = nextList(page, () => true);
    await panel.locator('[part="finding"]').getByRole('button', { name: 'Object' }).click();
    expect(restsOnPurchases(await obeying)).toBe(false);

    const receipt = confirmedReceipt(await openReceipts(page), `Do not use: ${row?.id}`);
    await receipt.getByText('Details', { exact: true }).click();
    await receipt.getByRole('button', { name: 'Check this receipt' }).click();
    await receipt.getByText('Signed by the shop. The receipt is unchanged.').waitFor();

    // Allowed again, the shop may use purchases, but not the one that was objected to.
    const coming = nextList(page, restsOnPurchases);
    await withdraw(page);
    expect((await coming).explanations.filter(uses)).toEqual([]);
  });
});
