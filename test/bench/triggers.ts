import type { Page } from 'playwright-core';
import { type Bench, type Figure, percentile } from './bench.ts';
import { onStage, type Stage, THROTTLE } from './stage.ts';

const TRIGGERS = 60;
const ROUNDS = 31;

/** Milliseconds of the main thread that one page with this many triggers costs. */
type Times = {
  readonly inserted: number;
  readonly plain: number;
  readonly reached: number;
  /** The pointer passes over buttons, and over triggers. */
  readonly passed: number;
  readonly passedTriggers: number;
  /** The same events, of a name that nobody listens to: what the page itself costs. */
  readonly unheard: number;
  readonly unheardTriggers: number;
};

/**
 * Puts triggers into the page, lets the keyboard reach them, and moves over each; nothing is opened. Layout is forced each time, so
 * that its time counts. The same with plain buttons is what the page itself costs.
 */
const rounds = (page: Page): Promise<readonly Times[]> =>
  page.evaluate(
    ([count, turns]) => {
      const place = document.body.appendChild(document.createElement('main'));
      const fill = (name: string, attribute: string): number => {
        const all = Array.from({ length: count }, (_none, at) => {
          const one = document.createElement(name);
          one.setAttribute(attribute, `e${at}`);
          one.append('Why this?');
          return one;
        });
        place.getBoundingClientRect();
        const began = performance.now();
        place.replaceChildren(...all);
        place.getBoundingClientRect();
        return performance.now() - began;
      };
      const timeOf = (work: () => void): number => {
        const began = performance.now();
        work();
        place.getBoundingClientRect();
        return performance.now() - began;
      };
      const options = { bubbles: true, composed: true };
      return Array.from({ length: turns }, () => {
        const plain = fill('button', 'data-plain');
        const pass = (name: string) => (): void => {
          for (const one of place.children) one.dispatchEvent(new PointerEvent(name, options));
        };
        const inserted = fill('candor-why', 'explanation-id');
        const unheardTriggers = timeOf(pass('unheard'));
        const passedTriggers = timeOf(pass('pointerover'));
        fill('span', 'data-candor-why');
        const reached = timeOf(() =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { ...options, key: 'Tab' })),
        );
        fill('button', 'data-plain');
        const unheard = timeOf(pass('unheard'));
        const passed = timeOf(pass('pointerover'));
        return { inserted, plain, reached, passed, passedTriggers, unheard, unheardTriggers };
      });
    },
    [TRIGGERS, ROUNDS] as const,
  );

const figuresOf = (all: readonly Times[]): readonly Figure[] => {
  const p50 = (of: (times: Times) => number): number => percentile(all.map(of), 0.5);
  const inserted = p50(({ inserted: one, plain }) => Math.max(0, one - plain));
  return [
    { what: `${TRIGGERS} <candor-why>, more than plain buttons, p50`, value: inserted, unit: 'ms' },
    { what: 'one of them', value: inserted / TRIGGERS, unit: 'ms', bound: { below: 2 } },
    {
      what: `${TRIGGERS} data-candor-why, made reachable, p50`,
      value: p50(({ reached }) => reached),
      unit: 'ms',
      bound: { below: 2 },
    },
    {
      what: `the pointer passes over ${TRIGGERS} elements, more than unheard, p50`,
      value: p50(({ passed, unheard }) => Math.max(0, passed - unheard)),
      unit: 'ms',
      bound: { below: 2 },
    },
    {
      what: `the same over ${TRIGGERS} <candor-why>, each for the first time`,
      value: p50(({ passedTriggers, unheardTriggers }) => Math.max(0, passedTriggers - unheardTriggers)),
      unit: 'ms',
      bound: { below: 2 },
    },
    { what: 'the page’s own part of the first of these', value: p50(({ unheard }) => unheard), unit: 'ms' },
  ];
};

const measure = async ({ page, open }: Stage): Promise<readonly Figure[]> => {
  await open(page);
  return figuresOf(await rounds(page));
};

/** What triggers cost a page before any is opened. */
export const triggers: Bench = {
  name: `Triggers in Chromium at ${THROTTLE}× CPU throttle, ${TRIGGERS} on a page`,
  run: () => onStage(measure),
};
