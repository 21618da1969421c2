import type { Page } from 'playwright-core';
import { generateSigningKey, type SigningKey } from '../../src/backend/signing-key.ts';
import { type Bench, type Figure, percentile } from './bench.ts';
import { look, type Seen } from './look.ts';
import { onStage, type Stage, THROTTLE } from './stage.ts';
import { clickOn, fillWith, LIST, noteOpening, openBy, type Opened, type Opening, REST } from './why-page.ts';

/** How often the panel is opened on a page that was just loaded, and again on the same page. */
const COLD = 7;
const WARM = 12;

type Clicked = { readonly what: string; readonly seen: Seen };

/** What can be pressed in the open panel, each kind once: its words, without their numbers. */
const kindsIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const panel = document.querySelector('candor-widget')?.shadowRoot?.querySelector('[part="why"]');
    const words = Array.from(panel?.querySelectorAll<HTMLElement>('button, summary') ?? [], (one) =>
      one.role === 'switch' ? 'switch' : (one.textContent ?? '').replaceAll(/\d+/g, '#').trim(),
    );
    return [...new Set(words)];
  });

/** Leads to another panel, and takes what was unfolded with it. */
const leadsAway = (kind: string): boolean => kind.includes('receipt');

/** Presses each kind once, those that appear meanwhile too. */
const pressEach = async (page: Page): Promise<readonly Clicked[]> => {
  const pressed: Clicked[] = [];
  const panel = page.locator('candor-widget').locator('[part="why"]');
  const isNew = (kind: string): boolean => pressed.every(({ what }) => what !== kind);
  for (let kinds = await kindsIn(page); kinds.some(isNew); kinds = await kindsIn(page)) {
    const [what = ''] = kinds.filter(isNew).toSorted((one, other) => Number(leadsAway(one)) - Number(leadsAway(other)));
    const words = new RegExp(`^\\s*${what.replaceAll(/[^\w#\s]/g, '.').replaceAll('#', '\\d+')}\\s*$`);
    const target =
      what === 'switch' ? panel.getByRole('switch') : panel.locator('button, summary').filter({ hasText: words });
    pressed.push({ what, seen: await clickOn(page, target.first()) });
    if (!(await panel.isVisible())) await openBy(page, 0);
  }
  return pressed;
};

const inputsOf = ({ interactions }: Seen): number => Math.max(0, ...interactions.map(({ duration }) => duration));
const longestOf = (all: readonly Seen[]): number =>
  Math.max(0, ...all.flatMap(({ tasks }) => tasks.filter(({ isOurs }) => isOurs).map(({ duration }) => duration)));

const openingFigures = (how: string, all: readonly Opened[]): readonly Figure[] => {
  const p50 = (of: (opening: Opening) => number): number =>
    percentile(
      all.map(({ opening }) => of(opening)),
      0.5,
    );
  const seen = all.map((one) => one.seen);
  const inputs = seen.map(inputsOf);
  return [
    {
      what: `${how}: interaction to next paint, p75`,
      value: percentile(inputs, 0.75),
      unit: 'ms',
      bound: { below: 100 },
    },
    { what: '  the same, the worst', value: Math.max(...inputs), unit: 'ms' },
    { what: '  click to dialog painted, p50', value: p50(({ painted, clicked }) => painted - clicked), unit: 'ms' },
    { what: '  dialog painted to signature check, p50', value: p50((one) => one.checked - one.painted), unit: 'ms' },
    {
      what: '  signatures checked before the dialog was painted',
      value: all.filter(({ opening }) => opening.checked < opening.drawn).length,
      unit: '',
      bound: { atMost: 0 },
    },
    { what: '  click to reason painted, p50', value: p50(({ told, clicked }) => told - clicked), unit: 'ms' },
    { what: '  click to everything painted, p50', value: p50(({ whole, clicked }) => whole - clicked), unit: 'ms' },
    { what: '  longest task of Candor', value: longestOf(seen), unit: 'ms' },
    { what: '  layout shift, the worst', value: Math.max(...seen.map(({ shift }) => shift)), unit: '' },
  ];
};

const pressFigures = (pressed: readonly Clicked[]): readonly Figure[] => [
  ...pressed.flatMap(({ what, seen }) => [
    { what: `“${what}”: to next paint`, value: inputsOf(seen), unit: 'ms' as const },
    { what: '  longest task of Candor', value: longestOf([seen]), unit: 'ms' as const },
  ]),
  {
    what: 'the slowest of these',
    value: Math.max(...pressed.map(({ seen }) => inputsOf(seen))),
    unit: 'ms',
    bound: { below: 100 },
  },
  { what: '  longest task of Candor', value: longestOf(pressed.map(({ seen }) => seen)), unit: 'ms' },
];

const openColdly = async ({ page, open }: Stage): Promise<Opened> => {
  await open(page);
  await page.waitForTimeout(4 * REST);
  return openBy(page, 0);
};

const openAgain = async ({ page }: Stage, place: number): Promise<Opened> => {
  await page.keyboard.press('Escape');
  return openBy(page, place);
};

const measure = async (stage: Stage, key: SigningKey): Promise<readonly Figure[]> => {
  const { page, open, chunks } = stage;
  await open(page);
  await fillWith(stage, key);
  await page.addInitScript(look, chunks);
  await page.addInitScript(noteOpening);
  const cold: Opened[] = [];
  for (let round = 0; round < COLD; round += 1) cold.push(await openColdly(stage));
  const warm: Opened[] = [];
  for (let round = 0; round < WARM; round += 1) warm.push(await openAgain(stage, (round + 1) % LIST));
  return [
    ...openingFigures('opened on a page just loaded', cold),
    ...openingFigures('opened again', warm),
    ...pressFigures(await pressEach(page)),
  ];
};

/** What the Why panel costs where everything in it is at the contract's bound. */
export const why: Bench = {
  name: `The Why panel with 24 factors and 40 data rows in Chromium at ${THROTTLE}× CPU throttle`,
  run: async () => {
    const key = await generateSigningKey('explanation');
    return onStage((stage) => measure(stage, key), { explanationKeys: [key.publicJwk] });
  },
};
