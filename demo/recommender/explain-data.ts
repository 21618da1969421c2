import type { ExplanationInput } from 'candor-widget/contract';
import type { ExplainContext } from './explain-context.ts';
import { codeOf, nameOf } from './explain-context.ts';
import { sourceText } from './obey.ts';
import type { Row, RowKind } from './rows.ts';
import { PURPOSE_OF } from './rows.ts';

type DataRow = ExplanationInput['data'][number];

/** Id of the row that stands for all other shoppers' orders together. */
export const OTHERS = 'orders:all';
/** Id of the row that stands for the shopper's question in the chat. */
export const QUESTION = 'question';

/** What is kept of a kind, and for how long (ISO 8601). */
const KINDS: Readonly<
  Record<RowKind, { readonly category: string; readonly dpv: string; readonly retention?: string }>
> = {
  purchase: { category: 'purchase', dpv: 'pd:Purchase', retention: 'P2Y' },
  view: { category: 'product view', dpv: 'pd:BrowsingBehaviour', retention: 'P90D' },
  basket: { category: 'basket', dpv: 'pd:PurchasesAndSpendingHabit', retention: 'P90D' },
  page: { category: 'page being shown', dpv: 'dpv:NonPersonalData' },
};

const pageRow = (row: Row, context: ExplainContext): DataRow => ({
  id: row.id,
  category: KINDS.page.category,
  about: 'context',
  origin: 'observed',
  source: 'this page',
  count: 1,
  examples: [{ label: nameOf(context, row.item).slice(0, 140), ref: codeOf(context, row.item) }],
  purpose: 'shop.orders',
  basis: 'not-personal',
});

/** A row about the shopper as the explanation tells it: what, when, from where, for which purpose, under which receipt. */
export const tellRow = (row: Row, context: ExplainContext): DataRow => {
  const purposeId = PURPOSE_OF[row.kind];
  if (!purposeId) return pageRow(row, context);
  const { category, dpv, retention } = KINDS[row.kind];
  const times = row.occurrences.map(({ at }) => at).toSorted();
  const label = nameOf(context, row.item).slice(0, 140);
  return {
    id: row.id,
    category,
    dpv,
    about: 'shopper',
    origin: 'observed',
    source: sourceText(row),
    from: times[0],
    to: times.at(-1),
    count: row.occurrences.length,
    examples: row.occurrences.slice(0, 5).map(({ at }) => ({ label, at, ref: codeOf(context, row.item) })),
    purpose: purposeId,
    basis: 'consent',
    consent: {
      purposeId,
      receiptId: context.permission.given.get(purposeId),
      stateAtUse: 'given',
      at: new Date(context.iat * 1000).toISOString(),
    },
    special: false,
    retention,
    recipients: [],
    controls: ['exclude', 'withdraw', 'wrong'],
  };
};

/** All other shoppers' orders together; never one of them. */
export const tellOthers = ({ data }: ExplainContext): DataRow => ({
  id: OTHERS,
  category: 'orders of all shoppers, counted together',
  dpv: 'pd:Purchase',
  about: 'other-shoppers',
  origin: 'derived',
  source: `${data.orders.length.toLocaleString('en')} orders, counted together`,
  count: data.orders.length,
  purpose: 'shop.orders',
  basis: 'not-personal',
});

/** What the shopper has just asked; used for the answer and not kept. */
export const tellQuestion = (words: readonly string[]): DataRow => ({
  id: QUESTION,
  category: 'your question',
  about: 'session',
  origin: 'provided',
  source: 'chat',
  count: 1,
  examples: [{ label: words.join(' ').slice(0, 140) }],
  purpose: 'shop.answer',
  basis: 'contract',
  retention: 'P0D',
});
