import type { Counterfactual } from '../contract/explanation.ts';
import { readPlace } from '../contract/read-place.ts';
import type { Why } from './explain.ts';
import type { OpenedExplanation } from './open.ts';

/** One product of a list, in its place; `rank` is the place its own explanation tells, `of` how many the list has by that. */
export type Listed = {
  readonly id: string;
  readonly name: string;
  readonly surface: string | undefined;
  readonly rank?: number | undefined;
  readonly of?: number | undefined;
};

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

/** What the shop said of a change, beside what came of it. `said` null: that the product would not be in the list. */
export type Kept =
  | { readonly of: 'first'; readonly held: boolean; readonly said: string; readonly is: string }
  | {
      readonly of: 'place';
      readonly held: boolean;
      readonly said: number | null;
      /** Place in the new list, from 1; undefined when it is not in it. */
      readonly is: number | undefined;
      readonly count: number;
    };

const compare = (before: readonly Listed[], after: readonly Listed[]): ListDiff => {
  const count = after.length;
  const fresh = after.filter(({ id }) => before.every((old) => old.id !== id)).map(({ name }) => name);
  if (fresh.length > 0) return { code: 'changed', count, fresh };
  const isSame = count === before.length && after.every(({ id }, at) => before[at]?.id === id);
  return { code: isSame ? 'same' : 'reordered', count };
};

/** The part of a list that stands where the product stands; all of it where nothing does. */
const besides = (item: Listed, list: readonly Listed[]): readonly Listed[] => {
  const here = list.filter(({ surface }) => surface === item.surface);
  return here.length > 0 ? here : list;
};

/** What is different in the page's new list. `before` is what the page had shown as far as it is known, this item included. */
export const diffLists = (item: Listed, before: readonly Listed[], after: readonly Listed[] | undefined): ListDiff => {
  if (!after || after.length === 0) return { code: 'later' };
  const now = besides(item, after);
  const known = before.filter(({ surface }) => surface === item.surface);
  if (known.length > 1) return compare(known, now);
  const place = now.findIndex(({ id }) => id === item.id);
  return { code: 'moved', count: now.length, place: place < 0 ? undefined : place + 1 };
};

const placeIn = (list: readonly Listed[], id: string): number | undefined => {
  const at = list.findIndex((one) => one.id === id);
  return at < 0 ? undefined : at + 1;
};

const isPlaceKept = (said: number | null, is: number | undefined, count: number): boolean =>
  is === undefined ? said === null || said > count : is === said;

/**
 * Whether a change did what the shop said it would: who is first, and where the product is. Says nothing of what a list that is
 * shown in part cannot tell.
 */
export const keptBy = (
  { newRank, first }: Counterfactual['outcome'],
  item: Listed,
  after: readonly Listed[],
): readonly Kept[] => {
  const now = besides(item, after);
  const count = now.length;
  const isPart = now.some(({ of = 0 }) => of > count);
  const leader = isPart ? now.find(({ rank }) => rank === 1) : now[0];
  const is = isPart ? now.find(({ id }) => id === item.id)?.rank : placeIn(now, item.id);
  const knowsPlace = is !== undefined || (!isPart && count > 0);
  const said = first && (first.name ?? first.id);
  return [
    ...(leader && first && said !== undefined
      ? [{ of: 'first' as const, held: leader.id === first.id, said, is: leader.name }]
      : []),
    ...(newRank !== undefined && knowsPlace
      ? [{ of: 'place' as const, held: isPlaceKept(newRank, is, count), said: newRank, is, count }]
      : []),
  ];
};

const productOf = (opened: OpenedExplanation): Listed | undefined => {
  if (opened.kind === 'withheld') return undefined;
  const { id, name } = opened.read.explanation.item;
  return { id, name, ...readPlace(opened.payload) };
};

/** The products of some explanations, in their order; what is withheld is none. */
export const listedIn = (all: readonly OpenedExplanation[]): readonly Listed[] =>
  all.flatMap((opened) => productOf(opened) ?? []);

const isSameProduct = (one: Listed, other: Listed): boolean => one.id === other.id && one.surface === other.surface;

/** What two answers of the page are compared for. */
export type Answers = {
  readonly shown: Pick<Why, 'explanation'>;
  readonly before: readonly OpenedExplanation[];
  readonly after: readonly OpenedExplanation[];
  /** What the shop said of the change that was made, if it was one of its own. */
  readonly stated?: Counterfactual['outcome'] | undefined;
};

/** How two answers of the page differ. */
export type Compared = {
  readonly diff: ListDiff;
  readonly kept: readonly Kept[];
  /** Index in the new answer at which the product shown is explained anew; -1 when nowhere. */
  readonly at: number;
};

/** The product an explanation is about, as one of a list. */
export const listedOf = ({ explanation: { item, surface } }: Pick<Why, 'explanation'>): Listed => ({
  id: item.id,
  name: item.name,
  surface: surface?.id,
});

/** What the page changed in its list, whether that is what the shop had said, and where the product shown is in it. */
export const changeBetween = ({ shown, before, after, stated }: Answers): Compared => {
  const item = listedOf(shown);
  const places = after.map(productOf);
  const now = places.filter((one) => one !== undefined);
  return {
    diff: diffLists(item, listedIn(before), now),
    kept: stated ? keptBy(stated, item, now) : [],
    at: places.findIndex((one) => one !== undefined && isSameProduct(one, item)),
  };
};
