/** What compares two lists and tells how they differ: loaded beside the acts, which it tells of. */
export { changeBetween, listedIn } from './list-diff.ts';
export { outcomeText } from './outcome-words.ts';
