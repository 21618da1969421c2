import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { strangeIn } from '../support/armed-page.ts';
import { violationsOf } from '../support/axe.ts';
import { setUpVisits } from '../support/visit.ts';
import { unfoldAll, type WhyStage } from '../support/why-stage.ts';
import { openNarrow, showWhole, stopOf } from '../support/why-visit.ts';

const visits = setUpVisits();

/** Closes the panel and goes to the first trigger of the page: where a keyboard begins. */
const goToTrigger = async ({ page, panel }: WhyStage): Promise<void> => {
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await page.locator('candor-why').first().focus();
};

const stopsIn = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const root = document.querySelector('candor-widget')?.shadowRoot;
    return root?.querySelectorAll('.surface :is(button, a[href], summary)').length ?? 0;
  });

/** Opens with Enter whatever Tab comes to that can be unfolded, once round. */
const unfoldByKeyboard = async (page: Page): Promise<void> => {
  let before = -1;
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await stopOf(page);
    if (stop.at >= 0 && stop.at < before) return;
    before = Math.max(before, stop.at);
    if (stop.kind === 'summary' && !stop.isOpen) {
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await stopOf(page)).isOpen).toBe(true);
    }
  }
};

/** The places Tab comes to, from the first until it begins again. */
const roundByTab = async (page: Page): Promise<readonly number[]> => {
  const round: number[] = [];
  const count = await stopsIn(page);
  for (let steps = 0; steps <= count + 3; steps += 1) {
    await page.keyboard.press('Tab');
    const { at } = await stopOf(page);
    if (at >= 0 && round.includes(at)) break;
    if (at >= 0) round.push(at);
  }
  const first = round.indexOf(0);
  return [...round.slice(first), ...round.slice(0, first)];
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Headings that skip a level, bars and tables without words. */
const structureFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('candor-widget')?.shadowRoot;
    const why = root?.querySelector('[part="why"]');
    if (!root || !why) return ['no reason'];
    const levels = Array.from(root.querySelectorAll('.surface :is(h2, h3, h4, h5, h6)'), ({ localName }) =>
      Number(localName[1]),
    );
    const wordless = Array.from(why.querySelectorAll('meter')).filter((meter) => {
      const label = root.getElementById(meter.getAttribute('aria-labelledby') ?? '');
      const strength = meter.parentElement?.querySelector('.factor-strength');
      return !label?.textContent || !/\d/.test(strength?.textContent ?? '');
    });
    const tables = Array.from(why.querySelectorAll('table'));
    const lists = Array.from(why.querySelectorAll('ul, ol'));
    return [
      ...levels.flatMap((level, at) =>
        level > (levels[at - 1] ?? 1) + 1 ? [`a gap before heading ${at} (h${level})`] : [],
      ),
      ...wordless.map((meter) => `a bar without words: ${meter.getAttribute('aria-labelledby')}`),
      ...tables.filter((table) => !table.caption?.textContent).map(() => 'a table without a caption'),
      ...tables.filter((table) => table.querySelector('th:not([scope])')).map(() => 'a heading cell without a scope'),
      ...lists
        .filter(({ children }) => Array.from(children).some(({ localName }) => localName !== 'li'))
        .map(() => 'no list item'),
      ...lists.filter(({ children }) => children.length === 0).map(() => 'an empty list'),
    ];
  });

const faultsIn = async ({ page }: WhyStage): Promise<readonly string[]> => [
  ...(await violationsOf(page)),
  ...(await structureFaults(page)),
  ...(await strangeIn(page)),
];

const LOOKS = [
  ['English, light', { lang: 'en', colorScheme: 'light' }],
  ['English, dark', { lang: 'en', colorScheme: 'dark' }],
  ['German, light', { lang: 'de', colorScheme: 'light' }],
  ['German, dark', { lang: 'de', colorScheme: 'dark' }],
  ['Arabic, light', { lang: 'ar', colorScheme: 'light' }],
  ['Arabic, dark', { lang: 'ar', colorScheme: 'dark' }],
  ['English, forced colours', { lang: 'en', forcedColors: 'active' }],
] as const;

describe.each(['en', 'de', 'ar'])('The whole Why panel at 320 pixels, by keyboard, in “%s”', (lang) => {
  it('is opened, unfolded and closed with the keyboard alone, and loses no focus', async () => {
    const stage = await openNarrow(visits, { lang });
    const { page, panel } = stage;
    await showWhole(stage);
    await goToTrigger(stage);
    await page.keyboard.press('Enter');
    await panel.locator('[part="checks"], summary').first().waitFor();
    await unfoldByKeyboard(page);
    expect(await panel.locator('details:not([open])').count()).toBe(0);
    expect(await roundByTab(page)).toEqual(upTo(await stopsIn(page)));
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('candor-why');
  });
});

