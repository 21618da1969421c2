/** Words of the second half itself: what is folded, and that no small change would alter this. */
export const explainMoreText = {
  'why.unmoved': 'No small change would alter this, as far as the shop says.',
  'why.law': 'What the law asks for',
  'why.checks': 'What this panel checked',
  'why.numbers': 'The numbers',
} as const;
