import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { ReceiptId } from '../contract/ids.ts';
import type { LedgerEntry, LedgerState, Runtime } from '../runtime/runtime.ts';
import { checkReceipt, type SignatureState } from './receipt-check.ts';

/** What is known of one receipt's signature. */
export type SignatureView = SignatureState | 'checking';

/** State and actions of the Receipts panel. */
export const ReceiptsModel = createModel((runtime: Runtime) => {
  const state = signal<LedgerState | undefined>(undefined);
  const config = signal<Config | undefined>(undefined);
  const signatures = signal<Readonly<Record<string, SignatureView>>>({});
  const landing = signal<ReceiptId | undefined>(undefined);

  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  const load = async (): Promise<void> => {
    await refresh();
    config.value = await runtime.config();
  };
  effect(() => runtime.ledger.observe(() => void refresh()));
  void load();

  /** Newest first, as a shopper looks for them. */
  const entries: ReadonlySignal<readonly LedgerEntry[] | undefined> = computed(() => state.value?.entries.toReversed());
  const mark = (id: string, view: SignatureView): void => {
    signatures.value = { ...signatures.value, [id]: view };
  };

  return {
    entries,
    config,
    signatures,
    landing,
    land: (receipt: ReceiptId | undefined): void => {
      landing.value = receipt;
    },
    /** Checks one receipt in this browser. */
    verify: async ({ id, kind, digest }: LedgerEntry): Promise<void> => {
      mark(id, 'checking');
      const { receipt } = await runtime.ledger.papers(id);
      if (receipt === undefined) return;
      const [keys, known] = await Promise.all([runtime.keys(), runtime.config()]);
      if (!known) return mark(id, 'no-keys');
      const against = { keys, issuer: known.issuer, subtle: runtime.platform.subtle };
      mark(id, await checkReceipt({ jws: receipt, kind, id, digest }, against));
    },
    papers: runtime.ledger.papers,
    goToChoices: (): void => runtime.open({ panel: 'choices' }),
  };
});
/** One instance. */
export type ReceiptsModel = InstanceType<typeof ReceiptsModel>;
