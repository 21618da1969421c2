import type { Adapter, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import { findItem, isRefusal } from './items.ts';
import { byModel, modelOf } from './models.ts';
import { at, numberOf, textOf } from './reading.ts';

const NAMING = { id: ['id', 'productId'], name: ['product_name', 'productName'], url: ['product_url', 'productUrl'] };

const read = (given: unknown, known: Known): Told | NotTold => {
  const list = at(given, 'recs');
  if (!Array.isArray(list)) return refuse('shape-unknown');
  const found = findItem(list, NAMING, known);
  if (isRefusal(found)) return found;
  const chosen = byModel(modelOf(textOf(at(given, 'recommenderName'), 60), known), undefined, {});
  const value = numberOf(at(found.entry, 'score'));
  return {
    ...found,
    ...chosen,
    heading: textOf(at(given, 'displayMessage')),
    responseId: textOf(at(given, 'recoUUID'), 128),
    score: value === undefined ? undefined : { value, scale: 'unscaled' },
    gaps: [...found.gaps, ...chosen.gaps, ...(value === undefined ? [{ code: 'score-missing' } as const] : [])],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * Salesforce B2C Commerce Einstein: `getRecommendations` and `getZoneRecommendations`. It names the recommender, which the merchant
 * named, and no reason; what the name stands for the page says in `context.factors` and `context.strategy`.
 */
export const explainEinstein: Adapter = explained({ key: 'einstein', name: 'Salesforce Einstein' }, read);
