import type { ExplanationInput } from 'candor-widget/contract';
import { codeOf, nameOf } from '../recommender/explain-context.ts';
import { OTHERS, QUESTION } from '../recommender/explain-data.ts';
import { tellScore } from '../recommender/explain-factors.ts';
import type { Placed, Ranking } from '../recommender/rank.ts';
import type { Shop } from './shop.ts';

type Ai = NonNullable<ExplanationInput['ai']>;

/** What the assistant did for one answer: what it looked for, what the search found, what the recommender handed over. */
export type AnswerMade = {
  readonly origin: string;
  readonly words: readonly string[];
  readonly found: number;
  readonly shown: Ranking;
};

const citationOf = (shop: Shop, origin: string, { item }: Placed): NonNullable<Ai['citations']>[number] => {
  const quote = shop.data.products[item]?.text;
  return {
    label: nameOf(shop, item).slice(0, 140),
    url: `${origin}/product/${codeOf(shop, item)}`,
    ...(quote ? { quote: quote.slice(0, 280) } : {}),
  };
};

/** The rows of an explanation the recommender used for a product: those about the shopper, and all orders where they count. */
const rowsOf = (placed: Placed): string[] => {
  const { listed } = tellScore(placed);
  const rows = listed.flatMap((part) => (part.kind === 'row' ? [part.row.id] : []));
  return [...rows.slice(0, 19), ...(listed.some(({ kind }) => kind !== 'match') ? [OTHERS] : [])];
};

/** Which tools were called for a product of an answer, when, with which data; and what the answer cites: this product, then the others. */
export const tellAi = (shop: Shop, { origin, words, found, shown }: AnswerMade): ((placed: Placed) => Ai) => {
  const at = new Date(Math.floor(shop.now() / 1000) * 1000).toISOString();
  const search = { name: 'catalogue-search', at, data: [QUESTION], resultCount: found };
  return (placed) => ({
    interacting: true,
    generatedText: false,
    model: 'catalogue search; no language model',
    tools: [
      ...(words.length > 0 ? [search] : []),
      { name: 'recommender', at, data: rowsOf(placed), resultCount: shown.length },
    ],
    citations: [placed, ...shown.filter((other) => other !== placed)].map((one) => citationOf(shop, origin, one)),
  });
};
