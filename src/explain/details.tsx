/** The Why panel's second half: loaded when the first view is painted. */
export { Card } from './explain-card.tsx';
export { Changes, diffText, Plain } from './explain-changes.tsx';
export { Checked, Told } from './explain-more.tsx';
export { DataTable } from './explain-table.tsx';
export { changeBetween } from './list-diff.ts';
