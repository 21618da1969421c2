import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Action, Choice, Surface } from '../contract/consent-event.ts';
import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { Delivery, Runtime } from '../runtime/runtime.ts';
import { allChoices, keyOf, oppositeOf } from './choices.ts';
import type { Standing } from './consent-standing.ts';

/** How long the last choice can be undone, in milliseconds. */
export const UNDO_TIME = 10_000;

/** A choice that waits for the shopper to confirm it: the act that asked for it was not certainly theirs. */
export type PendingGrant = { readonly purpose: PurposeId | undefined; readonly askedAt: number };

/** What became of the last choice, for the status line. */
export type LastOutcome = { readonly delivery: Delivery | 'not-saved'; readonly canUndo: boolean };

type Choices = Readonly<Record<ChoiceKey, Choice>>;
/** An act without an id was not saved. */
type LastAct = { readonly id: string | undefined; readonly undo: Choices | undefined };
type Recording = { readonly action: Action; readonly choices: Choices; readonly surface: Surface };

/** What a shopper can do in the Choices panel. */
export type ConsentActs = {
  readonly pending: Signal<PendingGrant | undefined>;
  readonly outcome: ReadonlySignal<LastOutcome | undefined>;
  /** Takes one purpose away. Acts at once, whoever asked. */
  readonly refuse: (purpose: PurposeId) => Promise<void>;
  /** Allows one purpose, or all choosable ones where none is named. */
  readonly allow: (purpose: PurposeId | undefined, surface: Surface) => Promise<void>;
  /** Refuses every choosable purpose. */
  readonly refuseAll: () => Promise<void>;
  /** Asks before a grant that nobody certainly wanted; `askedAt` is the time of the event that asked. */
  readonly ask: (purpose: PurposeId | undefined, askedAt: number) => void;
  readonly dropQuestion: () => void;
  /** Appends the opposite of the last choice. */
  readonly undo: () => Promise<void>;
};

/** Records choices and remembers the last one as long as it can be undone. */
const createRecorder = (runtime: Runtime, { state, effective, refresh }: Standing) => {
  const last = signal<LastAct | undefined>(undefined);
  const outcome = computed((): LastOutcome | undefined => {
    if (!last.value) return undefined;
    const { id, undo } = last.value;
    if (id === undefined) return { delivery: 'not-saved', canUndo: false };
    const delivery = state.value?.entries.find((entry) => entry.id === id)?.delivery ?? 'waiting';
    return { delivery, canUndo: undo !== undefined };
  });
  const record = async ({ action, choices, surface }: Recording): Promise<void> => {
    const undo = oppositeOf(choices, effective.peek());
    const result = await runtime.choose({ action, surface, choices });
    if (result.kind !== 'saved') {
      last.value = { id: undefined, undo: undefined };
      return;
    }
    const { id } = result;
    last.value = { id, undo };
    const forget = (): void => {
      if (last.peek()?.id === id) last.value = { id, undo: undefined };
    };
    runtime.platform.after(UNDO_TIME, forget, runtime.signal);
    await refresh();
  };
  return { last, outcome, record };
};

/** The acts of one panel. */
export const createConsentActs = (runtime: Runtime, standing: Standing): ConsentActs => {
  const { config, effective } = standing;
  const { last, outcome, record } = createRecorder(runtime, standing);
  const pending = signal<PendingGrant | undefined>(undefined);
  const { gpc } = runtime.settings;
  const recordAll = async (action: 'accept-all' | 'refuse-all', surface: Surface): Promise<void> => {
    const known = config.peek();
    if (!known) return;
    const choices = allChoices(known, action === 'accept-all' ? 'given' : 'refused', gpc);
    await record({ action, choices, surface });
  };
  return {
    pending,
    outcome,
    refuse: (purpose) => {
      const action = effective.peek()[keyOf(purpose)]?.state === 'given' ? 'withdraw' : 'save';
      return record({ action, choices: { [keyOf(purpose)]: 'refused' }, surface: 'choices' });
    },
    allow: (purpose, surface) => {
      pending.value = undefined;
      if (!purpose) return recordAll('accept-all', surface);
      return record({ action: 'save', choices: { [keyOf(purpose)]: 'given' }, surface });
    },
    refuseAll: () => {
      pending.value = undefined;
      return recordAll('refuse-all', 'choices');
    },
    ask: (purpose, askedAt) => {
      pending.value = { purpose, askedAt };
    },
    dropQuestion: () => {
      pending.value = undefined;
    },
    undo: async () => {
      const choices = last.peek()?.undo;
      if (choices) await record({ action: 'save', choices, surface: 'choices' });
    },
  };
};
