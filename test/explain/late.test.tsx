import { cleanup, configure, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Half } from '../../src/explain/details.tsx';
import { ExplainModel } from '../../src/explain/explain-model.ts';
import { ExplainPanel } from '../../src/explain/explain-panel.tsx';
import { createLate } from '../../src/ui/late.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';
import { aStage, confirmed, remember, type Stage } from './runtime.ts';
import { anExplanation, PURCHASES } from './samples.ts';
import { aHalf, openOne, text } from './showing.tsx';

type Bring = (stage: Stage, model: ExplainModel) => Promise<Half>;
const details: Bring = ({ runtime }, model) => aHalf(runtime, model);
const noPart = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));
const FAILED = 'Part of this panel could not be loaded.';
/** Folded parts of the panel, by what the shopper presses. */
const folded = (label: string): HTMLElement | null => screen.getByText(label).closest('details');

let shop: Signer;
beforeAll(async () => {
  // The first test loads every part.
  configure({ asyncUtilTimeout: 20_000 });
  shop = await aSigner('Ed25519', 'explanation');
});
afterEach(cleanup);

const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: true }];
const showWith = async (bring: Bring, choice: 'given' | 'refused' = 'given') => {
  const jws = await sign(anExplanation({ counterfactuals }), shop, { typ: 'why+jws' });
  const stage = aStage({ keys: [shop.jwk], explanations: { x1: jws } });
  await remember(stage, confirmed(1, { [PURCHASES]: choice }, -86_400));
  const model = new ExplainModel(stage.runtime);
  const late = createLate(() => bring(stage, model));
  await model.land('x1');
  render(<ExplainPanel model={model} late={late} i18n={stage.runtime.i18n} />);
  return stage;
};

describe('the Why panel before its second half is there', () => {
  it('tells the reason, about money and who signed, with a line in place of what is to come', async () => {
    let arrive = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    await showWith((...all) => arrival.then(() => details(...all)));
    for (const word of ['no payment played a part', 'You bought a red candle', 'strong, 100%', 'Signed by the shop.'])
      expect(text()).toContain(word);
    expect(screen.getByRole('status', { name: 'Loading the reason' })).toBeTruthy();
    expect(text()).not.toContain('What would change it');
    arrive();
    await screen.findByText('What would change it');
    expect(screen.queryByRole('status', { name: 'Loading the reason' })).toBeNull();
  });

  it('is asked for once, and only when the first view stands', async () => {
    const standing: string[] = [];
    await showWith((...all) => {
      standing.push(text());
      return details(...all);
    });
    await screen.findByText('What would change it');
    expect(standing).toEqual([expect.stringContaining('Signed by the shop.')]);
  });

  it('tells of data that was not allowed, with the objection to it, without a click', async () => {
    await showWith(details, 'refused');
    await screen.findByText(/This uses data you did not allow/);
    expect(screen.getByRole('button', { name: 'Object' })).toBeTruthy();
  });

  it('that does not come says so once, keeps what is told, and brings it when asked again', async () => {
    const ways: Bring[] = [noPart, details];
    const stage = await showWith((...all) => (ways.shift() ?? details)(...all));
    await screen.findByText(FAILED);
    for (const word of ['You bought a red candle', 'Signed by the shop.']) expect(text()).toContain(word);
    const retry = screen.getByRole('button', { name: 'Try again' });
    retry.focus();
    retry.click();
    await screen.findByText('What would change it');
    expect(document.activeElement?.textContent).toContain('What would change it');
    expect(document.activeElement).not.toBe(document.body);
    screen.getByRole('switch', { name: 'Use my purchase history' }).click();
    await screen.findByText(/^Saved\./);
    expect(stage.wishes).toMatchObject([{ action: 'withdraw', surface: 'why' }]);
  });

  it('that does not come says so beneath the data asked for', async () => {
    await showWith(noPart);
    await screen.findByText(FAILED);
    openOne(document.querySelector('details'));
    await expect.poll(() => screen.getAllByText(FAILED).length).toBe(2);
  });
});

describe('a part of the Why panel that comes by itself', () => {
  /** The second half, but for one part that comes at the last of these tries. */
  const without =
    (name: 'doing' | 'law', failures: number): Bring =>
    async (...all) => {
      const half = await details(...all);
      const [known, tries] = [half.parts[name], Array.from({ length: failures }, () => noPart)];
      const bring = async () => (await tries.shift()?.()) ?? (await known.load()) ?? noPart();
      return { ...half, parts: { ...half.parts, [name]: createLate<object>(bring) } };
    };

  it('is not asked for before it is unfolded', async () => {
    const asked: string[] = [];
    await showWith(async (...all) => {
      const half = await details(...all);
      const law = createLate(async () => (asked.push('law'), (await half.parts.law.load()) ?? noPart()));
      return { ...half, parts: { ...half.parts, law } };
    });
    await screen.findByText('What would change it');
    expect(asked).toEqual([]);
    openOne(folded('What the law asks for'));
    await screen.findByText(/names no region/);
    expect(asked).toEqual(['law']);
  });

  it('is there before an act, where it tells what came of one', async () => {
    let half: Half | undefined;
    await showWith(async ({ runtime }, model) => {
      const { createHalf } = await import('../../src/explain/details.tsx');
      return (half = createHalf(runtime, model, runtime.i18n));
    });
    await screen.findByText('What would change it');
    await expect.poll(() => typeof half?.parts.telling.part.value).toBe('object');
    expect(half?.parts.law.part.value).toBe('loading');
  });

  it('and does not come says so in its place, and the focus stays there when it is asked for again', async () => {
    await showWith(without('law', 1));
    await screen.findByText('What would change it');
    openOne(folded('What the law asks for'));
    await screen.findByText(FAILED);
    const retry = screen.getByRole('button', { name: 'Try again' });
    retry.focus();
    retry.click();
    await screen.findByText(/names no region/);
    expect(screen.queryByText(FAILED)).toBeNull();
    expect(folded('What the law asks for')?.contains(document.activeElement)).toBe(true);
  });

  it('and does not come is missed once, though several things stand in it, and comes when it is asked for again', async () => {
    await showWith(without('doing', 1), 'refused');
    await screen.findByText(FAILED);
    expect(screen.getAllByText(FAILED).length).toBe(1);
    expect(text()).toContain('This uses data you did not allow');
    openOne(folded('What this panel checked'));
    await screen.findByText('The numbers add up.');
    screen.getByRole('button', { name: 'Try again' }).click();
    await screen.findByRole('button', { name: 'Object' });
    await waitFor(() => expect(text()).toContain('What would change it'));
    expect(screen.queryByText(FAILED)).toBeNull();
  });
});
