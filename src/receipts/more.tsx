import type { I18n } from '../i18n/i18n.ts';
import type { Details } from './receipt-details.tsx';
import type { ReceiptTools } from './receipt-tools.ts';
import type { Tools } from './receipt-tools-view.tsx';

/** The panel's second half: details of one receipt, and what can be done with all. Loaded when the list is painted. */
export { Details } from './receipt-details.tsx';
export { createTools } from './receipt-tools.ts';
export { Tools } from './receipt-tools-view.tsx';

/** That half, made for one panel. */
export type More = {
  readonly Details: typeof Details;
  readonly Tools: typeof Tools;
  readonly tools: ReceiptTools;
  /** With the words of this half. */
  readonly i18n: I18n;
};
