import { joinBytes, sameBytes } from './bytes.ts';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array<ArrayBuffer>;

const sha256 = async (bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto): Promise<Hash> =>
  new Uint8Array(await subtle.digest('SHA-256', bytes));

/** Hash of a leaf (RFC 9162 §2.1.1): the prefix keeps a leaf from passing for a node. */
export const leafHash = (entry: Uint8Array, subtle: SubtleCrypto): Promise<Hash> =>
  sha256(joinBytes(Uint8Array.of(0), entry), subtle);

/** Hash of the node above two others. */
export const nodeHash = (left: Hash, right: Hash, subtle: SubtleCrypto): Promise<Hash> =>
  sha256(joinBytes(Uint8Array.of(1), left, right), subtle);

/** Root of the tree without leaves. */
export const emptyRoot = (subtle: SubtleCrypto): Promise<Hash> => sha256(new Uint8Array(), subtle);

/** Where a tree of at least two leaves divides: the largest power of two below its size. */
export const splitOf = (size: number): number => {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
};

/** Root over hashes that stand side by side at one level; at least one. */
export const rootOf = async (hashes: readonly Hash[], subtle: SubtleCrypto): Promise<Hash> => {
  const [only] = hashes;
  if (!only) throw new TypeError('no hashes');
  if (hashes.length === 1) return only;
  const left = splitOf(hashes.length);
  return nodeHash(await rootOf(hashes.slice(0, left), subtle), await rootOf(hashes.slice(left), subtle), subtle);
};

/** That a leaf stands at an index of a tree: hashes from its sibling's up to the root's child. */
export type Inclusion = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
};

/** The root an inclusion proof leads to (RFC 9162 §2.1.3); undefined when index, size and proof do not fit together. */
export const rootFromInclusion = async (
  { index, size, leaf, proof }: Inclusion,
  subtle: SubtleCrypto,
): Promise<Hash | undefined> => {
  if (!(index >= 0 && index < size)) return undefined;
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const beside = proof.at(-1);
  const left = splitOf(size);
  const isLeft = index < left;
  const inner = { leaf, proof: proof.slice(0, -1), index: isLeft ? index : index - left };
  const below = beside && (await rootFromInclusion({ ...inner, size: isLeft ? left : size - left }, subtle));
  if (!beside || !below) return undefined;
  return isLeft ? nodeHash(below, beside, subtle) : nodeHash(beside, below, subtle);
};

type Step = { readonly from: number; readonly to: number; readonly known?: Hash; readonly proof: readonly Hash[] };

/** Old and new hash of one subtree; `known` while the old tree is the subtree's whole left edge. */
const rootsOf = async (
  { from, to, known, proof }: Step,
  subtle: SubtleCrypto,
): Promise<readonly [Hash, Hash] | undefined> => {
  const rest = proof.slice(0, -1);
  const beside = proof.at(-1);
  if (from === to) {
    const same = known ?? beside;
    return same && proof.length === (known ? 0 : 1) ? [same, same] : undefined;
  }
  const left = splitOf(to);
  if (from <= left) {
    const below = await rootsOf({ from, to: left, known, proof: rest }, subtle);
    return beside && below && [below[0], await nodeHash(below[1], beside, subtle)];
  }
  const below = await rootsOf({ from: from - left, to: to - left, proof: rest }, subtle);
  return beside && below && [await nodeHash(beside, below[0], subtle), await nodeHash(beside, below[1], subtle)];
};

/** A tree as a checkpoint tells it. */
export type TreeHead = { readonly size: number; readonly root: Hash };

/** Whether the later tree only adds leaves to the earlier one (RFC 9162 §2.1.4). The empty tree begins every other. */
export const isConsistent = async (
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Hash[],
  subtle: SubtleCrypto,
): Promise<boolean> => {
  if (earlier.size === 0) return proof.length === 0;
  if (earlier.size > later.size) return false;
  const roots = await rootsOf({ from: earlier.size, to: later.size, known: earlier.root, proof }, subtle);
  return roots !== undefined && sameBytes(roots[0], earlier.root) && sameBytes(roots[1], later.root);
};
