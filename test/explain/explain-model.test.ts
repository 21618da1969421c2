// @vitest-environment node
import { signal } from '@preact/signals';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExplainModel } from '../../src/explain/explain-model.ts';
import { changesOf } from '../../src/explain/counterfactual.ts';
import type { Why } from '../../src/explain/explain.ts';
import { ActingModel } from '../../src/explain/acting-model.ts';
import { JudgedModel } from '../../src/explain/judged-model.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';
import { anExplanation, aRow, othersRow, PURCHASES, receiptNumber } from './samples.ts';
import { aStage, confirmed, remember, type Stage, type World } from './runtime.ts';

const DAY = 86_400;
let shop: Signer;
let open: (ExplainModel | JudgedModel | ActingModel)[] = [];

beforeAll(async () => {
  shop = await aSigner('Ed25519', 'explanation');
});
afterEach(() => {
  open.forEach((model) => model[Symbol.dispose]());
  open = [];
});

const signed = (over: object = {}): Promise<string> => sign(anExplanation(over), shop, { typ: 'why+jws' });
const listOf = (ids: string): Promise<string[]> =>
  Promise.all([...ids].map((id) => signed({ id: `x-${id}`, item: { id, name: `Product ${id}` } })));

const opened = async (world: World, prepare: (stage: Stage) => Promise<void> = async () => undefined) => {
  const stage = aStage({ keys: [shop.jwk], ...world });
  await prepare(stage);
  const first = new ExplainModel(stage.runtime);
  const judged = new JudgedModel(stage.runtime, first, {
    part: signal(await import('../../src/explain/list-chain.ts')),
  });
  const acting = new ActingModel(stage.runtime, first, judged, () => import('../../src/explain/telling.ts'));
  open.push(first, judged, acting);
  await first.land('x1');
  return { stage, first, model: acting };
};
const whyOf = ({ why }: ActingModel): Why => {
  if (!why.value) throw new Error('the panel shows no explanation');
  return why.value;
};
const given = (stage: Stage): Promise<void> => remember(stage, confirmed(1, { [PURCHASES]: 'given' }, -DAY));
const inUse = async (world: World = {}) =>
  opened({ explanations: { x1: await signed({ item: { id: 'a', name: 'Product a' } }) }, ...world }, given);

describe('the Why panel’s model', () => {
  it('opens the explanation asked for and checks its signature', async () => {
    const { model } = await opened({ explanations: { x1: await signed() } });
    expect(whyOf(model)).toMatchObject({ signature: 'signed', explanation: { id: 'x1' } });
  });

  it('opens the page’s latest when none is asked for', async () => {
    const { first, model } = await opened({ explanations: { x2: await signed({ id: 'x2' }) }, latest: 'x2' });
    await first.land(undefined);
    expect(whyOf(model).explanation.id).toBe('x2');
  });

  it.each([
    ['the page has none for what was asked', {}, 'not-found'],
    ['what was given cannot be read', { explanations: { x1: {} } }, 'withheld'],
  ])('says so when %s', async (_what, world, kind) => {
    expect((await opened(world)).first.view.value.kind).toBe(kind);
  });

  it('waits for a wish when there is nothing to show', async () => {
    const { first } = await opened({});
    await first.land(undefined);
    expect(first.view.value.kind).toBe('nothing');
  });

  it('shows the last one asked for, whichever comes first', async () => {
    let answer: (jws: string) => void = () => undefined;
    const slow = new Promise<string>((resolve) => (answer = resolve));
    const { first, model, stage } = await opened({ explanations: { x2: await signed({ id: 'x2' }) } });
    const find = stage.runtime.explanations.find;
    Object.assign(stage.runtime.explanations, { find: (id: string) => (id === 'slow' ? slow : find(id)) });
    const landing = first.land('slow');
    await first.land('x2');
    answer(await signed({ id: 'slow' }));
    await landing;
    expect(whyOf(model).explanation.id).toBe('x2');
  });

  it('asks the shop once for a receipt it does not have, then says what came of it', async () => {
    const asked: string[] = [];
    const fetchReceipt = (jti: string) => Promise.resolve((asked.push(jti), 'unknown' as const));
    const data = [aRow(), aRow({ id: 'd2' })];
    const { model } = await opened({ explanations: { x1: await signed({ data }) }, fetchReceipt });
    expect(asked).toEqual([receiptNumber(1)]);
    expect(whyOf(model).factors[0]?.rows[0]?.consent?.code).toBe('no-record');
  });

  it('asks for no receipt that is here', async () => {
    const asked: string[] = [];
    await inUse({ fetchReceipt: (jti) => Promise.resolve((asked.push(jti), 'kept' as const)) });
    expect(asked).toEqual([]);
  });

  it('hears of what other tabs write into the ledger', async () => {
    const { model, stage } = await inUse();
    expect(whyOf(model).factors[0]?.rows[0]?.consent?.code).toBe('allowed');
    await remember(stage, confirmed(2, { [PURCHASES]: 'refused' }, 1000));
    await expect.poll(() => whyOf(model).factors[0]?.rows[0]?.consent?.code).toBe('allowed-then');
  });

  it('lets go of the ledger when it is disposed', async () => {
    const { first, model, stage } = await inUse();
    first[Symbol.dispose]();
    await remember(stage, confirmed(2, { [PURCHASES]: 'refused' }, 1000));
    await stage.ledger.read();
    expect(whyOf(model).factors[0]?.rows[0]?.consent?.code).toBe('allowed');
  });
});

