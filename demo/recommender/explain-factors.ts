import type { ExplanationInput } from 'candor-widget/contract';
import type { ExplainContext } from './explain-context.ts';
import { nameOf } from './explain-context.ts';
import { OTHERS, QUESTION } from './explain-data.ts';
import type { Localised } from './phrases.ts';
import { bought, inBasket, matches, orderedWith, popularIn, viewed } from './phrases.ts';
import type { Part, Placed } from './rank.ts';
import type { Row } from './rows.ts';
import { PURPOSE_OF } from './rows.ts';

type Factor = ExplanationInput['factors'][number];

/** Counts of fewer shoppers than this are nobody's business (explanation.md, check 7). */
const FEWEST_SHOPPERS = 10;
const MOST_FACTORS = 24;
/** Factors are listed until at most this share of the score is left over. */
const LEFT_OVER = 0.05;

const CODES = { purchase: 'bought-with', view: 'viewed-with', basket: 'in-basket', page: 'bought-with' } as const;

const rowLabel = ({ kind, item }: Row, context: ExplainContext): Localised => {
  const name = nameOf(context, item);
  if (kind === 'purchase') return bought(name);
  if (kind === 'view') return viewed(name);
  return kind === 'basket' ? inBasket(name) : orderedWith(name);
};

/** What one summand says in words. */
export const labelOf = (part: Part, context: ExplainContext): Localised => {
  if (part.kind === 'row') return rowLabel(part.row, context);
  return part.kind === 'match' ? matches(part.words) : popularIn(part.orders, context.index.recent.days);
};

const detailOf = (part: Extract<Part, { kind: 'row' }>, { index }: ExplainContext): Factor['detail'] => {
  const { together, lift } = part.link;
  if (together < FEWEST_SHOPPERS) return undefined;
  return { together, lift, confidence: together / (index.holders[part.row.item]?.length ?? together) };
};

const tellPart = (part: Part, context: ExplainContext): Omit<Factor, 'id'> => {
  const shared = { weight: part.value, effect: 'for', basis: 'exact', label: labelOf(part, context) } as const;
  if (part.kind === 'match') return { ...shared, code: 'matches-query', data: [QUESTION] };
  if (part.kind === 'popular') return { ...shared, code: 'popularity', data: [OTHERS] };
  return {
    ...shared,
    code: CODES[part.row.kind],
    data: [part.row.id, OTHERS],
    detail: detailOf(part, context),
    controls: PURPOSE_OF[part.row.kind] ? ['exclude'] : [],
  };
};

/** The listed summands of a score, strongest first, and what is left over. */
export type ToldScore = { readonly listed: readonly Part[]; readonly residual: number; readonly value: number };

/** Lists the strongest summands until little is left; the residual is the sum of the others and nothing else. */
export const tellScore = ({ score, parts }: Placed): ToldScore => {
  const sorted = parts().toSorted((a, b) => b.value - a.value);
  const rest = (from: number): number => sorted.slice(from).reduce((sum, { value }) => sum + value, 0);
  let count = Math.min(3, sorted.length);
  while (count < Math.min(sorted.length, MOST_FACTORS) && rest(count) > LEFT_OVER * score) count += 1;
  return { listed: sorted.slice(0, count), residual: rest(count), value: score };
};

/** The factors of an explanation, by the listed summands. */
export const tellFactors = (listed: readonly Part[], context: ExplainContext): readonly Factor[] =>
  listed.map((part, place) => ({ id: `f${place + 1}`, ...tellPart(part, context) }));
