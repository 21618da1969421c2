/** Words of what an act really changed. */
export const explainOutcomeText = {
  'why.diff.later': 'Your list changes on the next visit.',
  'why.diff.same': 'Nothing changed in the list.',
  'why.diff.reordered': 'The same products, in another order.',
  'why.diff.changed': { one: '{count} of {total} is new: {names}.', other: '{count} of {total} are new: {names}.' },
  'why.diff.moved': '“{item}” is now number {place} of {total}.',
  'why.diff.gone': '“{item}” is no longer in the list.',
  'why.kept.first': 'As the shop said, “{is}” is first.',
  'why.kept.place': 'As the shop said, this is number {place}.',
  'why.kept.gone': 'As the shop said, this is not in the list.',
  'why.kept.beyond': 'The shop said this would be number {said}; it is not among the first {count}.',
  'why.broken.first': 'The shop said “{said}” would be first; it is “{is}”.',
  'why.broken.place': 'The shop said this would be number {said}; it is number {place}.',
  'why.broken.gone': 'The shop said this would be number {said}; it is not in the list.',
  'why.broken.there': 'The shop said this would not be in the list; it is number {place}.',
  'why.broken.estimate': 'What the shop said was an estimate.',
} as const;
