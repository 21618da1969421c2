import { type Hash, nodeHash, splitOf } from './merkle.ts';

/** A complete subtree: the `index`-th of those over 2^`level` leaves. Once written it never changes. */
export type TreeNode = { readonly level: number; readonly index: number };

/** Leaves from `begin` up to, not including, `end`. */
export type LeafRange = readonly [begin: number, end: number];

/** The ranges whose hashes an inclusion proof consists of, the leaf's sibling first. */
export const inclusionRanges = (index: number, size: number, begin = 0): readonly LeafRange[] => {
  if (size === 1) return [];
  const left = splitOf(size);
  return index < left
    ? [...inclusionRanges(index, left, begin), [begin + left, begin + size]]
    : [...inclusionRanges(index - left, size - left, begin + left), [begin, begin + left]];
};

const rangesBetween = (from: number, [begin, end]: LeafRange, isKnown: boolean): readonly LeafRange[] => {
  const size = end - begin;
  if (from === size) return isKnown ? [] : [[begin, end]];
  const left = splitOf(size);
  return from <= left
    ? [...rangesBetween(from, [begin, begin + left], isKnown), [begin + left, end]]
    : [...rangesBetween(from - left, [begin + left, end], false), [begin, begin + left]];
};

/** The ranges whose hashes a consistency proof consists of; none from the empty tree, or to the same. */
export const consistencyRanges = (from: number, to: number): readonly LeafRange[] =>
  from === 0 ? [] : rangesBetween(from, [0, to], true);

/** The complete subtrees that make up a range of a proof, or a whole tree: largest first. */
export const subtreesOf = ([begin, end]: LeafRange): readonly TreeNode[] => {
  const nodes: TreeNode[] = [];
  for (let at = begin; at < end;) {
    let level = 0;
    while (2 ** (level + 1) <= end - at) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
};

/** The hash of a range from the hashes of its subtrees, as `subtreesOf` lists them; undefined without any. */
export const joinSubtrees = async (hashes: readonly Hash[], subtle: SubtleCrypto): Promise<Hash | undefined> => {
  let joined = hashes.at(-1);
  for (const hash of hashes.slice(0, -1).reverse()) joined = joined && (await nodeHash(hash, joined, subtle));
  return joined;
};
