import type { DataRow } from '../contract/explanation.ts';
import type { ReadableClaims } from '../contract/read-first-claims.ts';
import type { FactorLine } from './arithmetic.ts';

/** Text by language, as an explanation carries it. */
export type Localised = Readonly<Record<string, string>>;

/**
 * The one sentence at the top. `most`: more than half of the decision; `strongest`: the strongest of several; `only`: there
 * is no other; `one`: strength not disclosed. `no-reason`: the engine gives none, and none is made up.
 */
export type Sentence =
  | { readonly code: 'no-reason' | 'written-by-ai' }
  | {
      readonly code: 'most' | 'strongest' | 'only' | 'one';
      readonly line: FactorLine;
      /** When the shopper last did what the sentence tells of; RFC 3339, undefined when not told. */
      readonly when: string | undefined;
    };

/** The text in the first of the languages it has, else in English, else in any. */
export const localised = (
  text: Localised | undefined,
  languages: readonly (string | undefined)[],
): string | undefined => {
  if (!text) return undefined;
  const wanted = languages.flatMap((tag) => (tag === undefined ? [] : [tag, tag.split('-', 1)[0] ?? tag]));
  const found = [...wanted, 'en'].find((tag) => Object.hasOwn(text, tag));
  return found === undefined ? Object.values(text)[0] : text[found];
};

/** The data rows a factor rests on, in its order. */
export const rowsOf = ({ factor }: FactorLine, data: readonly DataRow[]): readonly DataRow[] =>
  factor.data.flatMap((id) => data.find((row) => row.id === id) ?? []);

const codeOf = ({ share }: FactorLine, count: number, remainder: number): 'most' | 'strongest' | 'only' | 'one' => {
  if (count === 1 && remainder === 0 && share !== undefined) return 'only';
  if (share === undefined) return 'one';
  return share > 0.5 ? 'most' : 'strongest';
};

/** The strongest reason for the item, and the day of the shopper's own datum behind it. */
export const sentenceOf = (
  { method, data }: Pick<ReadableClaims, 'method' | 'data'>,
  lines: readonly FactorLine[],
  remainder: number,
): Sentence => {
  if (method.type === 'llm-generated') return { code: 'written-by-ai' };
  const line =
    lines.find(({ direction }) => direction === 'for') ?? lines.find(({ direction }) => direction === 'unknown');
  if (!line || method.type === 'none') return { code: 'no-reason' };
  const own = rowsOf(line, data).find(({ about, special }) => about === 'shopper' && !special);
  return { code: codeOf(line, lines.length, remainder), line, when: own?.to ?? own?.from ?? own?.examples[0]?.at };
};
