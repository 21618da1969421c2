import type { Page } from 'playwright-core';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import type { Visits } from './visit.ts';
import { wholeExplanation } from './whole-explanation.ts';
import { openWhyStage, type StageOptions, type WhyStage } from './why-stage.ts';

/** As narrow as WCAG 1.4.10 asks for. */
export const NARROW = { width: 320, height: 640 };

/** Something an assistant said that nothing bears out. */
const SAID = 'Take “The Blue Mug”, because you live in York.';

/** A narrow stage without motion, into which axe can be loaded. */
export const openNarrow = (visits: Visits, options: StageOptions = {}): Promise<WhyStage> =>
  openWhyStage(visits, { region: 'DE', viewport: NARROW, bypassCSP: true, reducedMotion: 'reduce', ...options });

/** Shows the whole explanation beside another product of the page. */
export const showWhole = async (
  stage: WhyStage,
  kind: ExplanationInput['kind'] = 'chat-answer',
  over: object = {},
): Promise<void> => {
  const whole = wholeExplanation(stage.parties, kind);
  const other = { ...whole, id: 'beside', item: { id: 'lantern', name: 'Solar lantern' } };
  await stage.show([await stage.sign({ ...whole, ...over }), await stage.sign(other)], SAID);
};

/** Where the focus is: its place among everything in the surface that takes focus, -1 when it is nowhere; unfolded when it is drawn. */
export type Stop = { readonly at: number; readonly kind: string; readonly isOpen: boolean };

/** Where the focus is now. */
export const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const root = document.querySelector('candor-widget')?.shadowRoot;
    const active = root?.activeElement;
    const all = Array.from(root?.querySelectorAll('.surface :is(button, a[href], summary)') ?? []);
    const kind = active?.localName ?? document.activeElement?.localName ?? '';
    return {
      at: active ? all.indexOf(active) : -1,
      kind,
      isOpen: active?.matches('[open] > summary:not(:only-child)') ?? false,
    };
  });
