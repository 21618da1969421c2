import type { Ledger } from './ledger.ts';
import { createMemoryLedger } from './memory.ts';

/** A ledger that goes on in memory once the browser refuses to store, and says so. */
export type ResilientLedger = Ledger & {
  /** False as soon as something could not be stored: acts are sent, and forgotten with the page. */
  readonly remembers: () => boolean;
};

/**
 * Wraps a stored ledger. The first time storing fails — blocked, full, evicted — what it held is carried into memory
 * and every later call goes there, so that an act is never lost on its way to the shop.
 */
export const createResilientLedger = (stored: Ledger | undefined): ResilientLedger => {
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  let current: Ledger = stored ?? createMemoryLedger();
  let remembers = stored !== undefined;
  current.observe(tell);

  const fallBack = async (): Promise<void> => {
    if (!remembers) return;
    const state = await current.read().catch(() => undefined);
    if (!remembers) return;
    remembers = false;
    current = createMemoryLedger(state);
    current.observe(tell);
  };
  const guarded = async <TResult>(use: (ledger: Ledger) => Promise<TResult>): Promise<TResult> => {
    try {
      return await use(current);
    } catch {
      await fallBack();
      return use(current);
    }
  };
  return {
    remembers: () => remembers,
    read: () => guarded((ledger) => ledger.read()),
    append: (entry, head, key) => guarded((ledger) => ledger.append(entry, head, key)),
    waiting: () => guarded((ledger) => ledger.waiting()),
    postpone: (id, attempts, notBefore) => guarded((ledger) => ledger.postpone(id, attempts, notBefore)),
    settle: (id, settlement) => guarded((ledger) => ledger.settle(id, settlement)),
    keepConfig: (config) => guarded((ledger) => ledger.keepConfig(config)),
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      current.close();
    },
  };
};
