import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const half = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** Root of a tree, word for word as RFC 6962 §2.1 defines it: slow, and written apart from what it checks. */
export const plainRoot = (entries: readonly Uint8Array[]): Buffer => {
  const [only] = entries;
  if (!only) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  const k = half(entries.length);
  return sha256(Uint8Array.of(1), plainRoot(entries.slice(0, k)), plainRoot(entries.slice(k)));
};

/** PATH(m, D[n]) of RFC 6962 §2.1.1. */
export const plainPath = (m: number, entries: readonly Uint8Array[]): readonly Buffer[] => {
  if (entries.length === 1) return [];
  const k = half(entries.length);
  return m < k
    ? [...plainPath(m, entries.slice(0, k)), plainRoot(entries.slice(k))]
    : [...plainPath(m - k, entries.slice(k)), plainRoot(entries.slice(0, k))];
};

/** SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2; PROOF(m, D[n]) where `b` is left out. */
export const plainProof = (m: number, entries: readonly Uint8Array[], b = true): readonly Buffer[] => {
  if (m === entries.length) return b ? [] : [plainRoot(entries)];
  const k = half(entries.length);
  return m <= k
    ? [...plainProof(m, entries.slice(0, k), b), plainRoot(entries.slice(k))]
    : [...plainProof(m - k, entries.slice(k), false), plainRoot(entries.slice(0, k))];
};
