/** Words of the list without the shopper’s data. */
export const explainPlainText = {
  'why.plain': 'The same list without your data',
  'why.plain.both': 'The list, and the same without your data',
  'why.plain.first': { one: 'The first place of each.', other: 'The first {count} places of each.' },
  'why.plain.with': 'As the page shows it',
  'why.plain.without': 'Without your data',
  'why.plain.only': 'only in this list',
  'why.plain.always': 'Show me the list without my data from now on',
  'why.plain.means':
    'This ends your consent where the shop asked for it, and objects to the rest (in the EU: GDPR Art. 7(3) and 21). You get a receipt.',
  'why.plain.done': 'You asked for the list without your data.',
} as const;
