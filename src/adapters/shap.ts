import type { Adapter, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import { at, idOf, isFields, listOf, rawText, textOf } from './reading.ts';
import { type Row, rowOf } from './shap-row.ts';
import { type Contribution, tellSum } from './sums.ts';
import { lookedAt } from './words.ts';

const partsOf = ({ values, names, inputs, isExact }: Row): readonly Contribution[] =>
  values.map((value, index) => {
    const key = names[index] ?? `#${index + 1}`;
    return {
      key,
      code: 'other',
      label: lookedAt(key, textOf(rawText(inputs[index]), 40)),
      basis: isExact ? 'exact' : 'approximate',
      value,
    };
  });

/** Whether the answer has rows of other items only. */
const isElsewhere = (given: unknown, { item }: Known): boolean => {
  const ids = [
    ...listOf(at(given, 'rows')).map((row) => idOf(at(row, 'item'))),
    ...listOf(at(given, 'items')).map(idOf),
  ];
  return ids.length > 0 && item.id !== undefined && !ids.includes(item.id);
};

const read = (given: unknown, known: Known): Told | NotTold => {
  if (!isFields(given)) return refuse('shape-unknown');
  const row = rowOf(given, known);
  const id = known.item.id ?? idOf(row?.item);
  if (id === undefined) return refuse('item-not-told');
  if (!row) return refuse(isElsewhere(given, known) ? 'item-not-found' : 'shape-unknown');
  const { base, score } = row;
  const sum = tellSum({ parts: partsOf(row), isComplete: true, base, score, scale: 'additive' });
  const isNamed = row.names.length > 0 && row.names.every((name) => name !== undefined);
  return {
    item: { id, name: row.name ?? known.nameOf(row.item ?? id), url: undefined },
    method: 'shap',
    isVerified: sum.isVerified,
    parts: sum.parts,
    score: sum.score,
    version: textOf(at(given, 'version'), 40),
    model: textOf(at(given, 'engine'), 80),
    gaps: [...sum.gaps, ...(isNamed ? [] : [{ code: 'names-missing' } as const])],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * SHAP values of one prediction: `pred_contrib` of LightGBM and XGBoost, whose last column is the base, or `{values, base_values,
 * feature_names}` of the shap package, whose base is one number or one for each row. In a table, `items` says which row is which item.
 */
export const explainShap: Adapter = explained({ key: 'shap', name: 'SHAP' }, read);
