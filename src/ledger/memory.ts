import type { Ledger, LedgerEntry, LedgerState } from './ledger.ts';
import { EMPTY_LEDGER, headOf } from './ledger.ts';
import type { OutboxRow } from './schema.ts';

/** A ledger that lives as long as the page: where the browser gives no storage. */
export const createMemoryLedger = (start: LedgerState = EMPTY_LEDGER): Ledger => {
  const listeners = new Set<() => void>();
  let state = start;
  let rows: readonly OutboxRow[] = [];
  const change = (next: Partial<LedgerState>): void => {
    const entries = next.entries ?? state.entries;
    state = { ...state, ...next, head: headOf(entries) };
    listeners.forEach((listener) => listener());
  };
  const byId = (id: string): LedgerEntry | undefined => state.entries.find((entry) => entry.id === id);
  return {
    read: () => Promise.resolve(state),
    append: (entry, head, key) => {
      if (state.head.seq !== head.seq) return Promise.resolve(false);
      const entries = [...state.entries, entry];
      rows = [...rows, { id: entry.id, attempts: 0, notBefore: 0 }];
      change({ key, entries });
      return Promise.resolve(true);
    },
    waiting: () =>
      Promise.resolve(
        rows.flatMap(({ id, attempts, notBefore }) => {
          const entry = byId(id);
          return entry ? [{ entry, attempts, notBefore }] : [];
        }),
      ),
    postpone: (id, attempts, notBefore) => {
      rows = rows.map((row) => (row.id === id ? { id, attempts, notBefore } : row));
      return Promise.resolve();
    },
    settle: (id, settlement) => {
      rows = rows.filter((row) => row.id !== id);
      change({ entries: state.entries.map((entry) => (entry.id === id ? { ...entry, ...settlement } : entry)) });
      return Promise.resolve();
    },
    keepConfig: (config) => {
      if (state.key) change({ config });
      return Promise.resolve();
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
};
