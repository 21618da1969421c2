import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { Effective } from '../contract/receipt.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import { choiceRows } from './choices.ts';

/** Where the shopper stands: the shop's config, the ledger, and what follows from both. */
export type Standing = {
  readonly loading: Signal<boolean>;
  readonly config: Signal<Config | undefined>;
  readonly state: Signal<LedgerState | undefined>;
  readonly effective: ReadonlySignal<Effective>;
  readonly rows: ReadonlySignal<ReturnType<typeof choiceRows> | undefined>;
  /** Reads the ledger again. */
  readonly refresh: () => Promise<void>;
  /** Reads everything; again after a failure. */
  readonly load: () => Promise<void>;
};

/** Observes nothing by itself: the model refreshes it. */
export const createStanding = (runtime: Runtime): Standing => {
  const loading = signal(true);
  const config = signal<Config | undefined>(undefined);
  const state = signal<LedgerState | undefined>(undefined);
  const effective = computed((): Effective => (state.value ? runtime.past.effective(state.value, config.value) : {}));
  const rows = computed(() =>
    config.value ? choiceRows(config.value, effective.value, runtime.settings.gpc) : undefined,
  );
  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  const load = async (): Promise<void> => {
    loading.value = true;
    await refresh();
    config.value = await runtime.config();
    loading.value = false;
  };
  return { loading, config, state, effective, rows, refresh, load };
};
