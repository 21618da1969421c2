import MiniSearch from 'minisearch';
import { SHAPE_WORDS } from '../data/shape-words.ts';
import type { ShopData } from '../data/shop-data.ts';
import type { Hit } from '../recommender/rank.ts';

/** Finds products by words in a sentence; best first. `words` are the ones that were looked for. */
export type CatalogueSearch = (sentence: string) => {
  readonly words: readonly string[];
  readonly hits: readonly Hit[];
};

const MOST_HITS = 16;
/** A hit much weaker than the best is noise. */
const LEAST_RELEVANCE = 0.2;

const STOP_WORDS = new Set(
  (
    'a about all also an and any are as at be buy can could do does for from gift good have help hello hey hi how i im in is it like ' +
    'looking me my need nice of on one or please recommend recommendation show some something suggest suggestion thanks that the ' +
    'there thing things this to us want was we what which will with would you your something anything new best give idea ideas ' +
    'auch bitte das dein deine dem den der des die ein eine einem einen einer empfehle empfehlen empfiehl etwas für hallo hast habt ' +
    'haben ich ihr im ist kannst mein meine mich mir mit oder schön schöne schönes suche und von was welche wie zu zum zur brauche ' +
    'geschenk gibt es ' +
    'في من على هل لديك لديكم أريد أبحث عن شيء لي ما هو هي مع أو و مرحبا اقترح هدية'
  ).split(' '),
);

/** Lower case without accents and without the plural's s; undefined for words that say nothing. */
const toTerm = (word: string): string | undefined => {
  const low = word.toLowerCase().replace(/['’]s?$/, '');
  if (low.length < 2 || STOP_WORDS.has(low)) return undefined;
  const plain = low.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return /[^s]s$/.test(plain) && plain.length > 3 ? plain.slice(0, -1) : plain;
};

const WORD = /[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu;
const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

type Entry = {
  readonly id: number;
  readonly name: string;
  readonly shelf: string;
  readonly text: string;
  readonly shape: string;
};

const createIndex = (data: ShopData): MiniSearch<Entry> => {
  const shelves = new Map(data.categories.map(({ id, name }) => [id, Object.values(name).join(' ')]));
  const index = new MiniSearch<Entry>({
    fields: ['name', 'shelf', 'text', 'shape'],
    tokenize: (text) => wordsOf(text).flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word])),
    processTerm: (word) => toTerm(word) ?? null,
    searchOptions: {
      boost: { name: 4, shape: 2 },
      fuzzy: (term) => (term.length > 5 ? 1 : false),
      prefix: (term) => term.length > 3,
    },
  });
  index.addAll(
    data.products.map(({ name, category, text, shape }, id) => ({
      id,
      name,
      text,
      shelf: shelves.get(category) ?? '',
      shape: `${shape} ${SHAPE_WORDS[shape] ?? ''}`,
    })),
  );
  return index;
};

/** The search over a catalogue. */
export const createSearch = (data: ShopData): CatalogueSearch => {
  const index = createIndex(data);
  return (sentence) => {
    const words = [
      ...new Set(wordsOf(sentence).filter((word) => word.length <= 40 && toTerm(word) !== undefined)),
    ].slice(0, 8);
    const results = words.length === 0 ? [] : index.search(words.join(' '));
    const best = results[0]?.score ?? 1;
    const hits = results
      .map(({ id, score, queryTerms }) => ({
        item: Number(id),
        relevance: score / best,
        words: [...new Set(queryTerms)],
      }))
      .filter(({ relevance }) => relevance >= LEAST_RELEVANCE)
      .slice(0, MOST_HITS);
    return { words, hits };
  };
};
