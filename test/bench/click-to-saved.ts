import type { Page } from 'playwright-core';
import { type Bench, type Figure, percentile } from './bench.ts';
import { look, type Looking, type Seen } from './look.ts';
import { onStage, type Stage, THROTTLE } from './stage.ts';

const ROUNDS = 40;
/** Milliseconds between two clicks, in which the choice is delivered and the page comes to rest. */
const REST = 250;

type Round = { readonly clicked: number; readonly saved: number; readonly told: number };
/** Notes in the page when a click came, was saved and was told. */
const noteRounds = (): void => {
  const seen = { rounds: [] as Round[], clicked: 0, saved: 0 };
  addEventListener('click', (event) => (seen.clicked = event.timeStamp), { capture: true });
  addEventListener('candor-consent-changed', () => (seen.saved = performance.now()), { capture: true });
  const told = (): void => {
    if (seen.clicked === 0 || seen.saved === 0) return;
    seen.rounds.push({ clicked: seen.clicked, saved: seen.saved, told: performance.now() });
    [seen.clicked, seen.saved] = [0, 0];
  };
  Object.assign(globalThis, { candorBench: { told, rounds: seen.rounds } });
};

type InPage = Looking & { readonly candorBench: { readonly told: () => void; readonly rounds: readonly Round[] } };
type Clicked = Seen & { readonly rounds: readonly Round[] };

/** Milliseconds of one IndexedDB transaction with strict durability in this page, as it is now: what saving cannot be faster than. */
const oneTransaction = async (page: Page): Promise<number> => {
  const times = await page.evaluate(async (rounds) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('IndexedDB')));
      });
    const opening = indexedDB.open('bench', 1);
    opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore('rows'));
    const database = await settled(opening);
    const all: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').put({ round }, round);
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      all.push(performance.now() - began);
    }
    database.close();
    return all;
  }, ROUNDS);
  return percentile(times, 0.5);
};

/** From now on the page hears when the panel's status line changes. */
const watchStatus = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { told } = (globalThis as unknown as InPage).candorBench;
    const root = document.querySelector('candor-widget')?.shadowRoot;
    const isStatus = ({ target }: MutationRecord): boolean =>
      (target instanceof Element ? target : target.parentElement)?.closest('[role="status"]') !== null;
    if (root)
      new MutationObserver((records) => {
        if (records.some(isStatus)) told();
      }).observe(root, { subtree: true, childList: true, characterData: true });
  });

/** Opens the panel, slows the processor down, and clicks one switch on and off. */
const clickAway = async (page: Page): Promise<Clicked> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
  const toggle = page.locator('candor-widget').getByRole('switch').first();
  await toggle.waitFor();
  await watchStatus(page);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Asking where the switch is runs a script of the test's own; it is over when the click comes.
    const box = await toggle.boundingBox();
    await page.waitForTimeout(REST);
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(REST);
  }
  return page.evaluate(() => {
    const { candorBench, candorLook } = globalThis as unknown as InPage;
    return { ...candorLook.since(0), rounds: candorBench.rounds };
  });
};

const figuresOf = ({ rounds, tasks, interactions, shift }: Clicked, transaction: number): readonly Figure[] => {
  if (rounds.length < ROUNDS * 0.9) throw new Error(`only ${rounds.length} of ${ROUNDS} clicks were saved and told`);
  const [saved, told] = [
    rounds.map((round) => round.saved - round.clicked),
    rounds.map((round) => round.told - round.clicked),
  ];
  const ours = tasks.filter(({ isOurs }) => isOurs).map(({ duration }) => duration);
  return [
    {
      what: 'click to saved (candor-consent-changed), p50',
      value: percentile(saved, 0.5),
      unit: 'ms',
      bound: { below: 30 },
    },
    { what: 'click to saved (candor-consent-changed), p95', value: percentile(saved, 0.95), unit: 'ms' },
    {
      what: 'click to "saved" in the status line, p50',
      value: percentile(told, 0.5),
      unit: 'ms',
      bound: { below: 30 },
    },
    { what: 'click to "saved" in the status line, p95', value: percentile(told, 0.95), unit: 'ms' },
    { what: 'one IndexedDB transaction in this page, p50', value: transaction, unit: 'ms' },
    { what: 'click to saved, in such transactions', value: percentile(saved, 0.5) / transaction, unit: '×' },
    { what: 'tasks of Candor over 50 ms, the load included', value: ours.length, unit: '', bound: { atMost: 0 } },
    { what: 'longest of them', value: Math.max(0, ...ours), unit: 'ms' },
    {
      what: 'interaction to next paint',
      value: Math.max(0, ...interactions.map(({ duration }) => duration)),
      unit: 'ms',
      bound: { below: 100 },
    },
    { what: 'layout shift', value: shift, unit: '', bound: { atMost: 0 } },
  ];
};

const measure = async ({ page, chunks, open }: Stage): Promise<readonly Figure[]> => {
  await page.addInitScript(look, chunks);
  await page.addInitScript(noteRounds);
  await open(page);
  return figuresOf(await clickAway(page), await oneTransaction(page));
};

/** What a choice costs the shopper's device. */
export const clickToSaved: Bench = {
  name: `A choice in Chromium at ${THROTTLE}× CPU throttle, ${ROUNDS} clicks`,
  run: () => onStage(measure),
};
