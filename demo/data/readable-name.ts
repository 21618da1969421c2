const SMALL = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with', 'w']);
const KEPT = new Set(['UK', 'USA', 'LED', 'DIY', 'CD', 'TV', 'II', 'III', 'IV', 'FBA', 'BBQ']);

const capital = (word: string): string =>
  word.replace(/^([^a-z\d]*)([a-z])/, (_, before: string, letter: string) => before + letter.toUpperCase());

const readableWord = (word: string, place: number): string => {
  if (KEPT.has(word.toUpperCase())) return word.toUpperCase();
  const low = word.toLowerCase();
  if (place > 0 && SMALL.has(low)) return low;
  return low.split('-').map(capital).join('-');
};

/** A name in capitals, readable: `SET OF 3 T-LIGHT HOLDERS` → `Set of 3 T-Light Holders`. Mixed case stays as it is. */
export const readableName = (name: string): string => {
  const text = name.replace(/\p{C}/gu, '').replace(/\s+/g, ' ').replace(/\s,/g, ',').trim();
  return /[a-z]{2}/.test(text) ? text : text.split(' ').map(readableWord).join(' ');
};