describe.each(LOOKS)('The whole Why panel at 320 pixels, in %s', (_name, look) => {
  it('has no violation, no gap and nothing that scrolls sideways', async () => {
    const stage = await openNarrow(visits, look);
    await showWhole(stage);
    expect(await violationsOf(stage.page)).toEqual([]);
    await unfoldAll(stage);
    expect(await faultsIn(stage)).toEqual([]);
    expect(await stage.panel.locator('[part="why"] :is(button, a, summary)').count()).toBeGreaterThan(30);
  });
});

describe('The whole Why panel', () => {
  it.each([
    ['a recommendation', 'recommendation', {}],
    ['an advert', 'advert', {}],
    ['a price', 'price', {}],
    ['a story of a language model', 'recommendation', { method: { type: 'llm-generated', verified: false } }],
  ] as const)('has no violation and no gap: %s', async (_what, kind, over) => {
    const stage = await openNarrow(visits);
    await showWhole(stage, kind, over);
    await unfoldAll(stage);
    expect(await faultsIn(stage)).toEqual([]);
  });

  it('stays whole with the text spacing a shopper may set (WCAG 1.4.12)', async () => {
    const stage = await openNarrow(visits, { lang: 'de' });
    await showWhole(stage);
    await unfoldAll(stage);
    await stage.page.locator('candor-widget').evaluate((host) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}',
      );
      host.shadowRoot?.adoptedStyleSheets.push(sheet);
    });
    expect(await strangeIn(stage.page)).toEqual([]);
  });

  it('is mirrored in Arabic: words, tables, bars and both lists', async () => {
    const places = async (lang: string) => {
      const stage = await openNarrow(visits, { lang, viewport: { width: 700, height: 640 } });
      await showWhole(stage, 'recommendation', { price: undefined });
      await unfoldAll(stage);
      return stage.panel.evaluate((surface) => {
        const middle = (selector: string): number => {
          const box = surface.querySelector(selector)?.getBoundingClientRect();
          if (!box || box.width === 0) throw new Error(`not there: ${selector}`);
          return box.left + box.width / 2;
        };
        const isFirstLeft = (one: string, other: string): boolean => middle(one) < middle(other);
        return {
          table: isFirstLeft('[part="data"] th', '[part="data"] td'),
          strength: isFirstLeft('.factor-label', '.factor-strength'),
          against: isFirstLeft('.meter-against', '.meter-for'),
          lists: isFirstLeft('.side-by-side > :first-child', '.side-by-side > :last-child'),
          close: isFirstLeft('.surface-head h2', '.close'),
          figures: isFirstLeft('[part="numbers"] th', '[part="numbers"] td'),
          switch: isFirstLeft('.purpose-switch .factor-label', '.switch'),
        };
      });
    };
    const mirrored = {
      table: true,
      strength: true,
      against: true,
      lists: true,
      close: true,
      figures: true,
      switch: true,
    };
    expect(await places('en')).toEqual(mirrored);
    expect(Object.values(await places('ar'))).toEqual(Object.values(mirrored).map((first) => !first));
  });

  it.each([
    ['with motion, moves for 160 ms at most, by opacity and transform', 'no-preference', ['opacity', 'transform']],
    ['without motion, does not move at all', 'reduce', []],
  ] as const)('%s', async (_what, reducedMotion, moved) => {
    const stage = await openNarrow(visits, { reducedMotion });
    await stage.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      const note = (event: Event): void => {
        const root = document.querySelector('candor-widget')?.shadowRoot;
        for (const animation of root?.getAnimations() ?? []) {
          const { effect } = animation;
          const frames = effect instanceof KeyframeEffect ? effect.getKeyframes() : [];
          seen.push(`${event.type} ${String(effect?.getTiming().duration)} ${frames.flatMap(Object.keys).join(' ')}`);
        }
      };
      document.querySelector('candor-widget')?.shadowRoot?.addEventListener('animationstart', note, true);
      document.querySelector('candor-widget')?.shadowRoot?.addEventListener('transitionstart', note, true);
    });
    await showWhole(stage);
    await unfoldAll(stage);
    await stage.panel.getByRole('switch').click();
    await stage.panel
      .locator('.why-outcome')
      .getByText(/^Saved\./)
      .waitFor();
    const seen = (await stage.page.evaluate(() => Reflect.get(globalThis, 'seen'))) as readonly string[];
    const properties = new Set(seen.flatMap((one) => one.split(' ').slice(2)).filter((name) => /^[a-z]+$/.test(name)));
    for (const name of ['offset', 'easing', 'composite', 'computed']) properties.delete(name);
    expect([...properties].sort()).toEqual([...moved]);
    for (const one of seen) expect(Number(one.split(' ')[1])).toBeLessThanOrEqual(160);
  });
});
