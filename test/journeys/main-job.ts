import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PROJECT } from '../support/shared.ts';

/** The purpose that this job switches off, by its id and by its words. */
export const PURCHASES = 'assistant.personalise.purchases';
const PURCHASES_TITLE = 'Use my purchase history';

/** Where the job is done. */
export type Stage = {
  readonly page: Page;
  /** Address of the storefront. */
  readonly shop: string;
  /** Address of the Candor backend. */
  readonly endpoint: string;
  /** An empty folder for the saved receipt. */
  readonly folder: string;
  /** What to ask the chat for. */
  readonly question: string;
};

/** What an explanation of the page says, as far as the job looks into it. */
export type Claims = {
  readonly id: string;
  readonly score: { readonly value: number; readonly base?: number; readonly residual?: number };
  readonly factors: readonly { readonly weight: number; readonly data: readonly string[] }[];
  readonly data: readonly { readonly id: string; readonly consent?: { readonly purposeId: string } }[];
};

const claimsOf = (jws: string): Claims =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;

/** Whether an explanation rests on what the shopper bought. */
export const citesPurchases = ({ data }: Claims): boolean =>
  data.some(({ consent }) => consent?.purposeId === PURCHASES);

/** The surface, and a panel's tab in it. */
export const surface = (page: Page): Locator => page.getByRole('dialog', { name: 'Your data and this shop’s AI' });
const tab = (page: Page, name: string): Locator => surface(page).getByRole('navigation').getByRole('button', { name });

/** Explanations behind all triggers on the page, in the order of the page. */
export const explanationsOn = async (
  page: Page,
  shop: string,
  within: Locator = page.locator('body'),
): Promise<readonly Claims[]> => {
  const triggers = within.locator('candor-why');
  await triggers.first().waitFor();
  const ids = await triggers.evaluateAll((all) => all.map((one) => one.getAttribute('explanation-id') ?? ''));
  const reply = await page.request.get(`${shop}/shop/explanations?ids=${ids.slice(0, 50).join(',')}`);
  const { explanations } = (await reply.json()) as { readonly explanations: readonly string[] };
  return explanations.map(claimsOf);
};

/** Signs in as a shopper with a history, and accepts everything on the first layer. By keyboard, as a real act. */
export const signInAndAccept = async ({ page, shop }: Stage): Promise<void> => {
  await page.goto(`${shop}/sign-in`);
  await page.locator('.suggestions button').first().click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const notice = page.getByRole('region', { name: 'May the assistant use your data?' });
  await notice.getByRole('button', { name: 'Accept all' }).press('Enter');
  await notice.waitFor({ state: 'detached' });
};

/** Asks the chat, and waits for an answer that rests on what the shopper bought. Gives the trigger of one such product. */
export const askChat = async ({
  page,
  shop,
  question,
}: Stage): Promise<{ readonly trigger: Locator; readonly claims: Claims }> => {
  await page.getByRole('button', { name: 'Ask us' }).click();
  const chat = page.locator('deep-chat');
  await chat.locator('#text-input').fill(question);
  await chat.locator('#text-input').press('Enter');
  // Its products, not the answer as a whole.
  const products = chat.locator('.answer');
  const all = await explanationsOn(page, shop, products);
  const at = all.findIndex(citesPurchases);
  expect(at, 'an answer that rests on purchases').toBeGreaterThanOrEqual(0);
  return { trigger: products.locator('candor-why').nth(at), claims: all[at] as Claims };
};

/** The numbers of an explanation add up to its score, to the last digit that counts. */
export const expectSum = ({ score, factors }: Claims): void => {
  const told = factors.reduce((sum, { weight }) => sum + weight, (score.base ?? 0) + (score.residual ?? 0));
  expect(Math.abs(told - score.value)).toBeLessThanOrEqual(1e-6);
};

