import type { Adapter, Gap, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import { type Found, findItem, isRefusal } from './items.ts';
import { type Clause, clausesOf } from './lucene-tree.ts';
import { anyOf, at, isFields, numberOf, textOf } from './reading.ts';
import { type Contribution, tellSum } from './sums.ts';
import { partOfSearch, wordFound } from './words.ts';

const NAMING = { id: ['_id'], name: [], url: [] };

const contributionOf = ({ value, field, word, text }: Clause): Contribution => {
  const shown = textOf(word, 90);
  const where = textOf(field, 60);
  return {
    key: where && shown ? `${where}:${shown}` : (textOf(text, 120) ?? 'clause'),
    code: 'matches-query',
    label: shown ? wordFound(shown, where) : partOfSearch(textOf(text, 90) ?? '…'),
    basis: 'exact',
    value,
  };
};

/** The document: of a search's answer, a hit of it, or of `_explain`. */
const documentOf = (given: unknown, known: Known): Found | NotTold => {
  const hits = at(given, 'hits', 'hits');
  if (Array.isArray(hits)) return findItem(hits, NAMING, known);
  const id = anyOf(given, '_id') ?? known.item.id;
  return findItem([{ ...(isFields(given) ? given : {}), _id: id }], NAMING, known);
};

const told = (found: Found, root: unknown): Told => {
  const { parts, isSum } = clausesOf(root);
  const score = numberOf(at(root, 'value')) ?? numberOf(at(found.entry, '_score'));
  const sum = tellSum({ parts: parts.map(contributionOf), isComplete: isSum, base: 0, score, scale: 'bm25' });
  const unscaled = score === undefined ? undefined : ({ value: score, scale: 'unscaled' } as const);
  const formula: Gap = { code: 'not-additive', at: textOf(at(root, 'description'), 120) };
  return {
    ...found,
    item: { ...found.item, name: found.item.name ?? textOf(anyOf(at(found.entry, '_source'), 'name', 'title')) },
    kind: 'search-rank',
    strategy: 'search-match',
    method: 'search-explain',
    isVerified: sum.isVerified,
    parts: sum.parts,
    score: isSum ? sum.score : unscaled,
    gaps: [...found.gaps, ...sum.gaps, ...(isSum ? [] : [formula])],
  };
};

const read = (given: unknown, known: Known): Told | NotTold => {
  if (!isFields(given)) return refuse('shape-unknown');
  if (at(given, 'matched') === false) return refuse('not-matched');
  const isTree = at(given, 'value') !== undefined && at(given, 'description') !== undefined;
  const found = documentOf(isTree ? {} : given, known);
  if (isRefusal(found)) return isTree && known.item.id === undefined ? refuse('item-not-told') : found;
  const root = isTree ? given : anyOf(found.entry, '_explanation', 'explanation');
  return isFields(root) ? told(found, root) : refuse('shape-unknown');
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * Elasticsearch and OpenSearch: the answer of `_explain`, or of a search with `explain: true`, or one hit of it. A sum of clauses is told
 * with its strengths; of a product, a maximum or a function only which words were in it.
 */
export const explainLucene: Adapter = explained({ key: 'lucene-explain', name: 'Lucene search' }, read);
