import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { keyFileOf, readSigningKeys } from '../../src/backend/signing-keys.ts';
import { signExplanations } from '../../src/backend/sign-explanation.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { unfold } from '../support/why-stage.ts';
import { PURCHASES, surface } from './main-job.ts';

/** A list as the demo's recommender answers it. */
export type List = {
  readonly items: readonly { readonly explanationId: string }[];
  readonly explanations: readonly string[];
};

const LISTS = '**/shop/recommendations';
const EXPLANATIONS = '**/shop/explanations?*';

/** What an explanation claims. */
export const claimsOf = (jws: string): ExplanationInput => peekPayload(jws) as ExplanationInput;

/** Its data rows under consent to use purchases. */
export const purchasesIn = ({ data }: Pick<ExplanationInput, 'data'>): ExplanationInput['data'] =>
  data.filter(({ consent }) => consent?.purposeId === PURCHASES);

/** Whether a list rests on what the shopper bought. */
export const restsOnPurchases = ({ explanations }: List): boolean =>
  explanations.some((jws) => purchasesIn(claimsOf(jws)).length > 0);

/** The page's lists as its recommender answers them, and the one to wait for. */
export const nextList = async (page: Page, isWanted: (list: List) => boolean): Promise<List> => {
  let found: List | undefined;
  await page.waitForResponse(async (reply) => {
    if (!reply.url().endsWith('/shop/recommendations')) return false;
    const list = (await reply.json()) as List;
    if (isWanted(list)) found = list;
    return found !== undefined;
  });
  if (!found) throw new Error('no such list came');
  return found;
};

/** How a recommender that does not obey tells what it does. */
export type Claiming = {
  /** Folder of the shop's own keys. */
  readonly dataDir: string;
  /** When it says it was made, in milliseconds since 1970. */
  readonly at: number;
  /** The rows it says it used then; all, unless told. */
  readonly isUsed?: (row: ExplanationInput['data'][number]) => boolean;
  /** Whom it says it was made for; as before, unless told. */
  readonly subject?: undefined;
};

/** Explanations claimed anew, and signed with the shop's own registered key: to the widget they are the shop's. */
export const claimAnew = async (
  explanations: readonly string[],
  { dataDir, at, isUsed = () => true, ...over }: Claiming,
): Promise<readonly string[]> => {
  const [key] = await readSigningKeys(keyFileOf(dataDir, 'explanation'));
  if (!key) throw new Error('the shop has no key');
  const iat = Math.floor(at / 1_000);
  const time = new Date(at).toISOString();
  const anew = explanations.map(claimsOf).map((claims) => ({
    ...claims,
    ...over,
    id: randomUUID(),
    iat,
    exp: iat + 86_400,
    data: claims.data.map((row) =>
      row.consent && isUsed(row) ? { ...row, consent: { ...row.consent, at: time } } : row,
    ),
  }));
  return signExplanations(anew, key);
};

/** From now on the page's recommender answers this list, whatever the shopper has said meanwhile, until it is stopped. */
export const answerAlways = async (
  page: Page,
  list: List,
  explanations: readonly string[],
): Promise<() => Promise<void>> => {
  const ids = explanations.map((jws) => claimsOf(jws).id);
  const items = list.items.map((item, at) => ({ ...item, explanationId: ids[at] }));
  await page.route(LISTS, (route) => route.fulfill({ json: { ...list, items, explanations } }));
  await page.route(EXPLANATIONS, (route) => route.fulfill({ json: { explanations } }));
  return async () => {
    await page.unroute(LISTS);
    await page.unroute(EXPLANATIONS);
  };
};

/** From now on the page tells its recommender what the shopper had said before, as a page does that keeps it for too long. */
export const tellOldState = async (page: Page): Promise<void> => {
  const state = await page.evaluate(() => document.querySelector('candor-widget')?.consent.effective());
  await page.route(LISTS, (route) =>
    route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), state }) }),
  );
};

/** Opens the reason of one of the page's products, with the data behind it unfolded. */
export const openReason = async (page: Page, explanationId: string): Promise<Locator> => {
  await page.locator(`main candor-why[explanation-id="${explanationId}"]`).click();
  return unfolded(page);
};

/** Gives the widget an explanation as a page does, and opens it. */
export const giveReason = async (page: Page, jws: string): Promise<Locator> => {
  await page.evaluate(async (given) => {
    const widget = document.querySelector('candor-widget');
    await widget?.ready;
    await widget?.explain(given);
    await widget?.open({ panel: 'why' });
  }, jws);
  return unfolded(page);
};

/** The panel, with the data behind each reason unfolded, and what was checked. */
export const unfolded = async (page: Page): Promise<Locator> => {
  const panel = surface(page);
  await panel.getByRole('paragraph').filter({ hasText: 'Signed by the shop.' }).waitFor();
  await panel.getByText('What this panel checked', { exact: true }).waitFor();
  const folded = panel
    .locator('details:not([open]) > summary')
    .filter({ hasText: /^(The data behind it|What this panel checked|\d+ more reason)/ });
  await unfold(folded, panel);
  return panel;
};

/** What the rows under consent to use purchases say of it, each sentence once. */
export const verdictsOf = async (panel: Locator): Promise<readonly string[]> => [
  ...new Set(await panel.locator('table .consent').allInnerTexts()),
];

/** What must be said before the reasons are read. */
export const findingsOf = (panel: Locator): Promise<readonly string[]> =>
  panel.locator('[part="finding"] > p').allInnerTexts();

/** The colour of words, by its name, as a person tells it. */
export const colourOf = (place: Locator): Promise<string> =>
  place.first().evaluate((element) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (!canvas) return 'unknown';
    canvas.fillStyle = getComputedStyle(element).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) < 48) return 'grey';
    if (red <= green || green < blue) return red > Math.max(green, blue) ? 'red' : 'other';
    return green > red / 2 ? 'amber' : 'red';
  });
