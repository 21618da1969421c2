import type { Ledger, LedgerState, WaitingEntry } from './ledger.ts';
import { EMPTY_LEDGER, headOf } from './ledger.ts';
import type { OutboxRow } from './schema.ts';

/** Outbox rows with their entries, oldest first. */
const waitingIn = ({ entries }: LedgerState, rows: readonly OutboxRow[]): readonly WaitingEntry[] =>
  rows.flatMap(({ id, attempts, notBefore }) => {
    const entry = entries.find((one) => one.id === id);
    return entry ? [{ entry, attempts, notBefore }] : [];
  });

/** A ledger that lives as long as the page: where the browser gives no storage. Entries not settled yet wait again. */
export const createMemoryLedger = (start: LedgerState = EMPTY_LEDGER): Ledger => {
  const listeners = new Set<() => void>();
  const unsettled = start.entries.filter(({ delivery }) => delivery === 'waiting');
  let state = start;
  let rows: readonly OutboxRow[] = unsettled.map(({ id }) => ({ id, attempts: 0, notBefore: 0 }));
  const change = async (next: Partial<LedgerState>): Promise<void> => {
    const entries = next.entries ?? state.entries;
    state = { ...state, ...next, head: headOf(entries) };
    listeners.forEach((listener) => listener());
  };
  return {
    read: async () => state,
    append: async (entry, head, key) => {
      if (state.head.seq !== head.seq) return false;
      rows = [...rows, { id: entry.id, attempts: 0, notBefore: 0 }];
      await change({ key, entries: [...state.entries, entry] });
      return true;
    },
    waiting: async () => waitingIn(state, rows),
    postpone: async (id, attempts, notBefore) => {
      rows = rows.map((row) => (row.id === id ? { id, attempts, notBefore } : row));
    },
    settle: async (id, settlement) => {
      rows = rows.filter((row) => row.id !== id);
      await change({ entries: state.entries.map((entry) => (entry.id === id ? { ...entry, ...settlement } : entry)) });
    },
    keepConfig: async (config) => {
      if (state.key) await change({ config });
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
};
