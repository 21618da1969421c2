// @vitest-environment node
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExplainModel } from '../../src/explain/explain-model.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';
import { aStage } from './runtime.ts';
import { anExplanation } from './samples.ts';

let shop: Signer;
let end: () => void = () => undefined;

beforeAll(async () => {
  shop = await aSigner('Ed25519', 'explanation');
});
afterEach(() => end());

/** A model on a page that is painted when the test says so; `checks` counts how often the shop's keys were needed. */
const unpainted = async () => {
  const jws = await sign(anExplanation(), shop, { typ: 'why+jws' });
  const stage = aStage({ explanations: { x1: jws } });
  const seen = { checks: 0 };
  let paint: () => void = () => undefined;
  const painted = new Promise<void>((resolve) => (paint = resolve));
  const keys = async () => {
    seen.checks += 1;
    return [shop.jwk];
  };
  Object.assign(stage.runtime, { painted: () => painted, keys });
  const model = new ExplainModel(stage.runtime);
  end = () => model[Symbol.dispose]();
  return { model, seen, paint };
};

describe('an explanation that is asked for', () => {
  it('is checked only when the shopper sees that it is on its way', async () => {
    const { model, seen, paint } = await unpainted();
    const landed = model.land('x1');
    await new Promise(setImmediate);
    expect([model.view.value.kind, seen.checks]).toEqual(['loading', 0]);
    paint();
    await landed;
    expect([model.view.value, seen.checks]).toMatchObject([{ kind: 'why', why: { signature: 'signed' } }, 1]);
  });

  it('is not checked at all when nobody wants it any more by then', async () => {
    const { model, seen, paint } = await unpainted();
    const first = model.land('x1');
    await new Promise(setImmediate);
    const second = model.land(undefined);
    paint();
    await Promise.all([first, second]);
    expect([model.view.value.kind, seen.checks]).toEqual(['nothing', 0]);
  });
});
