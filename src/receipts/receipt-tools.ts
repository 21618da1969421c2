import { type ReadonlySignal, signal } from '@preact/signals';
import type { LedgerEntry, Runtime } from '../runtime/runtime.ts';
import { type Checks, createChecks } from './receipt-checks.ts';
import { erase, type Erasure } from './receipt-erase.ts';
import { restore, type Restored } from './receipt-restore.ts';
import {
  backup,
  checkedBy,
  gather,
  type ReceiptForm,
  saveAll,
  type SavedFile,
  saveOne,
  type Saving,
  titlesOf,
} from './receipt-saving.ts';

/** What a page of receipts is made of, but for its words. */
export type PageSource = {
  readonly file: Awaited<ReturnType<typeof gather>>;
  readonly titles: Readonly<Record<string, string>>;
} & NonNullable<Awaited<ReturnType<typeof checkedBy>>>;

/** What a shopper can do with receipts, one or all. */
export type ReceiptTools = Checks & {
  readonly save: (entry: LedgerEntry, form: ReceiptForm) => Promise<Saving>;
  readonly saveAll: (form: ReceiptForm) => Promise<Saving>;
  readonly backup: () => Promise<SavedFile>;
  /** Undefined while the shop's keys cannot be had. */
  readonly page: () => Promise<PageSource | undefined>;
  readonly restore: (text: string) => Promise<Restored>;
  /** Asks the shop to delete the record. */
  readonly erase: () => Promise<Erasure>;
  /** Days the shop holds a deletion as proof; 0 until it is known. */
  readonly hold: ReadonlySignal<number>;
  readonly runtime: Runtime;
};

/** The tools of one panel. */
export const createTools = (runtime: Runtime): ReceiptTools => {
  const hold = signal(0);
  void runtime.config().then((config) => (hold.value = config?.proofHold ?? 0));
  return {
    ...createChecks(runtime),
    save: (entry, form) => saveOne(runtime, entry, form),
    saveAll: (form) => saveAll(runtime, form),
    backup: () => backup(runtime),
    page: async () => {
      const by = await checkedBy(runtime);
      const file = await gather(runtime);
      return by && { ...by, file, titles: titlesOf(file.notices, by.config) };
    },
    restore: (text) => restore(runtime, text),
    erase: () => erase(runtime),
    hold,
    runtime,
  };
};
