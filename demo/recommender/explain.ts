import type { ExplanationInput } from 'candor-widget/contract';
import { dayToTime } from '../data/shop-data.ts';
import { tellAlternatives, tellChanges } from './explain-changes.ts';
import type { ExplainContext } from './explain-context.ts';
import { codeOf, nameOf } from './explain-context.ts';
import { tellContrast } from './explain-contrast.ts';
import { tellControls } from './explain-controls.ts';
import { tellOthers, tellQuestion, tellRow } from './explain-data.ts';
import { tellFactors, tellScore } from './explain-factors.ts';
import type { Localised } from './phrases.ts';
import { PHRASES } from './phrases.ts';
import type { Part, Placed, Ranking } from './rank.ts';
import { PURPOSE_OF } from './rows.ts';
import type { WhatIf } from './what-if.ts';

/** A day; an explanation is not for longer (explanation.md). */
const VALID_SECONDS = 86_400;

/** What one explanation is about. */
export type Shown = {
  readonly id: string;
  readonly placed: Placed;
  /** From 1, in a list of `of`. */
  readonly position: number;
  readonly of: number;
  readonly surface: { readonly id: string; readonly heading: Localised };
  readonly ranking: Ranking;
  readonly whatIf: WhatIf;
  /** In the chat: which tools were called, as `ai` tells them. */
  readonly ai?: ExplanationInput['ai'];
};

const strategyOf = (parts: readonly Part[]): 'co-purchase' | 'popular' | 'search-match' => {
  if (parts.some(({ kind }) => kind === 'match')) return 'search-match';
  return parts.some(({ kind }) => kind === 'row') ? 'co-purchase' : 'popular';
};

const tellData = (listed: readonly Part[], context: ExplainContext): ExplanationInput['data'] => [
  ...listed.flatMap((part) => {
    if (part.kind === 'row') return [tellRow(part.row, context)];
    return part.kind === 'match' ? [tellQuestion(part.words)] : [];
  }),
  ...(listed.every(({ kind }) => kind === 'match') ? [] : [tellOthers(context)]),
];

const tellItem = (item: number, context: ExplainContext): ExplanationInput['item'] => ({
  id: codeOf(context, item),
  name: nameOf(context, item),
  url: `${context.origin}/product/${codeOf(context, item)}`,
  price: { amount: context.data.products[item]?.price ?? 0, currency: context.data.currency },
});

const tellEngine = ({ index, origin, responseId }: ExplainContext): ExplanationInput['engine'] => ({
  name: 'Linden & Rye item-to-item',
  version: '1.0',
  adapter: 'item-cf@1',
  model: `co-purchase of ${index.baskets.length} orders`,
  trainedAt: dayToTime(index.newestDay),
  card: `${origin}/how-we-recommend`,
  responseId,
});

/** The claims of one explanation: everything that moved this product to its place, and what would change it. */
export const explain = (shown: Shown, context: ExplainContext): ExplanationInput => {
  const { placed, whatIf } = shown;
  const { listed, residual, value } = tellScore(placed);
  const rows = listed.flatMap((part) => (part.kind === 'row' ? [part.row] : []));
  const personal = rows.some(({ kind }) => PURPOSE_OF[kind] !== undefined);
  return {
    v: 1,
    id: shown.id,
    iss: context.issuer,
    aud: context.origin,
    iat: context.iat,
    exp: context.iat + VALID_SECONDS,
    lang: context.lang,
    subject: context.permission.subject,
    kind: shown.ai ? 'chat-answer' : 'recommendation',
    surface: { ...shown.surface, strategy: strategyOf(listed) },
    item: tellItem(placed.item, context),
    because: rows.slice(0, 3).map(({ item }) => ({ id: codeOf(context, item), name: nameOf(context, item) })),
    rank: { position: shown.position, of: shown.of },
    engine: tellEngine(context),
    method: { type: 'exact-additive', verified: true, tolerance: 1e-9, note: PHRASES.note },
    score: { value, scale: 'additive', base: 0, residual },
    factors: [...tellFactors(listed, context)],
    data: tellData(listed, context),
    commercial: { sponsored: false, effect: 'none', marginUsed: false, ownBrand: null },
    price: { personalised: false },
    counterfactuals: [...tellChanges(placed, listed, { whatIf, context })],
    contrast: personal ? tellContrast(placed, shown.ranking[shown.position], context) : undefined,
    alternatives: personal ? [...tellAlternatives(whatIf.impersonal(), shown.of, context)] : [],
    controls: tellControls(personal),
    ai: shown.ai,
    contact: {
      human: `${context.origin}/contact`,
      privacy: `${context.origin}/privacy`,
      complaint: `${context.origin}/complaints`,
      respondsWithin: 'P3D',
    },
  };
};
