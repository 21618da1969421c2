// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ChoiceKey, PurposeId } from '../../src/contract/ids.ts';
import { citedPurposes, switchedOff } from '../../src/explain/changes.ts';
import { diffLists, type Listed } from '../../src/explain/list-diff.ts';
import { anAct, aRow, at, othersRow, pastOf, PURCHASES, reading, receiptNumber } from './samples.ts';

const DAY = 86_400;
const listed = (ids: string, surface = 'home'): readonly Listed[] =>
  [...ids].map((id) => ({ id, name: `Product ${id}`, surface }));
const [item] = listed('a');

describe('the difference between two lists', () => {
  it.each([
    ['nothing came', 'abc', undefined, { code: 'later' }],
    ['an empty list came', 'abc', '', { code: 'later' }],
    ['the same list came', 'abc', 'abc', { code: 'same', count: 3 }],
    ['the order changed', 'abc', 'acb', { code: 'reordered', count: 3 }],
    ['the list got shorter', 'abc', 'ab', { code: 'reordered', count: 2 }],
    ['two products are new', 'abc', 'axy', { code: 'changed', count: 3, fresh: ['Product x', 'Product y'] }],
    ['the list before is not known', 'a', 'xya', { code: 'moved', count: 3, place: 3 }],
    ['the list before is not known and the product is gone', '', 'xyz', { code: 'moved', count: 3, place: undefined }],
  ])('when %s', (_what, before, after, diff) => {
    expect(item && diffLists(item, listed(before), after === undefined ? undefined : listed(after))).toEqual(diff);
  });

  it('leaves other lists of the page aside', () => {
    const before = [...listed('abc'), ...listed('pqr', 'cart')];
    expect(item && diffLists(item, before, [...listed('xyz', 'cart'), ...listed('abc')])).toEqual({
      code: 'same',
      count: 3,
    });
  });
});

describe('what the shopper switched off', () => {
  const withoutPurchases = reading({ factors: [], data: [othersRow()] }).explanation;
  const choosable = [PURCHASES as string as PurposeId, 'ads' as PurposeId];
  const off = (acts: Parameters<typeof pastOf>[0]) => switchedOff(withoutPurchases, choosable, pastOf(acts));

  it('is told with its day and receipt', () => {
    const withdrawal = anAct('refused', -DAY, -DAY, { receipt: { jti: receiptNumber(2), received_at: at(-DAY) } });
    expect(off([anAct('given', -2 * DAY, -2 * DAY), withdrawal])).toEqual([
      { purpose: PURCHASES, since: at(-DAY), receipt: receiptNumber(2) },
    ]);
  });

  it('is told before the shop has confirmed it, without a receipt', () => {
    expect(off([anAct('given', -DAY, -DAY), anAct('refused', -60)])).toEqual([
      { purpose: PURCHASES, since: at(-60), receipt: undefined },
    ]);
  });

  it('counts from the first refusal, not the latest', () => {
    expect(
      off([anAct('given', -9 * DAY, -9 * DAY), anAct('refused', -5 * DAY, -5 * DAY), anAct('refused', -DAY, -DAY)]),
    ).toMatchObject([{ since: at(-5 * DAY) }]);
  });

  it.each([
    ['given', [anAct('given', -DAY, -DAY)]],
    ['given again', [anAct('refused', -2 * DAY, -2 * DAY), anAct('given', -DAY, -DAY)]],
    ['nobody’s choice', []],
    ['only the browser’s preference', [anAct('refused', -DAY, -DAY, { byGpc: true })]],
  ])('is nothing when it is %s', (_what, acts) => {
    expect(off(acts)).toEqual([]);
  });

  it('is nothing where the explanation still cites it', () => {
    expect(switchedOff(reading().explanation, choosable, pastOf([anAct('refused', -DAY, -DAY)]))).toEqual([]);
  });
});

describe('the purposes an explanation rests on', () => {
  it('are those on consent, each once', () => {
    const data = [
      aRow(),
      aRow({ id: 'd2' }),
      aRow({ id: 'd3', consent: { purposeId: 'ads', stateAtUse: 'given' } }),
      othersRow(),
    ];
    expect(citedPurposes(reading({ data }).explanation)).toEqual([PURCHASES, 'ads' as ChoiceKey]);
  });
});
