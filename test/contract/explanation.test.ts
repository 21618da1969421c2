// @vitest-environment node
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { explanation } from '../../src/contract/explanation.ts';
import { explanationList } from '../../src/contract/explanation-list.ts';
import { sharedJson } from '../support/shared.ts';
import { planted, without } from './samples.ts';

type Raw = Record<string, unknown>;

const aFactor = (over: object = {}): Raw => ({
  id: 'f1',
  code: 'bought-with',
  label: { en: 'You bought a red candle' },
  weight: 0.08,
  effect: 'for',
  basis: 'exact',
  ...over,
});

const aDataRow = (over: object = {}): Raw => ({
  id: 'd1',
  category: 'purchase',
  about: 'shopper',
  origin: 'observed',
  purpose: 'assistant.personalise.purchases',
  basis: 'consent',
  ...over,
});

const anExplanation = (over: object = {}): Raw => ({
  v: 1,
  id: 'x1',
  iss: 'https://shop.example',
  aud: 'https://shop.example',
  iat: 1320364800,
  exp: 1320451200,
  lang: 'en',
  kind: 'recommendation',
  surface: { id: 'home.for-you', strategy: 'co-purchase' },
  item: { id: '84970L', name: 'Candle holder' },
  engine: { name: 'item-cf', adapter: 'item-cf@1' },
  method: { type: 'exact-additive', verified: true },
  factors: [aFactor()],
  data: [aDataRow()],
  commercial: { sponsored: false, effect: 'none' },
  controls: [],
  contact: { human: 'https://shop.example/contact' },
  ...over,
});

const accepts = (value: unknown): boolean => v.is(explanation, value);

describe('an explanation', () => {
  it('is read with its optional lists empty', () => {
    const read = v.parse(explanation, anExplanation());
    expect(read).toMatchObject({ because: [], counterfactuals: [], alternatives: [] });
    expect(read.data[0]).toMatchObject({ examples: [], recipients: [], controls: [], special: false });
  });

  it('is read whole when it is the worked example', (context) => {
    const example = sharedJson(context, 'samples/explanation/example.json');
    expect(v.parse(explanation, example)).toMatchObject(example as object);
  });

  it.each(Object.keys(anExplanation()))('is refused without %s', (member) => {
    expect(accepts(without(anExplanation(), member))).toBe(false);
  });

  it.each([
    ['no factor', { factors: [] }],
    ['24 factors', { factors: new Array(24).fill(aFactor()) }],
    [
      'a factor whose strength is not disclosed',
      { factors: [aFactor({ weight: null, effect: 'unknown', basis: 'unknown' })] },
    ],
    ['a factor against', { factors: [aFactor({ weight: -0.2, effect: 'against' })] }],
    ['an emoji in a name', { item: { id: '1', name: '❤\ufe0f Mug' } }],
    ['a day as a time', { data: [aDataRow({ from: '2011-04-21', to: '2011-04-21T00:00:00+02:00' })] }],
    ['members of a later version', { later: { deep: true } }],
    ['a vocabulary word this version calls other', { kind: 'other' }],
  ])('may hold %s', (_what, change) => {
    expect(accepts(anExplanation(change))).toBe(true);
  });

  it.each([
    ['another version', { v: 2 }],
    ['a version as text', { v: '1' }],
    ['a time in the past of time', { iat: -1 }],
    ['a fraction of a second', { exp: 1.5 }],
    ['25 factors', { factors: new Array(25).fill(aFactor()) }],
    ['41 data rows', { data: new Array(41).fill(aDataRow()) }],
    ['a weight that is no number', { factors: [aFactor({ weight: '0.5' })] }],
    ['an infinite weight', { factors: [aFactor({ weight: Number.POSITIVE_INFINITY })] }],
    ['a weight that is NaN', { factors: [aFactor({ weight: Number.NaN })] }],
    ['a weight left out', { factors: [without(aFactor(), 'weight')] }],
    ['a factor without words', { factors: [aFactor({ label: {} })] }],
    ['a label in no language', { factors: [aFactor({ label: { 'not a tag': 'x' } })] }],
    ['a label of 281 characters', { factors: [aFactor({ label: { en: 'x'.repeat(281) } })] }],
    ['a label that turns the line round', { factors: [aFactor({ label: { en: 'safe \u202eevil' } })] }],
    ['an invisible name', { item: { id: '1', name: '\u200b' } }],
    ['a blank name', { item: { id: '1', name: '   ' } }],
    ['an id with a space', { id: 'x 1' }],
    ['a link to script', { item: { id: '1', name: 'x', url: 'javascript:alert(1)' } }],
    ['a human to reach by script', { contact: { human: 'JAVASCRIPT:alert(1)' } }],
    ['a price of half a cent', { item: { id: '1', name: 'x', price: { amount: 0.5, currency: 'EUR' } } }],
    ['a currency in small letters', { item: { id: '1', name: 'x', price: { amount: 5, currency: 'eur' } } }],
    ['a tolerance below nothing', { method: { type: 'exact-additive', verified: true, tolerance: -1 } }],
    ['verified as a word', { method: { type: 'exact-additive', verified: 'yes' } }],
    ['sponsored unsaid', { commercial: { effect: 'none' } }],
    ['six examples', { data: [aDataRow({ examples: new Array(6).fill({ label: 'x' }) })] }],
    ['a time that engines read differently', { data: [aDataRow({ from: '1' })] }],
    ['a time in words', { data: [aDataRow({ from: 'May 2011' })] }],
    ['a month that does not exist', { data: [aDataRow({ from: '2011-13-01' })] }],
    ['fewer than no data', { data: [aDataRow({ count: -1 })] }],
    ['seven counterfactuals', { counterfactuals: new Array(7).fill({ change: [], outcome: {}, verified: true }) }],
    ['21 controls', { controls: new Array(21).fill({ id: 'c', type: 'not-interested', effect: 'immediate' }) }],
    ['a vocabulary word nobody agreed on', { kind: 'prophecy' }],
    ['an own kind for everybody', { kind: '__proto__' }],
  ])('is refused with %s', (_what, change) => {
    expect(accepts(anExplanation(change))).toBe(false);
  });

  it.each([null, undefined, 'e30.e30.c2ln', 7, [], [anExplanation()]])('is not %j', (value) => {
    expect(accepts(value)).toBe(false);
  });

  it('pollutes nothing', () => {
    v.safeParse(explanation, planted(anExplanation(), '__proto__'));
    expect('isAdmin' in {}).toBe(false);
  });
});

describe('a list of explanations', () => {
  it('holds at most fifty', () => {
    expect(v.is(explanationList, { explanations: [] })).toBe(true);
    expect(v.is(explanationList, { explanations: new Array(50).fill('e30.e30.c2ln') })).toBe(true);
    expect(v.is(explanationList, { explanations: new Array(51).fill('e30.e30.c2ln') })).toBe(false);
    expect(v.is(explanationList, { explanations: [{}] })).toBe(false);
    expect(v.is(explanationList, ['e30.e30.c2ln'])).toBe(false);
  });
});
