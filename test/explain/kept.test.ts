// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { keptBy, type Listed } from '../../src/explain/list-diff.ts';
import { sideBySide } from '../../src/explain/side-by-side.ts';

const listed = (ids: string, surface = 'home'): readonly Listed[] =>
  [...ids].map((id) => ({ id, name: `Product ${id}`, surface }));
const item: Listed = { id: 'a', name: 'Product a', surface: 'home' };
const first = (id: string) => ({ id, name: `Product ${id}` });

describe('what the shop said of a change', () => {
  it.each([
    ['the product it named is first', { first: first('b') }, 'bca', { of: 'first', held: true, is: 'Product b' }],
    [
      'another is first',
      { first: first('b') },
      'cba',
      { of: 'first', held: false, said: 'Product b', is: 'Product c' },
    ],
    ['the place is the one it named', { newRank: 3 }, 'bca', { of: 'place', held: true, is: 3 }],
    ['the place is another', { newRank: 3 }, 'bac', { of: 'place', held: false, said: 3, is: 2 }],
    ['the product is gone, as it said', { newRank: null }, 'bc', { of: 'place', held: true, is: undefined }],
    ['the product is still there', { newRank: null }, 'ba', { of: 'place', held: false, said: null, is: 2 }],
    ['the product is gone, and it named a place', { newRank: 2 }, 'bc', { of: 'place', held: false, is: undefined }],
    [
      'the product is beyond the list’s end',
      { newRank: 42 },
      'bc',
      { of: 'place', held: true, is: undefined, count: 2 },
    ],
  ])('is compared when %s', (_what, outcome, after, kept) => {
    expect(keptBy(outcome, item, listed(after))).toMatchObject([kept]);
  });

  it('is compared by id, not by name', () => {
    const after = [{ id: 'z', name: 'Product b', surface: 'home' }];
    expect(keptBy({ first: first('b') }, item, after)).toMatchObject([{ held: false }]);
  });

  it('is compared with the list it speaks of', () => {
    const after = [...listed('xyz', 'cart'), ...listed('ba')];
    expect(keptBy({ first: first('b'), newRank: 2 }, item, after).every(({ held }) => held)).toBe(true);
  });

  it('is not held against a page that did not answer', () => {
    expect(keptBy({ first: first('b'), newRank: 2 }, item, [])).toEqual([]);
  });

  it('is not judged by a list that is shown in part', () => {
    const [alone] = listed('a').map((one) => ({ ...one, rank: 4, of: 10 }));
    expect(alone && keptBy({ first: first('b'), newRank: 4 }, item, [alone])).toMatchObject([
      { of: 'place', held: true, is: 4 },
    ]);
    const [other] = listed('c').map((one) => ({ ...one, rank: 4, of: 10 }));
    expect(other && keptBy({ first: first('b'), newRank: null }, item, [other])).toEqual([]);
  });

  it('is nothing where it said nothing', () => {
    expect(keptBy({}, item, listed('ab'))).toEqual([]);
  });
});

describe('two lists side by side', () => {
  it('mark what only one of them has among the places compared', () => {
    expect(sideBySide(item, listed('abcx'), listed('xay'))).toEqual({
      count: 3,
      yours: [
        { id: 'a', name: 'Product a', isOnlyHere: false },
        { id: 'b', name: 'Product b', isOnlyHere: true },
        { id: 'c', name: 'Product c', isOnlyHere: true },
      ],
      plain: [
        { id: 'x', name: 'Product x', isOnlyHere: true },
        { id: 'a', name: 'Product a', isOnlyHere: false },
        { id: 'y', name: 'Product y', isOnlyHere: true },
      ],
    });
  });

  it.each([
    ['the page’s list is not known', [], listed('xy')],
    ['only this product of it is', listed('a'), listed('xy')],
    ['it stands elsewhere on the page', listed('abc', 'cart'), listed('xy')],
    ['the shop tells no other', listed('abc'), []],
  ])('are none while %s', (_what, shown, plain) => {
    expect(sideBySide(item, shown, plain)).toBeUndefined();
  });

  it('call a product by its id where it has no name', () => {
    expect(sideBySide(item, listed('ab'), [{ id: 'q' }])?.plain).toEqual([{ id: 'q', name: 'q', isOnlyHere: true }]);
  });
});
