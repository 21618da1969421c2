import type { Adapter, Known, Strategy } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import { findItem, isRefusal, rawIdOf } from './items.ts';
import { byModel, modelOf, type Reference } from './models.ts';
import { at, idOf, isFields, listOf, numberOf, rawText, textOf } from './reading.ts';
import { promoted } from './words.ts';

const NAMING = { id: ['objectID'], name: ['title', 'name'], url: ['url'] };

/** Models of Algolia Recommend whose name tells how the list is made; `related-products` mixes behaviour and content. */
const MODELS: Readonly<Record<string, Strategy>> = {
  'bought-together': 'co-purchase',
  'looking-similar': 'similar-image',
  'trending-items': 'popular',
};

/** One request with its answer; the request is there when the page hands it over too. */
type Exchange = { readonly hits: readonly unknown[]; readonly request: unknown };

const exchangesOf = (given: unknown): readonly Exchange[] | undefined => {
  const answer = at(given, 'response') ?? given;
  const requests = listOf(at(given, 'request', 'requests') ?? at(given, 'requests'));
  const results = at(answer, 'results');
  const all = Array.isArray(results) ? results : [answer];
  const lists = all.map((one) => at(one, 'hits'));
  if (!lists.some(Array.isArray))
    return isFields(answer) && rawIdOf(answer, NAMING) ? [{ hits: [answer], request: undefined }] : undefined;
  return lists.map((hits, index) => ({ hits: listOf(hits), request: requests[index] }));
};

/** The answer that holds the item asked about, among several. */
const exchangeOf = (all: readonly Exchange[], { item }: Known): Exchange | undefined =>
  all.find(({ hits }) => hits.some((hit) => idOf(rawIdOf(hit, NAMING)) === item.id)) ??
  all.find(({ hits }) => hits.length > 0) ??
  all[0];

const referenceOf = (request: unknown, { nameOf }: Known): Reference | undefined => {
  const raw = rawText(at(request, 'objectID'));
  return raw === undefined ? undefined : { id: idOf(raw), name: nameOf(raw) };
};

const read = (given: unknown, known: Known): Told | NotTold => {
  const exchange = exchangeOf(exchangesOf(given) ?? [], known);
  if (!exchange) return refuse('shape-unknown');
  const found = findItem(exchange.hits, NAMING, known);
  if (isRefusal(found)) return found;
  const model = modelOf(textOf(at(exchange.request, 'model'), 60), known);
  const chosen = byModel(model, referenceOf(exchange.request, known), MODELS);
  const value = numberOf(at(found.entry, '_score'));
  const isPromoted = at(found.entry, '_rankingInfo', 'promoted') === true;
  const rule = {
    key: 'promoted',
    code: 'merchant-rule',
    label: promoted(undefined),
    weight: null,
    effect: 'for',
    basis: 'declared',
  } as const;
  return {
    ...found,
    ...chosen,
    parts: [...(isPromoted ? [rule] : []), ...(chosen.parts ?? [])],
    score: value === undefined ? undefined : { value, scale: 'percent-0-100' },
    gaps: [...found.gaps, ...chosen.gaps, ...(value === undefined ? [{ code: 'score-missing' } as const] : [])],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * Algolia Recommend: an answer, one of its results, or one hit; with `{request, response}` also which model was asked, and for which
 * item. Fallbacks and rules come without a score.
 */
export const explainAlgolia: Adapter = explained({ key: 'algolia', name: 'Algolia Recommend' }, read);
