import { createModel, effect, signal } from '@preact/signals';
import type { PurposeId, ReceiptId } from '../contract/ids.ts';
import type { LedgerEntry, LedgerState, Runtime } from '../runtime/runtime.ts';
import { keyOf } from './choices.ts';
import { createConsentActs } from './consent-acts.ts';
import { createStanding } from './consent-standing.ts';

/** The newest consent entry that speaks of a purpose. */
export const lastEntryFor = (state: LedgerState | undefined, purpose: PurposeId): LedgerEntry | undefined =>
  state?.entries.findLast((entry) => entry.kind === 'consent' && keyOf(purpose) in entry.event.choices);

/** State and actions of the Choices panel. Observes the ledger; owns nothing but what is on screen. */
export const ConsentModel = createModel((runtime: Runtime) => {
  const standing = createStanding(runtime);
  const { loading, config, state, effective, rows, refresh, load } = standing;
  const landing = signal<PurposeId | undefined>(undefined);
  effect(() => runtime.ledger.observe(() => void refresh()));
  void load();
  return {
    loading,
    config,
    state,
    effective,
    rows,
    load,
    remembers: runtime.remembers,
    ...createConsentActs(runtime, standing),
    /** The purpose to bring into view, if the panel was opened for one. */
    landing,
    land: (purpose: PurposeId | undefined): void => {
      landing.value = purpose;
    },
    /** Opens the receipt of the last act about a purpose. */
    openReceipt: (receipt: ReceiptId): void => runtime.open({ panel: 'receipts', receipt }),
  };
});
/** One instance. */
export type ConsentModel = InstanceType<typeof ConsentModel>;
