// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoot, type Hash, isConsistent, leafHash, rootFromInclusion, rootOf } from '../../src/crypto/merkle.ts';
import {
  consistencyRanges,
  inclusionRanges,
  joinSubtrees,
  type LeafRange,
  subtreesOf,
} from '../../src/crypto/merkle-nodes.ts';
import { ENTRIES, PATHS, PROOFS, ROOTS } from './merkle-vectors.ts';
import { plainPath, plainProof, plainRoot } from '../support/plain-tree.ts';

const { subtle } = globalThis.crypto;

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const unhex = (text: string): Hash => new Uint8Array(Buffer.from(text, 'hex'));
const hashed = (bytes: Uint8Array): Hash => new Uint8Array(bytes);

const rootAt = (size: number): Hash => unhex(ROOTS[size] ?? '');

describe('the reference tree of Certificate Transparency', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))('has with %i leaves the root %s', async (size, root) => {
    const leaves = await Promise.all(ENTRIES.slice(0, size).map((entry) => leafHash(entry, subtle)));
    expect(hex(size === 0 ? await emptyRoot(subtle) : await rootOf(leaves, subtle))).toBe(root);
    expect(hex(plainRoot(ENTRIES.slice(0, size)))).toBe(root);
  });

  it.each(PATHS)('holds leaf %i of %i', async (index, size, hashes) => {
    const leaf = await leafHash(ENTRIES[index] ?? new Uint8Array(), subtle);
    const root = await rootFromInclusion({ index, size, leaf, proof: hashes.map(unhex) }, subtle);
    expect(hex(root)).toBe(ROOTS[size]);
    expect(plainPath(index, ENTRIES.slice(0, size)).map(hex)).toEqual(hashes);
  });

  it.each(PROOFS)('of %i leaves goes on to %i', async (from, to, hashes) => {
    const heads = [
      { size: from, root: rootAt(from) },
      { size: to, root: rootAt(to) },
    ] as const;
    expect(await isConsistent(...heads, hashes.map(unhex), subtle)).toBe(true);
    expect(plainProof(from, ENTRIES.slice(0, to)).map(hex)).toEqual(hashes);
  });
});

const treeOf = (size: number): readonly Uint8Array[] => Array.from({ length: size }, (_none, at) => Uint8Array.of(at));
const aSize = fc.integer({ min: 1, max: 70 });
const leafIn = fc.tuple(aSize, fc.nat()).map(([size, nat]) => ({ size, index: nat % size }));
const twoSizes = fc.tuple(aSize, aSize).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const flip = (hash: Uint8Array, bit: number): Hash => {
  const changed = hashed(hash);
  const at = Math.floor(bit / 8) % changed.length;
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
  return changed;
};

/** The hash of a range from complete subtrees alone, as a server or a client with tiles puts it together. */
const hashOfRange = async (range: LeafRange, entries: readonly Uint8Array[]): Promise<string> => {
  const hashes = subtreesOf(range).map(({ level, index }) => {
    const [first, count] = [index * 2 ** level, 2 ** level];
    expect(first + count).toBeLessThanOrEqual(entries.length);
    return hashed(plainRoot(entries.slice(first, first + count)));
  });
  return hex(await joinSubtrees(hashes, subtle));
};

