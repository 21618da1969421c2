/** What a check found: a fault means that something was changed, a note is for the reader to judge. */
export type Finding = { readonly kind: 'fault' | 'note'; readonly text: string };

/** A fault, in a sentence. */
export const fault = (text: string): Finding => ({ kind: 'fault', text });
/** A note, in a sentence. */
export const note = (text: string): Finding => ({ kind: 'note', text });

/** Longest list of findings of one sort; the rest is counted. */
const TOLD = 20;

/** The first findings of one sort, and how many more there are. */
export const shortened = (findings: readonly Finding[]): readonly Finding[] => {
  const [first] = findings;
  if (!first || findings.length <= TOLD) return findings;
  return [...findings.slice(0, TOLD), { kind: first.kind, text: `… and ${findings.length - TOLD} more of the sort.` }];
};