/** Opens the reason, and reads in the panel that it is signed, adds up and names its data. */
export const readTheReason = async ({ page }: Stage, trigger: Locator, claims: Claims): Promise<void> => {
  await trigger.click();
  const panel = surface(page);
  await panel.getByText('Signed by the shop.', { exact: true }).waitFor();
  expect(await panel.getByText('do not add up').count()).toBe(0);
  expectSum(claims);
  for (const more of await panel.getByText(/^The data behind it/).all()) await more.click();
  const table = panel.getByRole('table').filter({ hasText: PURCHASES_TITLE }).first();
  await table.getByRole('rowheader', { name: 'What' }).first().waitFor();
  await table.getByRole('button', { name: 'Show the receipt' }).first().waitFor();
};

/** Switches purchases off in the Why panel and waits until the panel tells what became of the list. */
export const switchPurchasesOff = async ({ page }: Stage): Promise<void> => {
  const toggle = surface(page).getByRole('switch', { name: PURCHASES_TITLE });
  expect(await toggle.getAttribute('aria-checked')).toBe('true');
  await toggle.press('Space');
  await surface(page)
    .getByText(/^Saved\. (?!Asking)/)
    .waitFor();
};

/** Finds the receipt of the withdrawal in the panel, checks it there, and saves it. Gives its file and number. */
export const keepReceipt = async ({
  page,
  folder,
}: Stage): Promise<{ readonly file: string; readonly jti: string }> => {
  await tab(page, 'Receipts').click();
  const receipt = surface(page).locator('.receipt').first();
  await receipt.getByText(`Refused: ${PURCHASES_TITLE}`).waitFor();
  await receipt.getByText('Confirmed by the shop', { exact: true }).waitFor();
  await receipt.getByText('Details', { exact: true }).click();
  await receipt.getByRole('button', { name: 'Check this receipt' }).click();
  await receipt.getByText('Signed by the shop. The receipt is unchanged.').waitFor();
  await receipt.getByText(/^Logged by this shop, as entry/).waitFor();
  const download = page.waitForEvent('download');
  await receipt.getByRole('button', { name: 'Save the receipt' }).click();
  const saved = await download;
  const file = join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  return { file, jti: saved.suggestedFilename().replace(/\.jws$/, '') };
};

/** `candor verify`, offline, against the keys the backend publishes. Gives what it printed; rejects when it refuses. */
export const verifyOffline = async (
  { endpoint, folder }: Pick<Stage, 'endpoint' | 'folder'>,
  file: string,
): Promise<string> => {
  const keys = join(folder, 'jwks.json');
  await writeFile(keys, await (await fetch(`${endpoint}/.well-known/candor/jwks.json`)).text());
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['dist/backend/cli.js', 'verify', file, '--jwks', keys],
    {
      cwd: PROJECT,
    },
  );
  return stdout;
};

/** After a reload: nothing on the page rests on purchases any more, and the panel says since when, and why. */
export const expectPurchasesUnused = async ({ page, shop }: Stage): Promise<void> => {
  await page.goto(`${shop}/`);
  const all = await explanationsOn(page, shop, page.locator('main'));
  expect(all.filter(citesPurchases)).toEqual([]);
  await page.locator('main candor-why').first().click();
  const panel = surface(page);
  await panel.getByText('Switched off by you').waitFor();
  await panel.getByText(new RegExp(`“${PURCHASES_TITLE}”: off since`)).waitFor();
};

/** The whole of it, as one shopper does it. `between` happens after the receipt and before the reload. */
export const doMainJob = async (
  stage: Stage,
  between: (jti: string) => Promise<void> = async () => undefined,
): Promise<void> => {
  await signInAndAccept(stage);
  const { trigger, claims } = await askChat(stage);
  await readTheReason(stage, trigger, claims);
  await switchPurchasesOff(stage);
  const { file, jti } = await keepReceipt(stage);
  expect(await verifyOffline(stage, file)).toContain(jti);
  await between(jti);
  await expectPurchasesUnused(stage);
};