describe('switching a purpose off in the Why panel', () => {
  it('withdraws at once, from here', async () => {
    const { model, stage } = await inUse();
    await model.stopUsing(PURCHASES);
    expect(stage.wishes).toEqual([{ action: 'withdraw', surface: 'why', choices: { [PURCHASES]: 'refused' } }]);
    expect(model.past.value.statusNow(PURCHASES)).toBe('withdrawn');
  });

  it('tells how many products are new', async () => {
    const { model } = await inUse({ shown: await listOf('abc'), answer: await listOf('axc') });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toMatchObject({ kind: 'done', diff: { code: 'changed', count: 3, fresh: ['Product x'] } });
  });

  it('tells when nothing changed', async () => {
    const { model } = await inUse({ shown: await listOf('abc'), answer: await listOf('abc') });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toMatchObject({ kind: 'done', diff: { code: 'same' } });
  });

  it('tells this product’s new place where the list before is not known', async () => {
    const { model } = await inUse({ answer: await listOf('xya') });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toMatchObject({ diff: { code: 'moved', place: 3, count: 3 } });
  });

  it('is for the next visit when the page does not answer', async () => {
    const { model } = await inUse({});
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toMatchObject({ kind: 'done', diff: { code: 'later' }, next: undefined });
  });

  it('offers the product’s new explanation, which no longer cites it and says so', async () => {
    const after = await signed({
      id: 'x9',
      item: { id: 'a', name: 'Product a' },
      factors: [],
      score: undefined,
      data: [othersRow()],
    });
    const { model } = await inUse({ answer: [after] });
    await model.stopUsing(PURCHASES);
    const act = model.act.value;
    await model.showNext(act?.kind === 'done' ? (act.next ?? '') : '');
    expect(whyOf(model)).toMatchObject({ explanation: { id: 'x9' }, switchedOff: [{ purpose: PURCHASES }] });
  });

  it('is not called saved when the shop’s notice is not known', async () => {
    const { model } = await inUse({ noConfig: true });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toEqual({ kind: 'not-saved' });
  });

  it('is not called saved when it could not be recorded', async () => {
    const { model, stage } = await inUse();
    Object.assign(stage.runtime, { choose: async () => ({ kind: 'not-saved' }) });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toEqual({ kind: 'not-saved' });
  });

  it('says when this browser remembers nothing', async () => {
    const { model } = await inUse({ remembers: false });
    await model.stopUsing(PURCHASES);
    expect(model.act.value).toMatchObject({ kind: 'done', remembered: false });
  });
});

describe('an objection in the Why panel', () => {
  it('names the data row and carries the explanation as it was signed', async () => {
    const { model, stage } = await inUse();
    const [view] = whyOf(model).factors[0]?.rows ?? [];
    if (view) await model.objectTo(view.row);
    expect(stage.wishes).toEqual([{ scope: 'data', ref: 'd1', explanationJws: whyOf(model).jws }]);
    expect(whyOf(model).factors[0]?.rows[0]?.isObjected).toBe(true);
  });

  it('carries no explanation that nobody signed', async () => {
    const { model, stage } = await opened({ explanations: { x1: anExplanation() } }, given);
    const [view] = whyOf(model).factors[0]?.rows ?? [];
    if (view) await model.objectTo(view.row);
    expect(stage.wishes).toEqual([{ scope: 'data', ref: 'd1' }]);
  });

  it('covers the purpose when several rows were used without consent', async () => {
    const { model, stage } = await opened(
      { explanations: { x1: await signed({ data: [aRow(), aRow({ id: 'd2' })] }) } },
      (world) => remember(world, confirmed(1, { [PURCHASES]: 'refused' }, -DAY)),
    );
    const [finding] = whyOf(model).findings;
    if (finding && 'purpose' in finding)
      await model.objectToUse(
        finding.purpose,
        finding.rows.map(({ row }) => row),
      );
    expect(stage.wishes).toMatchObject([{ scope: 'purpose', ref: PURCHASES }]);
  });

  it('is what leaving a row out does', async () => {
    const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: false }];
    const { model, stage } = await opened({ explanations: { x1: await signed({ counterfactuals }) } }, given);
    const [change] = changesOf(whyOf(model));
    if (change) await model.make(change);
    expect(stage.wishes).toMatchObject([{ scope: 'data', ref: 'd1' }]);
  });

  it('is not what switching personalisation off does: that withdraws', async () => {
    const counterfactuals = [
      { change: [{ op: 'disable-personalisation' }], outcome: { newRank: null }, verified: true },
    ];
    const { model, stage } = await opened({ explanations: { x1: await signed({ counterfactuals }) } }, given);
    const [change] = changesOf(whyOf(model));
    if (change) await model.make(change);
    expect(stage.wishes).toMatchObject([{ action: 'withdraw', choices: { [PURCHASES]: 'refused' } }]);
  });
});
