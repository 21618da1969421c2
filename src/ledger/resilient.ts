import type { SubjectId } from '../contract/ids.ts';
import type { Ledger, LedgerEntry, LedgerState } from './ledger.ts';
import { createMemoryLedger, type MemoryLedger } from './memory.ts';
import { createOrphans } from './orphans.ts';
import { narrows, subjectOfEntry, withKept } from './past.ts';

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

type Parts = {
  readonly stored: Ledger | undefined;
  readonly mirror: MemoryLedger;
  readonly orphans: ReturnType<typeof createOrphans>;
};

/** How it stands with the storage. */
type Standing = {
  lost: boolean;
  /** Whether the storage was ever read: if not, a subject made up meanwhile may stand beside one that was there all along. */
  wasRead: boolean;
  /** The subject that the storage was seen to hold. */
  stored: SubjectId | undefined;
  /** Appends so far: a read that began before one tells less than the mirror knows. */
  appends: number;
};

/**
 * The mirror follows what the storage says, unless an act was made since that was asked (`appends` as it was then): here
 * alone, if the storage has failed. A subject that is gone from there was cleared by the shopper. An act on its way that is gone
 * while its subject is there was lost by the storage itself (a full disk): it is kept in memory, and brought there again.
 */
const follow = async (
  { mirror, orphans }: Parts,
  standing: Standing,
  { state, appends }: { readonly state: LedgerState; readonly appends: number },
): Promise<void> => {
  const mine = await mirror.read();
  const { key } = mine;
  const isGone = key && key.subject === standing.stored && state.key?.subject !== standing.stored;
  const waiting = isGone ? await mirror.waiting() : [];
  // Nothing may be awaited from here on.
  if (standing.lost || appends !== standing.appends) return;
  orphans.take(waiting);
  standing.stored = state.key?.subject;
  standing.wasRead = true;
  const whole = withKept(state, mine);
  standing.lost = whole !== state;
  mirror.load(whole);
};

/**
 * Brings all there is in memory to the storage, and what is done while it is brought there; then the storage is in use
 * again. False where another page was first to store who it is: nothing was taken in, and memory stays in use.
 */
const adoptAll = async (stored: Ledger, { mirror }: Parts, standing: Standing): Promise<boolean> => {
  for (;;) {
    const { appends } = standing;
    await stored.adopt(mirror.adoption());
    const [{ key }, mine] = [await stored.read(), await mirror.read()];
    if (key?.subject !== mine.key?.subject) return false;
    // Nothing may be awaited in between: an act made there would be in memory alone.
    if (appends === standing.appends) {
      standing.lost = false;
      return true;
    }
  }
};

/** Leaves what is on its way to be sent from memory, and uses the storage again. Answers what takes something away. */
const leaveBehind = async ({ mirror, orphans }: Parts, standing: Standing): Promise<readonly LedgerEntry[]> => {
  for (;;) {
    const { appends } = standing;
    const [waiting, { key, entries }] = [await mirror.waiting(), await mirror.read()];
    if (appends === standing.appends) {
      orphans.take(waiting);
      standing.lost = false;
      return entries.filter((entry) => subjectOfEntry(entry) === key?.subject && narrows(entry));
    }
  }
};

/** Goes back to the storage, with what was done meanwhile; rejects while it still fails. Answers what must be made again. */
const recoverTo = async (stored: Ledger, parts: Parts, standing: Standing): Promise<readonly LedgerEntry[]> => {
  const state = await stored.read();
  const mine = await parts.mirror.read();
  const isOther = state.key !== undefined && state.key.subject !== mine.key?.subject;
  const isCleared = standing.stored !== undefined && state.key?.subject !== standing.stored;
  let again: readonly LedgerEntry[] = [];
  // The storage was empty, this page became somebody, and another tab was first to store who it is: a page never
  // becomes somebody else while the shopper looks at it, and goes on from memory to its end.
  if (mine.key && isOther && !isCleared && standing.wasRead) return [];
  if (isCleared) standing.lost = false;
  else if (!mine.key || isOther) again = await leaveBehind(parts, standing);
  else {
    standing.wasRead = true;
    if (!(await adoptAll(stored, parts, standing))) return [];
  }
  const { appends } = standing;
  await follow(parts, standing, { state: await stored.read(), appends });
  return isOther ? again : [];
};

