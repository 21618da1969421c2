import type { Adapter, Gap, Known, Strategy } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal, itemIn } from './items.ts';
import { byModel } from './models.ts';
import { anyOf, at, isFields, linkOf, rawText, textOf } from './reading.ts';
import { lookedAt } from './words.ts';

const NAMING = { id: ['id'], name: [], url: [] };

/** Logics whose name tells how the list is made (Recombee documentation, "Universal models"). */
const LOGICS: Readonly<Record<string, Strategy>> = {
  'recombee:personal': 'personal-profile',
  'recombee:popular': 'popular',
};

const titleIn = (entry: unknown): string | undefined => textOf(anyOf(at(entry, 'values'), 'title', 'name'));

/**
 * Expressions the merchant had evaluated beside each item. They are facts, not reasons: only those are listed of which the page says
 * what they stand for.
 */
const evaluated = (
  entry: unknown,
  known: Known,
): { readonly parts: readonly Part[]; readonly gaps: readonly Gap[] } => {
  const all = at(entry, 'reqlEvaluations');
  const named = isFields(all) ? Object.entries(all) : [];
  const isMeant = ([name]: readonly [string, unknown]): boolean => known.meaningOf(name).label !== undefined;
  return {
    parts: named.filter(isMeant).map(([name, value]) => ({
      key: name,
      code: 'other',
      label: lookedAt(name, rawText(value)),
      weight: null,
      effect: 'unknown',
      basis: 'declared',
    })),
    gaps: named.filter((one) => !isMeant(one)).map(([name]) => ({ code: 'not-a-reason', at: name })),
  };
};

/** The item a composite recommendation was made for: "because you looked at". */
const sourceOf = (given: unknown, known: Known) => {
  const source = at(given, 'source');
  const item = isFields(source) ? itemIn(source, NAMING, known) : undefined;
  return item && { id: item.id, name: titleIn(source) ?? item.name };
};

const read = (given: unknown, known: Known): Told | NotTold => {
  const list = at(given, 'recomms');
  if (!Array.isArray(list)) return refuse('shape-unknown');
  const found = findItem(list, NAMING, known);
  if (isRefusal(found)) return found;
  const { entry, item } = found;
  const chosen = byModel(known.model, sourceOf(given, known), LOGICS);
  const facts = evaluated(entry, known);
  return {
    ...found,
    ...chosen,
    item: {
      id: item.id,
      name: titleIn(entry) ?? item.name,
      url: linkOf(anyOf(at(entry, 'values'), 'url', 'link'), known.origin),
    },
    parts: [...(chosen.parts ?? []), ...facts.parts],
    responseId: textOf(at(given, 'recommId'), 128),
    gaps: [...found.gaps, ...chosen.gaps, ...facts.gaps],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/** Recombee: recommended items to a user or an item, plain or composite. It gives no score; `context.model` is the logic or scenario asked. */
export const explainRecombee: Adapter = explained({ key: 'recombee', name: 'Recombee' }, read);
