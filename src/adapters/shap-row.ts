import type { Known } from './adapted.ts';
import { anyOf, at, idOf, isFields, listOf, numberOf, rawText, textOf } from './reading.ts';

/** One prediction taken apart: a value for each input, and what it started from. */
export type Row = {
  readonly values: readonly (number | undefined)[];
  readonly base: number | undefined;
  readonly score: number | undefined;
  /** Whether the model computed them itself (tree SHAP), exactly. */
  readonly isExact: boolean;
  readonly names: readonly (string | undefined)[];
  /** What each input was. */
  readonly inputs: readonly unknown[];
  readonly item: string | undefined;
  readonly name: string | undefined;
};

/** LightGBM's and XGBoost's names for rows whose last column is the base. */
const WITH_BASE = ['pred_contrib', 'pred_contribs', 'contributions'] as const;
const WITHOUT_BASE = ['shap_values', 'values'] as const;
const BASES = ['base_values', 'base_value', 'expected_value', 'base'] as const;
const ITEMS = ['item', 'id', 'item_id'] as const;

const isRow = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => one === null || typeof one !== 'object');

/** A number for all rows, a list with one for each, or a list of lists of one. */
export const baseFor = (given: unknown, index: number): number | undefined => {
  if (!Array.isArray(given)) return numberOf(given);
  const own: unknown = given.length === 1 ? given[0] : given[index];
  return numberOf(Array.isArray(own) && own.length === 1 ? own[0] : own);
};

type Picked = { readonly values: readonly unknown[]; readonly index: number };

/** The row asked about in a table: the only one, or the one whose place in `items` holds its id. */
const pick = (table: unknown, given: unknown, known: Known): Picked | undefined => {
  if (isRow(table)) return { values: table, index: 0 };
  const rows = listOf(table);
  const items = listOf(at(given, 'items')).map(idOf);
  const index = rows.length === 1 ? 0 : items.indexOf(known.item.id);
  const values = rows[index];
  return isRow(values) ? { values, index } : undefined;
};

/** Inputs by name in a row's own object, or by place in a table beside the values. */
const inputsOf = (given: unknown, names: readonly (string | undefined)[], index: number): readonly unknown[] => {
  const own = at(given, 'features');
  if (isFields(own)) return names.map((name) => (name === undefined ? undefined : at(own, name)));
  const table = anyOf(given, 'data');
  return isRow(table) ? table : listOf(listOf(table)[index]);
};

const namesIn = (given: unknown): readonly (string | undefined)[] =>
  listOf(anyOf(given, 'feature_name', 'feature_names')).map((name) => textOf(name, 100));

/** A row of this answer or of one entry of its `rows`; undefined where there is none, or its columns and names differ in number. */
export const rowIn = (given: unknown, names: readonly (string | undefined)[], known: Known): Row | undefined => {
  const withBase = anyOf(given, ...WITH_BASE);
  const picked = pick(withBase ?? anyOf(given, ...WITHOUT_BASE), given, known);
  if (!picked) return undefined;
  const { values, index } = picked;
  const hasBase = names.length > 0 ? values.length === names.length + 1 : withBase !== undefined;
  const columns = hasBase ? values.slice(0, -1) : values;
  if (columns.length === 0 || (names.length > 0 && columns.length !== names.length)) return undefined;
  return {
    values: columns.map(numberOf),
    base: hasBase ? numberOf(values.at(-1)) : baseFor(anyOf(given, ...BASES), index),
    score: baseFor(anyOf(given, 'raw_score', 'margin', 'output', 'score'), index),
    isExact: withBase !== undefined,
    names,
    inputs: inputsOf(given, names, index),
    item: rawText(anyOf(given, ...ITEMS)),
    name: textOf(at(given, 'name')),
  };
};

/** The row asked about, wherever it stands: among `rows` that name their item, or in one table. */
export const rowOf = (given: unknown, known: Known): Row | undefined => {
  const names = namesIn(given);
  const rows = at(given, 'rows');
  if (!Array.isArray(rows)) return rowIn(given, names, known);
  const own =
    rows.length === 1 && known.item.id === undefined
      ? rows[0]
      : rows.find((row) => idOf(anyOf(row, ...ITEMS)) === known.item.id);
  if (own === undefined) return undefined;
  const ownNames = namesIn(own);
  return rowIn(own, ownNames.length > 0 ? ownNames : names, known);
};
