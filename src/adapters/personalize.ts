import type { Adapter, Gap, Known, Strategy, Words } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal } from './items.ts';
import { byModel } from './models.ts';
import { anyOf, at, isFields, listOf, numberOf, textOf } from './reading.ts';
import { popular, promoted, reasonNamed, triedOut } from './words.ts';

const NAMING = { id: ['itemId'], name: [], url: [] };

/** Recipes whose name tells how the list is made (Amazon Personalize developer guide, "Choosing a recipe"). */
const RECIPES: Readonly<Record<string, Strategy>> = {
  'aws-popularity-count': 'popular',
  'aws-trending-now': 'popular',
  'aws-user-personalization': 'personal-profile',
  'aws-user-personalization-v2': 'personal-profile',
  'aws-personalized-ranking': 'personal-profile',
  'aws-personalized-ranking-v2': 'personal-profile',
};

type Reason = { readonly code: string; readonly strategy: Strategy; readonly label: (promotion?: string) => Words };

/** `PredictedItem.reason` (API reference): why an item is in the list beside its relevance. */
const REASONS: readonly (readonly [RegExp, Reason])[] = [
  [/^promot/i, { code: 'merchant-rule', strategy: 'editorial', label: promoted }],
  [/^explor/i, { code: 'exploration', strategy: 'exploration', label: triedOut }],
  [/^popular/i, { code: 'popularity', strategy: 'popular', label: popular }],
];

const reasonOf = (name: string): Reason | undefined => REASONS.find(([pattern]) => pattern.test(name))?.[1];

const partOf = (name: string, promotion: string | undefined): Part => {
  const reason = reasonOf(name);
  return {
    key: name,
    code: reason?.code ?? 'other',
    label: reason?.label(promotion) ?? reasonNamed(name),
    weight: null,
    effect: 'for',
    basis: 'declared',
  };
};

const namesOf = (entry: unknown, promotion: string | undefined): readonly string[] => {
  const names = listOf(at(entry, 'reason')).flatMap((one) => textOf(one, 60) ?? []);
  return promotion === undefined || names.some((name) => /^promot/i.test(name)) ? names : ['Promoted item', ...names];
};

/** The engine's name of a recipe, `arn:aws:personalize:::recipe/aws-sims` or its end. */
const recipeIn = (model: string | undefined): string | undefined => model?.split('/').at(-1);

const reasonsOf = (entry: unknown, known: Known): Pick<Told, 'method' | 'parts' | 'strategy' | 'gaps' | 'model'> => {
  const promotion = textOf(at(entry, 'promotionName'), 63);
  const names = namesOf(entry, promotion);
  const parts = names.map((name) => partOf(name, promotion));
  if (parts.length === 0) return byModel(recipeIn(known.model), undefined, RECIPES);
  const unknown: readonly Gap[] = names.flatMap((name) =>
    reasonOf(name) ? [] : [{ code: 'strategy-unknown', at: name }],
  );
  return {
    method: 'vendor-reason',
    parts,
    strategy: names.flatMap((name) => reasonOf(name)?.strategy ?? [])[0],
    gaps: unknown,
  };
};

const read = (given: unknown, known: Known): Told | NotTold => {
  const list = anyOf(given, 'itemList', 'personalizedRanking');
  if (list === undefined && !isFields(given)) return refuse('shape-unknown');
  if (!Array.isArray(list)) return refuse('shape-unknown');
  const found = findItem(list, NAMING, known);
  if (isRefusal(found)) return found;
  const { entry, item, rank } = found;
  const value = numberOf(at(entry, 'score'));
  const reasons = reasonsOf(entry, known);
  return {
    ...reasons,
    item: { ...item, name: item.name ?? textOf(anyOf(at(entry, 'metadata'), 'name', 'title')) },
    rank,
    score: value === undefined ? undefined : { value, scale: 'unscaled' },
    promotion: textOf(at(entry, 'promotionName'), 63),
    responseId: textOf(at(given, 'recommendationId'), 128),
    gaps: [...found.gaps, ...reasons.gaps, ...(value === undefined ? [{ code: 'score-missing' } as const] : [])],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * Amazon Personalize: `GetRecommendations` or `GetPersonalizedRanking`. Its scores say how certain the model is, not why: a reason is
 * shown only where the answer has `reason` or `promotionName`, or the page names the recipe as `context.model`.
 */
export const explainPersonalize: Adapter = explained({ key: 'personalize', name: 'Amazon Personalize' }, read);