describe('an inclusion proof', () => {
  it('leads to the root for every leaf of a tree of any size', async () => {
    await fc.assert(
      fc.asyncProperty(leafIn, async ({ size, index }) => {
        const entries = treeOf(size);
        const proof = plainPath(index, entries).map(hashed);
        const leaf = await leafHash(entries[index] ?? new Uint8Array(), subtle);
        expect(hex(await rootFromInclusion({ index, size, leaf, proof }, subtle))).toBe(hex(plainRoot(entries)));
        const made = await Promise.all(inclusionRanges(index, size).map((range) => hashOfRange(range, entries)));
        expect(made).toEqual(proof.map(hex));
      }),
    );
  });

  it('leads elsewhere, or nowhere, after any bit of it or of the leaf was flipped', async () => {
    await fc.assert(
      fc.asyncProperty(leafIn, fc.nat(), fc.nat({ max: 255 }), async ({ size, index }, which, bit) => {
        const entries = treeOf(size);
        const all = [await leafHash(entries[index] ?? new Uint8Array(), subtle), ...plainPath(index, entries)];
        const [leaf, ...proof] = all.map((hash, at) => (at === which % all.length ? flip(hash, bit) : hashed(hash)));
        const root = leaf && (await rootFromInclusion({ index, size, leaf, proof }, subtle));
        expect(hex(root)).not.toBe(hex(plainRoot(entries)));
      }),
    );
  });

  it('leads elsewhere, or nowhere, under any other index, and with a hash too few or too many', async () => {
    await fc.assert(
      fc.asyncProperty(leafIn, fc.integer({ min: -1, max: 75 }), async ({ size, index }, other) => {
        fc.pre(size > 1);
        const entries = treeOf(size);
        const proof = plainPath(index, entries).map(hashed);
        const leaf = await leafHash(entries[index] ?? new Uint8Array(), subtle);
        const right = hex(plainRoot(entries));
        if (other !== index)
          expect(hex(await rootFromInclusion({ index: other, size, leaf, proof }, subtle))).not.toBe(right);
        for (const wrong of [proof.slice(1), proof.slice(0, -1), [...proof, leaf], [leaf, ...proof]])
          expect(await rootFromInclusion({ index, size, leaf, proof: wrong }, subtle)).toBeUndefined();
      }),
    );
  });

  it('under a size whose paths have another shape leads nowhere', async () => {
    const [entries, leaf] = [treeOf(8), await leafHash(Uint8Array.of(6), subtle)];
    const proof = plainPath(6, entries).map(hashed);
    for (const size of [0, 1, 6, 7, 9, 16, 17])
      expect(hex(await rootFromInclusion({ index: 6, size, leaf, proof }, subtle)), `size ${size}`).not.toBe(ROOTS[8]);
    for (const index of [Number.NaN, -1, 8, 2 ** 53])
      expect(await rootFromInclusion({ index, size: 8, leaf, proof }, subtle)).toBeUndefined();
  });
});

describe('a consistency proof', () => {
  const headsOf = ({ from, to }: { from: number; to: number }) => {
    const entries = treeOf(to);
    const headAt = (size: number) => ({ size, root: hashed(plainRoot(entries.slice(0, size))) });
    return { entries, earlier: headAt(from), later: headAt(to), proof: plainProof(from, entries).map(hashed) };
  };

  it('holds between any two sizes of one tree', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, async (sizes) => {
        const { entries, earlier, later, proof } = headsOf(sizes);
        expect(await isConsistent(earlier, later, proof, subtle)).toBe(true);
        const ranges = consistencyRanges(sizes.from, sizes.to);
        expect(await Promise.all(ranges.map((range) => hashOfRange(range, entries)))).toEqual(proof.map(hex));
      }),
    );
  });

  it('fails after any bit of it or of a root was flipped', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(), fc.nat({ max: 255 }), async (sizes, which, bit) => {
        const { earlier, later, proof } = headsOf(sizes);
        const all = [earlier.root, later.root, ...proof];
        const [old = new Uint8Array(), now = new Uint8Array(), ...rest] = all.map((hash, at) =>
          at === which % all.length ? flip(hash, bit) : hash,
        );
        expect(await isConsistent({ ...earlier, root: old }, { ...later, root: now }, rest, subtle)).toBe(false);
      }),
    );
  });

  it('fails for a tree in which an earlier leaf was changed, whatever proof is made for it', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(), async ({ from, to }, nat) => {
        const { entries, earlier } = headsOf({ from, to });
        const rewritten = entries.map((entry, at) => (at === nat % from ? Uint8Array.of(255, 255) : entry));
        const later = { size: to, root: hashed(plainRoot(rewritten)) };
        for (const tree of [entries, rewritten])
          expect(await isConsistent(earlier, later, plainProof(from, tree).map(hashed), subtle)).toBe(false);
      }),
    );
  });

  it('fails with a hash too few or too many, and backwards', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, async (sizes) => {
        const { earlier, later, proof } = headsOf(sizes);
        const fewer = proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : [];
        for (const wrong of [...fewer, [...proof, earlier.root], [earlier.root, ...proof]])
          expect(await isConsistent(earlier, later, wrong, subtle)).toBe(false);
        if (sizes.from < sizes.to) expect(await isConsistent(later, earlier, proof, subtle)).toBe(false);
      }),
    );
  });

  it('is not needed from the empty tree', async () => {
    const empty = { size: 0, root: await emptyRoot(subtle) };
    expect(await isConsistent(empty, { size: 8, root: rootAt(8) }, [], subtle)).toBe(true);
    expect(consistencyRanges(0, 8)).toEqual([]);
  });
});
