import type { DataRow } from '../contract/explanation.ts';
import { toPlain } from '../contract/plain-text.ts';
import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { unsignedClaims } from './claims.ts';
import { safeLink, type SafeLink } from './links.ts';
import { isSame, namedIn } from './named.ts';

/** A tool the assistant called, with the data it touched. */
export type Tool = {
  readonly name: string;
  /** RFC 3339; undefined when not told. */
  readonly at: string | undefined;
  readonly rows: readonly DataRow[];
  readonly resultCount: number | undefined;
  /** It names data that the explanation does not hold. */
  readonly lacksData: boolean;
};

/** What the assistant says it took something from. */
export type Citation = {
  readonly label: string;
  readonly link: SafeLink | undefined;
  readonly quote: string | undefined;
};

/** A product of the answer with its citations; without a product, those that name none. */
export type Cited = { readonly product: string | undefined; readonly citations: readonly Citation[] };

/** What the text of the answer says and nothing signed bears out: a product found nowhere, or a reason. */
export type AnswerFlag = { readonly code: 'not-found' | 'not-signed'; readonly words: string };

/** What a chat answer rests on. */
export type Answer = {
  readonly talksToAi: boolean;
  readonly wroteText: boolean;
  readonly model: string | undefined;
  readonly tools: readonly Tool[];
  readonly cited: readonly Cited[];
  readonly flags: readonly AnswerFlag[];
};

/** Longer texts of an answer are read to here, in UTF-16 units. */
const LONGEST_SAID = 20_000;
const MOST_FLAGS = 5;
const LONGEST_WORDS = 140;

type Ai = NonNullable<ReadableExplanation['ai']>;

const toolsOf = ({ tools }: Ai, data: readonly DataRow[]): readonly Tool[] =>
  tools.map(({ name, at, data: ids, resultCount }) => {
    const rows = ids.flatMap((id) => data.find((row) => row.id === id) ?? []);
    return { name, at, rows, resultCount, lacksData: rows.length < ids.length };
  });

/** The products an answer is about: the one explained, and those beside it. */
const productsOf = ({ item, alternatives }: ReadableExplanation): readonly string[] => [
  ...new Set([item.name, ...alternatives.flatMap(({ name }) => name ?? [])]),
];

const citedOf = (explanation: ReadableExplanation, shopOrigins: readonly string[]): readonly Cited[] => {
  const products = productsOf(explanation);
  const all = (explanation.ai?.citations ?? []).map(({ label, url, quote }) => ({
    product: products.find((name) => [label, quote ?? ''].some((text) => text !== '' && isSame(name, text))),
    citation: { label, link: safeLink(url, shopOrigins), quote },
  }));
  return [...products, undefined].flatMap((product) => {
    const citations = all.filter((one) => one.product === product).map(({ citation }) => citation);
    return citations.length > 0 ? [{ product, citations }] : [];
  });
};

/** Every text in which something found may be named. */
const foundTexts = (explanation: ReadableExplanation): readonly string[] => {
  const { because, data, ai, contrast, counterfactuals, surface, engine } = explanation;
  return [
    ...productsOf(explanation),
    ...because.flatMap(({ name }) => name ?? []),
    ...data.flatMap(({ examples, source }) => [...examples.map(({ label }) => label), source ?? '']),
    ...(ai?.citations ?? []).flatMap(({ label, quote }) => [label, quote ?? '']),
    contrast?.insteadOf.name ?? '',
    ...counterfactuals.map(({ outcome }) => outcome.first?.name ?? ''),
    ...Object.values(surface?.heading ?? {}),
    engine?.name ?? '',
  ].filter((text) => text !== '');
};

/** Everything the signed factors say, and the data they rest on. */
const signedText = ({ factors, data }: ReadableExplanation): string =>
  factors
    .flatMap(({ code, label, data: ids }) => [
      code,
      ...Object.values(label),
      ...data
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ category, purpose, dpv }) => [category, purpose, dpv ?? '']),
    ])
    .join('\n');

/** A text without hidden characters, its lines kept: a list names a product on each. */
const readable = (said: string): string =>
  said
    .slice(0, LONGEST_SAID)
    .split(/[\n-\r\u0085\u2028\u2029]+/)
    .map((line) => toPlain(line, LONGEST_SAID))
    .join('\n');

const flagsOf = (explanation: ReadableExplanation, said: string | undefined): readonly AnswerFlag[] => {
  const text = readable(said ?? '');
  const known = foundTexts(explanation);
  const unfound = namedIn(text).filter((name) => !known.some((one) => isSame(name, one)));
  const unsigned = unsignedClaims(text, signedText(explanation)).map(({ words }) => words);
  const flag =
    (code: AnswerFlag['code']) =>
    (words: string): AnswerFlag => ({ code, words: toPlain(words, LONGEST_WORDS) });
  return [
    ...unfound.slice(0, MOST_FLAGS).map(flag('not-found')),
    ...unsigned.slice(0, MOST_FLAGS).map(flag('not-signed')),
  ];
};

/** What a chat answer rests on, beside what its text says; undefined for everything that no assistant had a part in. */
export const answerOf = (
  explanation: ReadableExplanation,
  said: string | undefined,
  shopOrigins: readonly string[],
): Answer | undefined => {
  const { ai, kind, data } = explanation;
  if (kind !== 'chat-answer' && !ai) return undefined;
  return {
    talksToAi: kind === 'chat-answer' || ai?.interacting === true,
    wroteText: ai?.generatedText === true,
    model: ai?.model,
    tools: ai ? toolsOf(ai, data) : [],
    cited: citedOf(explanation, shopOrigins),
    flags: kind === 'chat-answer' ? flagsOf(explanation, said) : [],
  };
};
