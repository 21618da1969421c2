import { choiceKey, type ChoiceKey, type PurposeId, type ReceiptId, type Timestamp } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { type ConsentPast, purposeOfRow } from './consent-check.ts';

/** A purpose the shopper switched off, and that an explanation does without. */
export type SwitchedOff = {
  readonly purpose: ChoiceKey;
  readonly since: Timestamp;
  readonly receipt: ReceiptId | undefined;
};

/** One product of a list, in its place. */
export type Listed = { readonly id: string; readonly name: string; readonly surface: string | undefined };

/**
 * What an act changed. `later`: the page did not answer. `moved`: only this product's place was known before; `place`
 * counts from 1, undefined when it is no longer in the list.
 */
export type ListDiff =
  | { readonly code: 'later' }
  | { readonly code: 'same'; readonly count: number }
  | { readonly code: 'reordered'; readonly count: number }
  | { readonly code: 'changed'; readonly count: number; readonly fresh: readonly string[] }
  | { readonly code: 'moved'; readonly count: number; readonly place: number | undefined };

/** The purposes on consent that an explanation's data rests on, each once. */
export const citedPurposes = ({ data }: Pick<ReadableExplanation, 'data'>): readonly ChoiceKey[] => [
  ...new Set(data.flatMap((row) => (row.basis === 'consent' ? (purposeOfRow(row) ?? []) : []))),
];

const isOff = (key: ChoiceKey, { statusNow }: ConsentPast): boolean =>
  ['refused', 'withdrawn'].includes(statusNow(key));

/** The first refusal by hand after the last grant: since then it is off. */
const switchOf = (key: ChoiceKey, { acts }: ConsentPast): SwitchedOff | undefined => {
  const about = acts.filter(({ choices }) => key in choices);
  const lastGrant = about.findLastIndex(({ choices }) => choices[key] === 'given');
  const act = about.slice(lastGrant + 1).find(({ byGpc }) => !byGpc);
  return act && { purpose: key, since: act.occurred_at, receipt: act.receipt?.jti };
};

/** The purposes the shopper switched off by hand and that this explanation does without. */
export const switchedOff = (
  explanation: Pick<ReadableExplanation, 'data'>,
  choosable: readonly PurposeId[],
  past: ConsentPast,
): readonly SwitchedOff[] => {
  const cited = citedPurposes(explanation);
  return choosable.flatMap((purpose) => {
    const key = parse(choiceKey, purpose);
    if (!key || cited.includes(key) || !isOff(key, past)) return [];
    return switchOf(key, past) ?? [];
  });
};

const compare = (before: readonly Listed[], after: readonly Listed[]): ListDiff => {
  const count = after.length;
  const fresh = after.filter(({ id }) => before.every((old) => old.id !== id)).map(({ name }) => name);
  if (fresh.length > 0) return { code: 'changed', count, fresh };
  const isSame = count === before.length && after.every(({ id }, at) => before[at]?.id === id);
  return { code: isSame ? 'same' : 'reordered', count };
};

/** What is different in the page's new list. `before` is what the page had shown as far as it is known, this item included. */
export const diffLists = (item: Listed, before: readonly Listed[], after: readonly Listed[] | undefined): ListDiff => {
  if (!after || after.length === 0) return { code: 'later' };
  const onSurface = (list: readonly Listed[]): readonly Listed[] =>
    list.filter(({ surface }) => surface === item.surface);
  const now = onSurface(after).length > 0 ? onSurface(after) : after;
  const known = onSurface(before);
  if (known.length > 1) return compare(known, now);
  const place = now.findIndex(({ id }) => id === item.id);
  return { code: 'moved', count: now.length, place: place < 0 ? undefined : place + 1 };
};
