/** The Why panel's second half: loaded when the first view is painted. */
export { Card } from './explain-card.tsx';
export { Changes } from './explain-changes.tsx';
export { Contrast } from './explain-contrast.tsx';
export { Controls, FactorControls } from './explain-controls.tsx';
export { Plain } from './explain-plain.tsx';
export { Checked, Told } from './explain-more.tsx';
export { DeedReceipt } from './deed-button.tsx';
export { DataTable } from './explain-table.tsx';
export { changeBetween, listedIn } from './list-diff.ts';
export { outcomeText } from './outcome-words.ts';
