import type { OpenedExplanation } from './open.ts';
import type { Why } from './explain.ts';

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

const listedOf = (opened: OpenedExplanation): readonly Listed[] => {
  if (opened.kind === 'withheld') return [];
  const { item, surface } = opened.read.explanation;
  return [{ id: item.id, name: item.name, surface: surface?.id }];
};

const isSameProduct = (one: Listed, other: Listed): boolean => one.id === other.id && one.surface === other.surface;

/** What two answers of the page are compared for. */
export type Answers = {
  readonly shown: Pick<Why, 'explanation'>;
  readonly before: readonly OpenedExplanation[];
  readonly after: readonly OpenedExplanation[];
};

/** What the page changed in its list, and at which index of the new one the product shown is explained anew; -1 when nowhere. */
export const changeBetween = ({ shown, before, after }: Answers): { readonly diff: ListDiff; readonly at: number } => {
  const { item: product, surface } = shown.explanation;
  const item: Listed = { id: product.id, name: product.name, surface: surface?.id };
  return {
    diff: diffLists(item, before.flatMap(listedOf), after.flatMap(listedOf)),
    at: after.findIndex((one) => listedOf(one).some((listed) => isSameProduct(listed, item))),
  };
};
