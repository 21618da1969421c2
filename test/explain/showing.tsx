import { cleanup, configure, render } from '@testing-library/preact';
import { afterEach, beforeAll, expect } from 'vitest';
import { ExplainModel } from '../../src/explain/explain-model.ts';
import { ExplainPanel } from '../../src/explain/explain-panel.tsx';
import type { Half } from '../../src/explain/details.tsx';
import { createI18n } from '../../src/i18n/i18n.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { createLate } from '../../src/ui/late.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';
import { aStage, confirmed, remember, type Stage, type World } from './runtime.ts';
import { anExplanation, PURCHASES } from './samples.ts';

/** The panel's second half, in a language; with every part that would come when it is asked for. */
export const aHalf = async (runtime: Runtime, model: ExplainModel, i18n = createI18n('en')): Promise<Half> => {
  const { createHalf } = await import('../../src/explain/details.tsx');
  const half = createHalf(runtime, model, i18n);
  await Promise.all(Object.values(half.parts).map((part) => part.load()));
  return half;
};

/** How long a slow machine may take to paint, in milliseconds. */
const PATIENCE = 20_000;

/** A day in seconds. */
export const DAY = 86_400;

/** Act and second after the explanation at which the shop confirmed it. */
export type Confirmed = readonly ['given' | 'refused', number];

/** What a test of the panel does. */
export type Showing = {
  /** An explanation signed by the shop. */
  readonly signed: (over?: object) => Promise<string>;
  /** Renders the panel on it. */
  readonly show: (given: string | object, world?: World, choices?: readonly Confirmed[]) => Promise<Stage>;
};

/** Text on the screen, white space folded. */
export const text = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ');

/** Unfolds one `details`, as a click would. */
export const openOne = (details: Element | null): void => {
  details?.setAttribute('open', '');
  details?.dispatchEvent(new Event('toggle'));
};

/** Unfolds everything; what is folded within what is folded appears only once that is open. */
export const openAll = async (): Promise<void> => {
  await expect
    .poll(
      () => {
        const closed = document.querySelectorAll('details:not([open])');
        closed.forEach(openOne);
        return closed.length;
      },
      { timeout: PATIENCE },
    )
    .toBe(0);
};

/** A shop with a key of its own, and a clean page after each test. */
export const showing = (): Showing => {
  let shop: Signer;
  beforeAll(async () => {
    configure({ asyncUtilTimeout: PATIENCE });
    shop = await aSigner('Ed25519', 'explanation');
  });
  afterEach(cleanup);
  return {
    signed: (over = {}) => sign(anExplanation(over), shop, { typ: 'why+jws' }),
    show: async (given, world = {}, choices = []) => {
      const stage = aStage({ keys: [shop.jwk], explanations: { x1: given }, ...world });
      for (const [place, [choice, seconds]] of choices.entries()) {
        await remember(stage, confirmed(place + 1, { [PURCHASES]: choice }, seconds));
      }
      const model = new ExplainModel(stage.runtime);
      const late = createLate(() => aHalf(stage.runtime, model, stage.runtime.i18n));
      await Promise.all([model.land('x1'), late.load()]);
      render(<ExplainPanel model={model} late={late} i18n={stage.runtime.i18n} />);
      return stage;
    },
  };
};