/** Which ledger is in use, and how it goes over to the other. */
const createSwitch = (parts: Parts) => {
  const { stored, mirror, orphans } = parts;
  const standing: Standing = { lost: stored === undefined, wasRead: false, stored: undefined, appends: 0 };
  const guarded = async <T>(use: (ledger: Ledger) => Promise<T>): Promise<T> => {
    if (!stored || standing.lost) return use(mirror);
    // Twice: what fails once may have been the moment's fault. An append that did arrive is found the second time.
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        return await use(stored);
      } catch {
        // Never taken back here: another call may have found it lost, and have acts in memory.
        if (tries === 1) standing.lost = true;
      }
    }
    return use(mirror);
  };
  return {
    remembers: () => !standing.lost && orphans.all().length === 0,
    wasRead: () => standing.wasRead,
    isLost: () => standing.lost,
    guarded,
    appends: () => standing.appends,
    reflect: (state: LedgerState, before: number): Promise<void> => follow(parts, standing, { state, appends: before }),
    appended: (subject: SubjectId | undefined): void => {
      standing.appends += 1;
      standing.stored = subject ?? standing.stored;
    },
    recover: async () => (stored && standing.lost ? recoverTo(stored, parts, standing) : []),
  };
};

type Switch = ReturnType<typeof createSwitch>;

/** Reads and writes of what is stored; the mirror learns of both, so that it can go on alone at any moment. */
const actsOf = (
  { mirror }: Parts,
  { guarded, isLost, appends, reflect, appended }: Switch,
): Omit<Ledger, 'recall' | 'observe' | 'close' | keyof ReturnType<typeof queueOf>> => ({
  read: () =>
    guarded(async (ledger) => {
      const before = appends();
      const state = await ledger.read();
      if (ledger !== mirror) await reflect(state, before);
      // What the storage has lost, a withdrawal even, counts all the same.
      return isLost() ? mirror.read() : state;
    }),
  append: (drafts, place) =>
    guarded(async (ledger) => {
      // Counted at once: memory has it by the time anyone else can look.
      if (ledger === mirror) appended(undefined);
      const done = await ledger.append(drafts, place);
      if (!done || ledger === mirror) return done;
      appended(place.key.subject);
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

/** What a queue does besides: looks at the whole ledger, and tells that something has changed. */
type QueueTools = { readonly look: () => Promise<LedgerState>; readonly told: () => void };

const queueOf = ({ mirror, orphans }: Parts, { guarded, isLost }: Switch, { look, told }: QueueTools) =>
  ({
    waiting: () =>
      guarded(async (ledger) => {
        const waiting = await ledger.waiting();
        if (ledger === mirror) return [...waiting, ...orphans.all()];
        const known = await mirror.waiting();
        const isShort = known.some(({ entry }) => waiting.every((one) => one.entry.id !== entry.id));
        // Settled in another tab, or lost by the storage: the whole of it tells.
        if (isShort) await look();
        if (isLost()) return [...(await mirror.waiting()), ...orphans.all()];
        mirror.keepPapers(waiting);
        return [...waiting, ...orphans.all()];
      }),
    postpone: async (row) => {
      if (orphans.has(row.id)) return orphans.put(row.id, row);
      return guarded((ledger) => ledger.postpone(row));
    },
    settle: async (id, settlement) => {
      if (orphans.has(id)) {
        orphans.put(id, undefined);
        return told();
      }
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
    if (turn.isLost()) tell();
  });
  const acts = actsOf(parts, turn);
  return {
    ...acts,
    ...queueOf(parts, turn, { look: acts.read, told: tell }),
    recall: () => (turn.wasRead() ? parts.mirror.read() : acts.read()),
    remembers: turn.remembers,
    recover: async () => {
      const wasLost = turn.isLost();
      const again = await turn.recover().catch(() => []);
      if (wasLost && !turn.isLost()) tell();
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
