import type { WaitingEntry } from './ledger.ts';

/** What is on its way for a subject whose storage the shopper has cleared: it is still sent, and never written again. */
export const createOrphans = () => {
  let orphans: readonly WaitingEntry[] = [];
  return {
    all: (): readonly WaitingEntry[] => orphans,
    take: (waiting: readonly WaitingEntry[]): void => {
      orphans = [...orphans, ...waiting];
    },
    has: (id: string): boolean => orphans.some(({ entry }) => entry.id === id),
    put: (id: string, change: Partial<WaitingEntry> | undefined): void => {
      orphans = orphans.flatMap((one) => {
        if (one.entry.id !== id) return [one];
        return change ? [{ ...one, ...change }] : [];
      });
    },
  };
};
