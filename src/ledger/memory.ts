import type { Sha256 } from '../contract/ids.ts';
import type { Notice } from '../contract/notice.ts';
import type { Adoption, Draft, Ledger, LedgerEntry, LedgerState, Papers, Settlement, WaitingEntry } from './ledger.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import {
  adoptable,
  afterAppend,
  freshRows,
  furtherHead,
  headAfter,
  isStill,
  shownWith,
  subjectOfEntry,
} from './past.ts';

/** A ledger that lives as long as the page. */
export type MemoryLedger = Ledger & {
  /** Becomes what another ledger holds. */
  readonly load: (state: LedgerState) => void;
  /** Keeps the papers of entries on their way; what it holds besides stays as it is. */
  readonly keepPapers: (waiting: readonly WaitingEntry[]) => void;
  /** All of its own subject, as another ledger can adopt it. */
  readonly adoption: () => Adoption;
};

const settled = (entry: LedgerEntry, settlement: Settlement): LedgerEntry => {
  if (entry.delivery !== 'waiting') return entry;
  return settlement.delivery === 'confirmed'
    ? { ...entry, delivery: 'confirmed', receipt: settlement.receipt }
    : { ...entry, delivery: 'refused', problem: settlement.problem };
};

const headAfterSettling = (
  { head, behind }: LedgerState,
  settlement: Settlement,
): Pick<LedgerState, 'head' | 'behind'> => {
  if (settlement.delivery === 'confirmed') return { head, behind: behind || settlement.receipt.forked };
  return settlement.head ? { head: furtherHead(head, settlement.head), behind: false } : { head, behind };
};

const adopted = (state: LedgerState, drafts: readonly Draft[], key: LedgerState['key']): Partial<LedgerState> => {
  const ids = new Set(state.entries.map(({ id }) => id));
  const news = adoptable(drafts, key?.subject).filter(({ entry }) => !ids.has(entry.id));
  const own = news.filter(({ entry }) => subjectOfEntry(entry) === key?.subject);
  return {
    key,
    entries: [...state.entries, ...news.map(({ entry }) => entry)],
    outbox: [...state.outbox, ...freshRows(news)],
    head: own.reduce((head, { entry }) => headAfter(head, entry), state.head),
    behind: true,
  };
};

/** State and papers with the one way to change them. */
const createCell = () => {
  const listeners = new Set<() => void>();
  const papers = new Map<string, Papers>();
  const notices = new Map<Sha256, Notice>();
  let state = EMPTY_LEDGER;
  return {
    listeners,
    papers,
    notices,
    now: (): LedgerState => state,
    change: (next: Partial<LedgerState>): void => {
      state = { ...state, ...next };
      listeners.forEach((listener) => listener());
    },
  };
};

type Cell = ReturnType<typeof createCell>;

const keepDrafts = ({ papers }: Cell, drafts: readonly Draft[]): void =>
  drafts.forEach((draft) => draft.papers && papers.set(draft.entry.id, draft.papers));

const actsOf = (cell: Cell): Pick<Ledger, 'append' | 'adopt' | 'follow' | 'retire'> => ({
  append: async (drafts, place) => {
    if (!isStill(cell.now(), place.read)) return false;
    keepDrafts(cell, drafts);
    drafts.forEach(({ entry }) => {
      const notice = place.config && shownWith(entry, place.config);
      if (notice) cell.notices.set(notice.sha256, notice);
    });
    cell.change(afterAppend(cell.now(), drafts, place));
    return true;
  },
  adopt: async ({ key, drafts, notices = [] }) => {
    keepDrafts(cell, drafts);
    notices.forEach((notice) => cell.notices.set(notice.sha256, notice));
    cell.change(adopted(cell.now(), drafts, cell.now().key ?? key));
  },
  follow: async (head) => cell.change({ head: furtherHead(cell.now().head, head), behind: false }),
  retire: async (subject, problem) => {
    const { key, entries, outbox, head } = cell.now();
    const isOver = (entry: LedgerEntry): boolean => entry.delivery === 'waiting' && subjectOfEntry(entry) === subject;
    const over = new Set(entries.filter(isOver).map(({ id }) => id));
    cell.change({
      key: key?.subject === subject ? undefined : key,
      head: key?.subject === subject ? EMPTY_LEDGER.head : head,
      entries: entries.map((entry) => (over.has(entry.id) ? { ...entry, delivery: 'refused', problem } : entry)),
      outbox: outbox.filter(({ id }) => !over.has(id)),
    });
  },
});

const queueOf = (cell: Cell): Pick<Ledger, 'waiting' | 'postpone' | 'settle' | 'lease'> => ({
  waiting: async () => {
    const { key, entries, outbox } = cell.now();
    return entries.flatMap((entry) => {
      const row = outbox.find(({ id }) => id === entry.id);
      if (!row || !key) return [];
      const { attempts, notBefore } = row;
      return [{ entry, papers: cell.papers.get(entry.id) ?? {}, secret: key.secret, attempts, notBefore }];
    });
  },
  postpone: async (row) =>
    cell.change({ outbox: cell.now().outbox.map((known) => (known.id === row.id ? row : known)) }),
  settle: async (id, settlement) => {
    const { entries, outbox } = cell.now();
    if (settlement.delivery === 'confirmed') cell.papers.set(id, { ...cell.papers.get(id), receipt: settlement.jws });
    cell.change({
      ...headAfterSettling(cell.now(), settlement),
      entries: entries.map((entry) => (entry.id === id ? settled(entry, settlement) : entry)),
      outbox: outbox.filter((row) => row.id !== id),
    });
  },
  // Nobody else sends from this memory.
  lease: async () => true,
});

/** A ledger that lives as long as the page: where the browser gives no storage. */
export const createMemoryLedger = (): MemoryLedger => {
  const cell = createCell();
  return {
    ...actsOf(cell),
    ...queueOf(cell),
    read: async () => cell.now(),
    recall: async () => cell.now(),
    papers: async (id) => cell.papers.get(id) ?? {},
    notice: async (sha256) => cell.notices.get(sha256),
    keepCheckpoint: async (checkpoint) => cell.change({ checkpoint }),
    observe: (listener) => {
      cell.listeners.add(listener);
      return () => cell.listeners.delete(listener);
    },
    close: () => cell.listeners.clear(),
    load: cell.change,
    keepPapers: (waiting) => keepDrafts(cell, waiting),
    adoption: () => {
      const { key, entries } = cell.now();
      const own = entries.filter((entry) => subjectOfEntry(entry) === key?.subject);
      const drafts = own.map((entry) => ({ entry, papers: cell.papers.get(entry.id) }));
      return {
        key,
        drafts: drafts.map(({ entry, papers }) => (papers ? { entry, papers } : { entry })),
        notices: [...cell.notices.values()],
      };
    },
  };
};
