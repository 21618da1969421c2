import type { Listed } from './list-diff.ts';

/** The page's list and the list without the shopper's data, as far as both are known. */
export type SideBySide = {
  /** How many places are compared. */
  readonly count: number;
  readonly yours: readonly SideItem[];
  readonly plain: readonly SideItem[];
};

/** One product of two lists; `isOnlyHere`: the other list has it nowhere among the places compared. */
export type SideItem = { readonly id: string; readonly name: string; readonly isOnlyHere: boolean };

/** Puts the first places of two lists side by side; undefined while the page's own list is not known. */
export const sideBySide = (
  item: Listed,
  shown: readonly Listed[],
  alternatives: readonly { readonly id: string; readonly name?: string | undefined }[],
): SideBySide | undefined => {
  const yours = shown.filter(({ surface }) => surface === item.surface);
  const count = Math.min(yours.length, alternatives.length);
  if (yours.length < 2 || count === 0) return undefined;
  const [left, right] = [yours.slice(0, count), alternatives.slice(0, count)];
  const isIn = (list: readonly { readonly id: string }[], id: string): boolean => list.some((one) => one.id === id);
  return {
    count,
    yours: left.map(({ id, name }) => ({ id, name, isOnlyHere: !isIn(right, id) })),
    plain: right.map(({ id, name }) => ({ id, name: name ?? id, isOnlyHere: !isIn(left, id) })),
  };
};
