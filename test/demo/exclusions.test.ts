// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { Objection } from '../../demo/recommender/obey.ts';
import { allowedRows, hiddenItems, sourceText, unwantedItems } from '../../demo/recommender/obey.ts';
import type { Row, RowPurpose } from '../../demo/recommender/rows.ts';
import { PURCHASES, SUBJECT, VIEWS } from './support.ts';

/** A row that came about in these orders, the newest first. */
const aRow = (orders: readonly number[], over: Partial<Row> = {}): Row => ({
  id: 'purchase:KI-101',
  kind: 'purchase',
  item: 3,
  occurrences: orders.map((order) => ({ at: `2026-11-${10 + order}T00:00:00.000Z`, source: `order ${order}` })),
  ...over,
});

const permission = (objections: readonly Objection[], given: readonly RowPurpose[] = [PURCHASES, VIEWS]) => ({
  subject: SUBJECT,
  given: new Map(given.map((purpose) => [purpose, undefined])),
  objections,
});

/** The orders a row still rests on; empty when it may not be used. */
const left = (row: Row, ...objections: readonly Objection[]): readonly string[] =>
  allowedRows([row], permission(objections)).flatMap(({ occurrences }) => occurrences.map(({ source }) => source));

const toSource = (ref: string): Objection => ({ scope: 'source', ref });

describe('an objection', () => {
  test('to a data row leaves out that row and no other about the same product', () => {
    const view = aRow([1], { id: 'view:KI-101', kind: 'view' });
    const rows = allowedRows([aRow([1]), view], permission([{ scope: 'data', ref: 'purchase:KI-101' }]));
    expect(rows.map(({ id }) => id)).toEqual(['view:KI-101']);
  });
  test('to a source leaves out what came from there, and keeps the row where it has another', () => {
    expect(left(aRow([3, 2, 1]), toSource('order 2'))).toEqual(['order 3', 'order 1']);
    expect(left(aRow([2]), toSource('order 2'))).toEqual([]);
  });
  test.each([[[2, 1]], [[5, 4, 3]], [[9, 8, 7, 6, 5]]])(
    'to the sources an explanation named together, %j, leaves out all of them',
    (orders) => {
      const row = aRow(orders);
      expect(left(row, toSource(sourceText(row)))).toEqual([]);
    },
  );
  test.each([[[1]], [[2, 1]], [[5, 4, 3]], [[8, 7, 6, 5, 4]]])(
    'to the sources %j still holds when the product is bought again, and not for the new order',
    (orders) => {
      const objection = toSource(sourceText(aRow(orders)));
      expect(left(aRow([11, 10, ...orders]), objection)).toEqual(['order 11', 'order 10']);
    },
  );
  test('to a source that is longer than an explanation can name holds all the same', () => {
    const occurrences = [1, 2].map((day) => ({ at: `2026-11-0${day}T00:00:00.000Z`, source: `${day}`.repeat(90) }));
    const row = aRow([], { occurrences });
    expect(sourceText(row)).toHaveLength(120);
    expect(left(row, toSource(sourceText(row)))).toEqual([]);
  });
  test('to a purpose leaves out every row of it, whatever consent says', () => {
    const rows = [
      aRow([1]),
      aRow([1], { id: 'view:KI-101', kind: 'view' }),
      aRow([1], { id: 'basket:KI-101', kind: 'basket' }),
    ];
    expect(allowedRows(rows, permission([{ scope: 'purpose', ref: VIEWS }])).map(({ kind }) => kind)).toEqual([
      'purchase',
    ]);
  });
  test.each([
    { scope: 'data', ref: 'purchase:KI-10' },
    { scope: 'data', ref: 'KI-101' },
    { scope: 'source', ref: 'order' },
    { scope: 'source', ref: '' },
    { scope: 'item', ref: 'KI-101' },
    { scope: 'purpose', ref: 'assistant' },
    { scope: 'explanation', ref: 'purchase:KI-101' },
    { scope: 'weather', ref: 'order 1' },
  ])('to something else, $scope "$ref", leaves the row in use', (objection) => {
    expect(left(aRow([1]), objection)).toEqual(['order 1']);
  });
  test('to an item hides it and nothing else; to a data row, keeps its product from being brought up', () => {
    const asked = permission([
      { scope: 'item', ref: 'KI-7' },
      { scope: 'data', ref: 'view:KI-9' },
      { scope: 'source', ref: 'order 1' },
    ]);
    expect([...hiddenItems(asked)]).toEqual(['KI-7']);
    expect([...unwantedItems(asked)]).toEqual(['KI-7', 'KI-9']);
  });
});

describe('without consent', () => {
  test.each([[[]], [[VIEWS]]] as const)('for purchases (given: %j) no purchase is used', (given) => {
    expect(allowedRows([aRow([1])], permission([], given))).toEqual([]);
  });
  test('the page being shown may be used: it says nothing about anybody', () => {
    const page = aRow([1], { id: 'page:KI-101', kind: 'page' });
    expect(allowedRows([page], permission([], []))).toEqual([page]);
  });
  test('an objection to the page is honoured too', () => {
    const page = aRow([1], { id: 'page:KI-101', kind: 'page' });
    expect(allowedRows([page], permission([{ scope: 'data', ref: 'page:KI-101' }], []))).toEqual([]);
  });
});
