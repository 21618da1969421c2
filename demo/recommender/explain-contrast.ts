import type { ExplanationInput } from 'candor-widget/contract';
import type { ExplainContext } from './explain-context.ts';
import { codeOf, nameOf } from './explain-context.ts';
import { labelOf, tellScore } from './explain-factors.ts';
import type { Part, Placed } from './rank.ts';

type Contrast = NonNullable<ExplanationInput['contrast']>;

/** What makes the difference is soon told. */
const MOST_DIFFERENCES = 4;

const keyOf = (part: Part): string => (part.kind === 'row' ? part.row.id : part.kind);

/** The summands of a product by what they rest on. Popularity is no summand beside rows: it only fills the list up. */
const partsOf = (placed: Placed): ReadonlyMap<string, Part> =>
  new Map(placed.parts().flatMap((part) => (part.kind === 'popular' ? [] : [[keyOf(part), part]])));

/** Why this product stands before the next one: what tells their scores apart most, for and against. */
export const tellContrast = (
  placed: Placed,
  next: Placed | undefined,
  context: ExplainContext,
): Contrast | undefined => {
  if (!next) return undefined;
  const own = partsOf(placed);
  const other = partsOf(next);
  const listed = tellScore(placed).listed.map(keyOf);
  const differences = [...new Map([...other, ...own])]
    .map(([key, part]) => ({
      factor: listed.includes(key) ? `f${listed.indexOf(key) + 1}` : undefined,
      delta: (own.get(key)?.value ?? 0) - (other.get(key)?.value ?? 0),
      label: labelOf(part, context),
    }))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
    .slice(0, MOST_DIFFERENCES);
  return { insteadOf: { id: codeOf(context, next.item), name: nameOf(context, next.item) }, differences };
};
