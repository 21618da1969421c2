/** What compares two lists and tells how they differ: loaded when the shopper acts, or when two lists are set side by side. */
export { changeBetween, listedIn } from './list-diff.ts';
export { outcomeText } from './outcome-words.ts';
