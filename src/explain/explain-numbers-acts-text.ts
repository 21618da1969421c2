/** Words of the engine’s own numbers. */
export const explainNumbersText = {
  'why.numbers.part': 'Part',
  'why.numbers.value': 'Value',
  'why.numbers.base': 'Starting value',
  'why.numbers.rest': 'Everything that is not listed',
  'why.numbers.sum': 'Sum',
  'why.numbers.score': 'Score',
  'why.numbers.untold-one': 'not told',
  'why.numbers.right': 'The sum is the score.',
  'why.numbers.wrong': 'The sum is not the score: these numbers do not add up.',
  'why.numbers.untold': 'The shop does not tell enough to check the sum.',
} as const;
