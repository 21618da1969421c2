import type { PurposeId, ReceiptId } from './ids.ts';

/** The panels of this version, in the order of the tabs. */
export const PANELS = ['why', 'choices', 'receipts'] as const;
/** One panel's name, as in the attribute `panels`. */
export type PanelName = (typeof PANELS)[number];

/** Where inside a panel to land; the only thing one slice says to another. `confirmAll` asks once more before all is allowed. */
export type PanelTarget =
  | { readonly panel: 'why'; readonly explanationId?: string }
  | { readonly panel: 'choices'; readonly purpose?: PurposeId; readonly confirmAll?: true }
  | { readonly panel: 'receipts'; readonly receipt?: ReceiptId };

/** Whether an untrusted word (attribute, queue, hash) names a panel. */
export const isPanelName = (word: unknown): word is PanelName => PANELS.includes(word as PanelName);
