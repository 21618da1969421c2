// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ReceiptId } from '../../src/contract/ids.ts';
import {
  type Deed,
  endingPurposes,
  isDone,
  isSameDeed,
  leavingOut,
  objecting,
  type Objection,
  receiptsOf,
  withdrawing,
  withoutData,
} from '../../src/explain/deeds.ts';
import { anAct, othersRow, pastOf, PURCHASES, receiptNumber, row } from './samples.ts';

const byInterest = (over: object = {}) =>
  row({ id: 'd2', purpose: 'shop.similar', basis: 'legitimate-interest', consent: undefined, ...over });
const objection = (scope: Objection['scope'], ref: string, receipt?: ReceiptId): Objection => ({ scope, ref, receipt });
const remembered = (acts: Parameters<typeof pastOf>[0] = [], objections: readonly Objection[] = []) => ({
  past: pastOf(acts),
  objections,
});

describe('a list without the shopper’s data', () => {
  it('withdraws what rests on consent and objects to the purposes of the rest', () => {
    expect(withoutData([PURCHASES], [row(), byInterest()])).toEqual({
      withdraw: [PURCHASES],
      object: [{ scope: 'purpose', ref: 'shop.similar' }],
    });
  });

  it('objects to a purpose once, however many rows it has', () => {
    expect(withoutData([], [byInterest(), byInterest({ id: 'd3' })]).object).toHaveLength(1);
  });

  it('objects to the row itself where its purpose has no name to obey', () => {
    expect(withoutData([], [byInterest({ purpose: 'Similar things for you!' })]).object).toEqual([
      { scope: 'data', ref: 'd2' },
    ]);
  });

  it.each([
    ['of other shoppers', othersRow({ basis: 'legitimate-interest' })],
    ['about the item', { about: 'item', basis: 'legitimate-interest' }],
    ['that is not personal', { about: 'session', basis: 'not-personal' }],
    ['that a law requires', { basis: 'legal-obligation' }],
  ])('leaves data alone %s', (_what, over) => {
    expect(withoutData([], [byInterest(over)])).toEqual({ withdraw: [], object: [] });
  });
});

describe('ending the purposes of some rows', () => {
  it('goes by the basis of each', () => {
    expect(endingPurposes([row(), byInterest()])).toEqual({
      withdraw: [PURCHASES],
      object: [{ scope: 'purpose', ref: 'shop.similar' }],
    });
  });
});

describe('two taps', () => {
  it('do the same whatever their order', () => {
    expect(isSameDeed(leavingOut([row(), byInterest()]), leavingOut([byInterest(), row()]))).toBe(true);
  });

  it.each<[string, Deed]>([
    ['another row', leavingOut([byInterest()])],
    ['another scope', objecting({ scope: 'item', ref: 'd1' })],
    ['one row more', leavingOut([row(), byInterest()])],
    ['a withdrawal', withdrawing([PURCHASES])],
  ])('differ by %s', (_what, other) => {
    expect(isSameDeed(leavingOut([row()]), other)).toBe(false);
  });
});

describe('what was done', () => {
  const deed: Deed = { withdraw: [PURCHASES], object: [{ scope: 'item', ref: 'a' }] };

  it.each([
    ['nothing was', [], [], false],
    ['only the withdrawal was', [anAct('refused', 1, 2)], [], false],
    ['only the objection was', [], [objection('item', 'a')], false],
    ['another item was objected to', [anAct('refused', 1, 2)], [objection('item', 'b')], false],
    ['the ref was objected to in another scope', [anAct('refused', 1, 2)], [objection('data', 'a')], false],
    ['it was allowed again since', [anAct('refused', 1, 2), anAct('given', 3, 4)], [objection('item', 'a')], false],
    ['all of it was', [anAct('refused', 1, 2)], [objection('item', 'a')], true],
  ] as const)('when %s', (_what, acts, objections, done) => {
    expect(isDone(deed, remembered(acts, objections))).toBe(done);
  });

  it('has the receipts that have come, and no others', () => {
    expect(receiptsOf(deed, remembered([anAct('refused', 1)], [objection('item', 'a')]))).toEqual([]);
    expect(receiptsOf(deed, remembered([anAct('refused', 1, 2)], [objection('item', 'a', receiptNumber(7))]))).toEqual([
      receiptNumber(1),
      receiptNumber(7),
    ]);
  });
});
