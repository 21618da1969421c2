import type { ExplanationInput } from 'candor-widget/contract';
import type { ExplainContext } from './explain-context.ts';
import { codeOf, nameOf } from './explain-context.ts';
import { PHRASES } from './phrases.ts';
import type { Part, Placed, Ranking } from './rank.ts';
import type { Row } from './rows.ts';
import { PURPOSE_OF } from './rows.ts';
import type { WhatIf } from './what-if.ts';
import { placeIn } from './what-if.ts';

type Counterfactual = NonNullable<ExplanationInput['counterfactuals']>[number];
type Alternative = NonNullable<ExplanationInput['alternatives']>[number];

const isPersonal = (row: Row): boolean => PURPOSE_OF[row.kind] !== undefined;

const outcome = (ranking: Ranking, item: number, context: ExplainContext): Counterfactual['outcome'] => {
  const first = ranking[0];
  return {
    newRank: placeIn(ranking, item) || null,
    first: first && { id: codeOf(context, first.item), name: nameOf(context, first.item) },
  };
};

/**
 * The smallest change that alters the list, and what comes without any data about the shopper; found by ranking again, so
 * `verified`. None where up to three rows fewer alter nothing.
 */
export const tellChanges = (
  placed: Placed,
  listed: readonly Part[],
  asked: { readonly whatIf: WhatIf; readonly context: ExplainContext },
): readonly Counterfactual[] => {
  const { context } = asked;
  const { ranking, smallest, without, impersonal } = asked.whatIf;
  const rows = listed.flatMap((part) => (part.kind === 'row' && isPersonal(part.row) ? [part.row] : []));
  const left = smallest(rows, placed.item);
  if (!left) return [];
  const tell = (change: Counterfactual['change'], control: string, then: Ranking): Counterfactual => ({
    change,
    outcome: outcome(then, placed.item, context),
    verified: true,
    control,
  });
  return [
    tell(
      left.map((ref) => ({ op: 'exclude-data', ref })),
      'exclude',
      without(left),
    ),
    ...(impersonal()[0]?.item === ranking[0]?.item
      ? []
      : [tell([{ op: 'disable-personalisation' }], 'impersonal', impersonal())]),
  ];
};

/** An explanation holds no more (contract/explanation.ts). */
const MOST_ALTERNATIVES = 8;

/** The same list without personalisation, as long as the one that is shown. */
export const tellAlternatives = (ranking: Ranking, count: number, context: ExplainContext): readonly Alternative[] =>
  ranking.slice(0, Math.min(count, MOST_ALTERNATIVES)).map((placed) => ({
    id: codeOf(context, placed.item),
    name: nameOf(context, placed.item),
    url: `${context.origin}/product/${codeOf(context, placed.item)}`,
    why: placed.parts()[0]?.kind === 'match' ? PHRASES.matchesOnly : PHRASES.popularWithAll,
    personalised: false,
  }));
