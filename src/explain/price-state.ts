import type { ReadExplanation } from '../contract/read-explanation.ts';

/**
 * What the shop says of its price: made with data about the shopper, the `same` for everybody, nothing (`untold`), or something that
 * could not be read where it matters.
 */
export type PriceState = 'personal' | 'same' | 'untold' | 'unread';

/** Whether the price was made for this shopper. A price that rests on data about the shopper is, whatever the shop calls it. */
export const priceState = ({ explanation, marks }: ReadExplanation): PriceState => {
  const { price, kind, data } = explanation;
  const isLost = marks.some(
    ({ path, reason }) => reason !== 'cleaned' && /^price(?:\.(?:personalised|data(?:\.\d+)?))?$/.test(path),
  );
  const isAboutShopper = (id: string): boolean => data.some((row) => row.id === id && row.about === 'shopper');
  if (price?.personalised || price?.data.some(isAboutShopper)) return 'personal';
  if (isLost) return 'unread';
  if (price) return 'same';
  return kind === 'price' ? 'unread' : 'untold';
};
