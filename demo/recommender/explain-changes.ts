import type { ExplanationInput } from 'candor-widget/contract';
import type { ExplainContext } from './explain-context.ts';
import { codeOf, nameOf } from './explain-context.ts';
import { PHRASES } from './phrases.ts';
import type { Part, Placed, Ranking } from './rank.ts';
import type { Recommendation } from './recommend.ts';
import type { Row } from './rows.ts';
import { PURPOSE_OF } from './rows.ts';

type Counterfactual = NonNullable<ExplanationInput['counterfactuals']>[number];
type Alternative = NonNullable<ExplanationInput['alternatives']>[number];

/** Answers "and without this?" for one answer's explanations, each question worked out once. */
export type WhatIf = {
  /** The ranking without one data row. */
  readonly withoutRow: (id: string) => Ranking;
  /** The ranking without all data about the shopper. */
  readonly impersonal: Ranking;
};

const isPersonal = (row: Row): boolean => PURPOSE_OF[row.kind] !== undefined;

/** Prepares the questions; nothing is ranked again before it is asked. */
export const whatIf = (recommendation: Recommendation): WhatIf => {
  const known = new Map<string, Ranking>();
  return {
    withoutRow: (id) => {
      const ranking = known.get(id) ?? recommendation.withoutRow(id);
      known.set(id, ranking);
      return ranking;
    },
    impersonal: recommendation.impersonal(),
  };
};

const outcome = (ranking: Ranking, item: number, context: ExplainContext): Counterfactual['outcome'] => {
  const place = ranking.findIndex((placed) => placed.item === item);
  const first = ranking[0];
  return {
    newRank: place < 0 ? null : place + 1,
    first: first && { id: codeOf(context, first.item), name: nameOf(context, first.item) },
  };
};

/** What would have been shown without the strongest row, and without any: found by ranking again, so `verified`. */
export const tellChanges = (
  placed: Placed,
  listed: readonly Part[],
  asked: { readonly whatIf: WhatIf; readonly context: ExplainContext },
): readonly Counterfactual[] => {
  const { context } = asked;
  const strongest = listed.flatMap((part) => (part.kind === 'row' && isPersonal(part.row) ? [part.row] : []))[0];
  if (!strongest) return [];
  return [
    {
      change: [{ op: 'exclude-data', ref: strongest.id }],
      outcome: outcome(asked.whatIf.withoutRow(strongest.id), placed.item, context),
      verified: true,
      control: 'exclude',
    },
    {
      change: [{ op: 'disable-personalisation' }],
      outcome: outcome(asked.whatIf.impersonal, placed.item, context),
      verified: true,
      control: 'impersonal',
    },
  ];
};

/** The first three of the same list without personalisation. */
export const tellAlternatives = (ranking: Ranking, context: ExplainContext): readonly Alternative[] =>
  ranking.slice(0, 3).map((placed) => ({
    id: codeOf(context, placed.item),
    name: nameOf(context, placed.item),
    url: `${context.origin}/product/${codeOf(context, placed.item)}`,
    why: placed.parts()[0]?.kind === 'match' ? PHRASES.matchesOnly : PHRASES.popularWithAll,
    personalised: false,
  }));
