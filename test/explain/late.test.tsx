import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExplainModel } from '../../src/explain/explain-model.ts';
import { ExplainPanel } from '../../src/explain/explain-panel.tsx';
import type { Half } from '../../src/explain/panel-words.ts';
import { createLate } from '../../src/ui/late.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';
import { aStage, confirmed, remember } from './runtime.ts';
import { anExplanation, PURCHASES } from './samples.ts';
import { aHalf, openOne, text } from './showing.tsx';

const details = (): Promise<Half> => aHalf();
const noPart = (): Promise<Half> => Promise.reject(new TypeError('Failed to fetch'));

describe('the Why panel before its second half is there', () => {
  let shop: Signer;
  beforeAll(async () => {
    shop = await aSigner('Ed25519', 'explanation');
  });
  afterEach(cleanup);

  const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: true }];
  const showWith = async (bring: () => Promise<Half>) => {
    const jws = await sign(anExplanation({ counterfactuals }), shop, { typ: 'why+jws' });
    const stage = aStage({ keys: [shop.jwk], explanations: { x1: jws } });
    await remember(stage, confirmed(1, { [PURCHASES]: 'given' }, -86_400));
    const late = createLate(bring);
    const model = new ExplainModel(stage.runtime, late);
    await model.land('x1');
    render(<ExplainPanel model={model} late={late} i18n={stage.runtime.i18n} />);
    return stage;
  };

  it('tells the reason, about money and who signed, with a line in place of what is to come', async () => {
    let arrive: (half: Half) => void = () => undefined;
    await showWith(() => new Promise((resolve) => (arrive = resolve)));
    for (const word of ['no payment played a part', 'You bought a red candle', 'strong, 100%', 'Signed by the shop.'])
      expect(text()).toContain(word);
    expect(screen.getByRole('status', { name: 'Loading the reason' })).toBeTruthy();
    expect(text()).not.toContain('What would change it');
    arrive(await details());
    await screen.findByText('What would change it');
    expect(screen.queryByRole('status', { name: 'Loading the reason' })).toBeNull();
  });

  it('is asked for once, and only when the first view stands', async () => {
    const standing: string[] = [];
    await showWith(() => {
      standing.push(text());
      return details();
    });
    await screen.findByText('What would change it');
    expect(standing).toEqual([expect.stringContaining('Signed by the shop.')]);
  });

  it('that does not come says so once, stays usable, and brings it when asked again', async () => {
    const ways = [noPart, noPart, details];
    const stage = await showWith(() => (ways.shift() ?? details)());
    await screen.findByText('Part of this panel could not be loaded.');
    expect(text()).toContain('Signed by the shop.');
    screen.getByRole('switch', { name: 'Use my purchase history' }).click();
    await screen.findByText('Saved.');
    expect(stage.wishes).toMatchObject([{ action: 'withdraw', surface: 'why' }]);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    retry.focus();
    retry.click();
    await screen.findByText('What would change it');
    expect(document.activeElement?.textContent).toContain('What would change it');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('that does not come says so beneath the data asked for', async () => {
    await showWith(noPart);
    await screen.findByText('Part of this panel could not be loaded.');
    openOne(document.querySelector('details'));
    await expect.poll(() => screen.getAllByText('Part of this panel could not be loaded.').length).toBe(2);
  });
});
