import type { Sha256 } from '../contract/ids.ts';

/** A link of a subject's chain as this device keeps it. */
export type ChainLink = {
  readonly id: string;
  readonly subject: string;
  readonly seq: number;
  readonly prev: Sha256 | null;
  readonly digest: Sha256;
};

/** What is wrong before a link: choices this device does not have, one made in two places at once, or a link that does not name the one before it. */
export type ChainFinding =
  | { readonly kind: 'gap'; readonly missing: number }
  | { readonly kind: 'fork' }
  | { readonly kind: 'broken' };

const between = (before: ChainLink | undefined, link: ChainLink): ChainFinding | undefined => {
  const missing = link.seq - (before?.seq ?? 0) - 1;
  if (missing > 0) return { kind: 'gap', missing };
  if (missing < 0) return { kind: 'fork' };
  return link.prev === (before?.digest ?? null) ? undefined : { kind: 'broken' };
};

/** Checks every link against the one before it; link id → what is wrong. A whole chain gives an empty map. */
export const checkChain = (links: readonly ChainLink[]): ReadonlyMap<string, ChainFinding> => {
  const found = new Map<string, ChainFinding>();
  const last = new Map<string, ChainLink>();
  for (const link of [...links].sort((a, b) => a.seq - b.seq)) {
    const finding = between(last.get(link.subject), link);
    if (finding) found.set(link.id, finding);
    if (finding?.kind !== 'fork') last.set(link.subject, link);
  }
  return found;
};
