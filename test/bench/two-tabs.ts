import type { Page } from 'playwright-core';
import { type Bench, type Figure, percentile } from './bench.ts';
import { onStage, type Stage, THROTTLE } from './stage.ts';

const ROUNDS = 30;

/** From now on the page notes when its first switch shows another state, by the clock all tabs share. */
const noteChanges = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const root = document.querySelector('candor-widget')?.shadowRoot;
    const times: number[] = [];
    const toggle = root?.querySelector('[role="switch"]');
    if (toggle)
      new MutationObserver(() => times.push(performance.timeOrigin + performance.now())).observe(toggle, {
        attributeFilter: ['aria-checked'],
      });
    Object.assign(globalThis, { candorTimes: times });
  });

const timesOf = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (globalThis as unknown as { candorTimes: number[] }).candorTimes);

const measure = async ({ page, newTab, open }: Stage): Promise<readonly Figure[]> => {
  const other = await newTab();
  for (const tab of [page, other]) {
    await open(tab);
    await tab.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
    await tab.locator('candor-widget').getByRole('switch').first().waitFor();
    await noteChanges(tab);
  }
  await page.bringToFront();
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.locator('candor-widget').getByRole('switch').first().press('Space');
    for (const tab of [page, other])
      await tab.waitForFunction((count) => Reflect.get(globalThis, 'candorTimes').length >= count, round + 1);
  }
  const [mine, theirs] = [await timesOf(page), await timesOf(other)];
  const late = mine.map((time, at) => Math.abs((theirs[at] ?? Number.POSITIVE_INFINITY) - time));
  return [
    { what: 'choice shown here to choice shown in the other tab, p50', value: percentile(late, 0.5), unit: 'ms' },
    {
      what: 'the same, the longest',
      value: percentile(late, 1),
      unit: 'ms',
      bound: { below: 200 },
    },
  ];
};

/** How soon another tab shows a choice. */
export const twoTabs: Bench = {
  name: `Two tabs in Chromium at ${THROTTLE}× CPU throttle, ${ROUNDS} choices`,
  run: () => onStage(measure),
};
