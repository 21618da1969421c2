/** Words of the price. */
export const explainPriceText = {
  'why.price': 'The price',
  'why.price.crd-6-1-ea': 'This price was personalised on the basis of automated decision-making.',
  'why.price.same-for-all': 'The shop says it used no data about you for this price.',
  'why.price.without': 'Without data about you it would be {price}.',
  'why.price.lower': 'The shop says data about you made it lower.',
  'why.price.higher': 'The shop says data about you made it higher.',
  'why.price.same': 'The shop says data about you left it the same.',
  'why.price.no-sentence':
    'The price is not shown here: it was made with data about you, and the sentence the law prescribes for your region is not known.',
  'why.price.unread': 'The price is not shown here: what the shop says about it could not be read.',
} as const;
