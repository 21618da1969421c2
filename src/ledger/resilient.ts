import type { SubjectId } from '../contract/ids.ts';
import type { Ledger, LedgerEntry, LedgerState, WaitingEntry } from './ledger.ts';
import { createMemoryLedger, type MemoryLedger } from './memory.ts';
import { narrows, subjectOfEntry } from './past.ts';

/** A ledger that goes on in memory while the browser does not store, and says so. */
export type ResilientLedger = Ledger & {
  /** False while something could not be stored: acts are sent, and forgotten with the page. */
  readonly remembers: () => boolean;
  /**
   * Tries the storage again after it failed, and brings there what was done meanwhile. Answers acts that took something
   * away under a subject made up in memory, where the storage turned out to hold the right one: they must be made again.
   */
  readonly recover: () => Promise<readonly LedgerEntry[]>;
};

/** What is on its way for a subject whose storage the shopper has cleared: it is still sent, and never written again. */
const createOrphans = () => {
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

type Parts = {
  readonly stored: Ledger | undefined;
  readonly mirror: MemoryLedger;
  readonly orphans: ReturnType<typeof createOrphans>;
};

/** Which ledger is in use, and how it goes over to the other. */
const createSwitch = ({ stored, mirror, orphans }: Parts) => {
  let lost = stored === undefined;
  /** The subject that the storage was seen to hold. */
  let storedSubject: SubjectId | undefined;

  /** The mirror follows what the storage says. A subject that is gone from there was cleared by the shopper. */
  const reflect = async (state: LedgerState): Promise<void> => {
    const before = (await mirror.read()).key;
    if (before && before.subject === storedSubject && state.key?.subject !== storedSubject)
      orphans.take(await mirror.waiting());
    storedSubject = state.key?.subject;
    mirror.load(state);
  };
  const guarded = async <T>(use: (ledger: Ledger) => Promise<T>): Promise<T> => {
    if (stored && !lost) {
      try {
        return await use(stored);
      } catch {
        lost = true;
      }
    }
    return use(mirror);
  };
  const recover = async (): Promise<readonly LedgerEntry[]> => {
    if (!stored || !lost) return [];
    const state = await stored.read();
    const mine = await mirror.read();
    const isOther = state.key !== undefined && state.key.subject !== mine.key?.subject;
    const isCleared = storedSubject !== undefined && state.key?.subject !== storedSubject;
    if (mine.key && !isOther && !isCleared) await stored.adopt(mirror.adoption());
    else if (!isCleared) orphans.take(await mirror.waiting());
    lost = false;
    await reflect(await stored.read());
    if (!isOther || isCleared) return [];
    return mine.entries.filter((entry) => subjectOfEntry(entry) === mine.key?.subject && narrows(entry));
  };
  const wrote = (subject: SubjectId): void => {
    storedSubject = subject;
  };
  return { remembers: () => !lost, guarded, reflect, wrote, recover };
};

type Switch = ReturnType<typeof createSwitch>;

/** Reads and writes of what is stored; the mirror learns of both, so that it can go on alone at any moment. */
const actsOf = (
  { mirror }: Parts,
  { guarded, reflect, wrote }: Switch,
): Omit<Ledger, 'observe' | 'close' | keyof ReturnType<typeof queueOf>> => ({
  read: () =>
    guarded(async (ledger) => {
      const state = await ledger.read();
      if (ledger !== mirror) await reflect(state);
      return state;
    }),
  append: (drafts, place) =>
    guarded(async (ledger) => {
      const done = await ledger.append(drafts, place);
      if (!done || ledger === mirror) return done;
      wrote(place.key.subject);
      await mirror.append(drafts, place);
      return true;
    }),
  adopt: (adoption) => guarded((ledger) => ledger.adopt(adoption)),
  follow: (head) => guarded((ledger) => ledger.follow(head)),
  retire: (subject, problem) =>
    guarded(async (ledger) => {
      await ledger.retire(subject, problem);
      if (ledger !== mirror) await mirror.retire(subject, problem);
    }),
  papers: (id) => guarded((ledger) => ledger.papers(id)),
  notice: (sha256) => guarded((ledger) => ledger.notice(sha256)),
  keepCheckpoint: (checkpoint) => guarded((ledger) => ledger.keepCheckpoint(checkpoint)),
});

const queueOf = ({ mirror, orphans }: Parts, { guarded }: Switch) =>
  ({
    waiting: () =>
      guarded(async (ledger) => {
        const waiting = await ledger.waiting();
        if (ledger !== mirror) mirror.load(await mirror.read(), waiting);
        return [...waiting, ...orphans.all()];
      }),
    postpone: async (row) => {
      if (orphans.has(row.id)) return orphans.put(row.id, row);
      return guarded((ledger) => ledger.postpone(row));
    },
    settle: async (id, settlement) => {
      if (orphans.has(id)) return orphans.put(id, undefined);
      return guarded((ledger) => ledger.settle(id, settlement));
    },
    lease: (owner, now, until) => guarded((ledger) => ledger.lease(owner, now, until)),
  }) satisfies Partial<Ledger>;

/**
 * Wraps a stored ledger. While storing fails — blocked, full, gone with its process — acts are kept in memory beside
 * what was known, and brought to the storage when it works again, so that an act is never lost on its way to the shop.
 */
export const createResilientLedger = (stored: Ledger | undefined): ResilientLedger => {
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const parts = { stored, mirror: createMemoryLedger(), orphans: createOrphans() };
  const turn = createSwitch(parts);
  stored?.observe(tell);
  parts.mirror.observe(() => {
    if (!turn.remembers()) tell();
  });
  return {
    ...actsOf(parts, turn),
    ...queueOf(parts, turn),
    remembers: turn.remembers,
    recover: async () => {
      const wasLost = !turn.remembers();
      const again = await turn.recover().catch(() => []);
      if (wasLost && turn.remembers()) tell();
      return again;
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      stored?.close();
    },
  };
};
