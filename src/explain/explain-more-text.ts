/** Words of the second half itself and of what is folded in it. */
export const explainMoreText = {
  'why.law': 'What the law asks for',
  'why.checks': 'What this panel checked',
  'why.numbers': 'The numbers',
} as const;
