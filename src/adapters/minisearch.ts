import type { Adapter, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal } from './items.ts';
import { at, isFields, listOf, numberOf, textOf } from './reading.ts';
import { wordFound } from './words.ts';

const NAMING = { id: ['id'], name: ['name', 'title'], url: ['url'] };

/** A word that was found and where; how much it counted, MiniSearch does not tell. */
const partsOf = (match: unknown): readonly Part[] =>
  (isFields(match) ? Object.entries(match) : []).flatMap(([term, fields]) => {
    const word = textOf(term, 60);
    const where = listOf(fields).flatMap((field) => textOf(field, 40) ?? []);
    if (word === undefined) return [];
    const label = wordFound(word, where.length > 0 ? where.join(', ') : undefined);
    return [{ key: word, code: 'matches-query', label, weight: null, effect: 'for', basis: 'observed' } as const];
  });

const read = (given: unknown, known: Known): Told | NotTold => {
  const results = Array.isArray(given) ? given : at(given, 'results');
  if (!isFields(given) && !Array.isArray(results)) return refuse('shape-unknown');
  const found = findItem(Array.isArray(results) ? results : [given], NAMING, known);
  if (isRefusal(found)) return found;
  const value = numberOf(at(found.entry, 'score'));
  return {
    ...found,
    kind: 'search-rank',
    strategy: 'search-match',
    method: 'search-explain',
    parts: partsOf(at(found.entry, 'match')),
    version: textOf(at(given, 'version'), 40),
    score: value === undefined ? undefined : { value, scale: 'bm25' },
    gaps: [...found.gaps, ...(value === undefined ? [{ code: 'score-missing' } as const] : [])],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/** MiniSearch: the list `search()` returns, or one of its results; the words that were found, without their strength. */
export const explainMinisearch: Adapter = explained({ key: 'minisearch', name: 'MiniSearch' }, read);
