import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { Action, Choice, Surface } from '../contract/consent-event.ts';
import type { ChoiceKey, PurposeId, ReceiptId } from '../contract/ids.ts';
import type { Effective } from '../contract/receipt.ts';
import { keysOf } from '../contract/records.ts';
import type { Delivery, LedgerEntry, LedgerState, Runtime } from '../runtime/runtime.ts';
import { allChoices, choiceRows, keyOf, oppositeOf } from './choices.ts';

/** How long the last choice can be undone, in milliseconds. */
export const UNDO_TIME = 10_000;

/** A choice that waits for the shopper to confirm it: the act that asked for it was not certainly theirs. */
export type PendingGrant = { readonly purpose: PurposeId | undefined; readonly askedAt: number };

/** The last choice made here, as long as it can be undone. */
type LastAct = {
  readonly id: string;
  readonly undo: Readonly<Record<ChoiceKey, Choice>> | undefined;
  readonly remembered: boolean;
};

/** What became of the last choice, for the status line. */
export type LastOutcome = { readonly delivery: Delivery; readonly remembered: boolean; readonly canUndo: boolean };

/** The newest consent entry that speaks of a purpose. */
export const lastEntryFor = (state: LedgerState | undefined, purpose: PurposeId): LedgerEntry | undefined =>
  state?.entries.findLast((entry) => entry.kind === 'consent' && keyOf(purpose) in entry.event.choices);

/** State and actions of the Choices panel. Observes the ledger; owns nothing but what is on screen. */
export const ConsentModel = createModel((runtime: Runtime) => {
  const config = signal<Config | undefined>(undefined);
  const loading = signal(true);
  const state = signal<LedgerState | undefined>(undefined);
  const pending = signal<PendingGrant | undefined>(undefined);
  const last = signal<LastAct | undefined>(undefined);
  const landing = signal<PurposeId | undefined>(undefined);
  const { gpc } = runtime.settings;

  const effective: ReadonlySignal<Effective> = computed(() =>
    state.value ? runtime.past.effective(state.value, config.value) : {},
  );
  const rows = computed(() => (config.value ? choiceRows(config.value, effective.value, gpc) : undefined));
  const outcome: ReadonlySignal<LastOutcome | undefined> = computed(() => {
    const act = last.value;
    if (!act) return undefined;
    const delivery = state.value?.entries.find(({ id }) => id === act.id)?.delivery ?? 'waiting';
    return { delivery, remembered: act.remembered, canUndo: act.undo !== undefined };
  });

  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  const load = async (): Promise<void> => {
    loading.value = true;
    await refresh();
    config.value = await runtime.config();
    loading.value = false;
  };
  effect(() => runtime.ledger.observe(() => void refresh()));
  void load();

  const record = async (
    action: Action,
    choices: Readonly<Record<ChoiceKey, Choice>>,
    surface: Surface,
  ): Promise<void> => {
    const before = effective.peek();
    pending.value = undefined;
    const result = await runtime.choose({ action, surface, choices });
    if (result.kind !== 'saved') return;
    const { id, remembered } = result;
    const undo = keysOf(choices).length > 0 ? oppositeOf(choices, before) : undefined;
    last.value = { id, undo, remembered };
    runtime.platform.after(
      UNDO_TIME,
      () => {
        if (last.peek()?.id === id) last.value = { id, undo: undefined, remembered };
      },
      runtime.signal,
    );
    await refresh();
  };

  return {
    loading: loading as ReadonlySignal<boolean>,
    config: config as ReadonlySignal<Config | undefined>,
    state: state as ReadonlySignal<LedgerState | undefined>,
    effective,
    rows,
    pending: pending as ReadonlySignal<PendingGrant | undefined>,
    outcome,
    /** The purpose to bring into view, if the panel was opened for one. */
    landing: landing as ReadonlySignal<PurposeId | undefined>,
    land: (purpose: PurposeId | undefined): void => {
      landing.value = purpose;
    },
    load,
    /** Takes one purpose away. Acts at once, whoever asked. */
    refuse: (purpose: PurposeId): Promise<void> => {
      const action = effective.peek()[keyOf(purpose)]?.state === 'given' ? 'withdraw' : 'save';
      return record(action, { [keyOf(purpose)]: 'refused' }, 'choices');
    },
    /** Allows one purpose, or all choosable ones without an argument. */
    allow: async (purpose: PurposeId | undefined, surface: Surface): Promise<void> => {
      const known = config.peek();
      if (!known) return;
      if (purpose) await record('save', { [keyOf(purpose)]: 'given' }, surface);
      else await record('accept-all', allChoices(known, 'given', gpc), surface);
    },
    /** Refuses every choosable purpose. */
    refuseAll: async (): Promise<void> => {
      const known = config.peek();
      if (known) await record('refuse-all', allChoices(known, 'refused', gpc), 'choices');
    },
    /** Asks before a grant that nobody certainly wanted; `askedAt` is the time of the event that asked. */
    ask: (purpose: PurposeId | undefined, askedAt: number): void => {
      pending.value = { purpose, askedAt };
    },
    dropQuestion: (): void => {
      pending.value = undefined;
    },
    /** Appends the opposite of the last choice. */
    undo: async (): Promise<void> => {
      const choices = last.peek()?.undo;
      if (choices) await record('save', choices, 'choices');
    },
    /** Opens the receipt of the last act about a purpose. */
    openReceipt: (receipt: ReceiptId): void => runtime.open({ panel: 'receipts', receipt }),
  };
});
/** One instance. */
export type ConsentModel = InstanceType<typeof ConsentModel>;
