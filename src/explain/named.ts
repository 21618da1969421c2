/** What a chat answer marks as a name: in quotation marks, in bold, as a link, or on a line of a list that tells a price. */
const MARKED = [
  /“([^“”\n]{2,120})”/g,
  /„([^„“”\n]{2,120})[“”]/g,
  /«([^«»\n]{2,120})»/g,
  /"([^"\n]{2,120})"/g,
  /\*\*([^*\n]{2,120})\*\*/g,
  /\[([^[\]\n]{2,120})\]\(/g,
  /^[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+([^\n:–—,(]{2,120}?)[ \t]*[:–—,(][^\n]{0,40}[€£$¥]/gmu,
];

const LONGEST_NAME_WORDS = 12;

/** Its words, without case and punctuation. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** At least two words, most of them written as names are; scripts without capitals have only the number of words. */
const isName = (text: string): boolean => {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? [];
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return (
    words.length >= 2 && words.length <= LONGEST_NAME_WORDS && small * 2 <= words.length && !/[.!?…؟]\s*$/u.test(text)
  );
};

/** The names a chat answer marks as such, each once, in its order. A name that only stands in a sentence is not looked for. */
export const namedIn = (said: string): readonly string[] => {
  const found = MARKED.flatMap((pattern) =>
    Array.from(said.matchAll(pattern), ({ index, 1: name }) => ({ index, name: (name ?? '').trim() })),
  );
  return [...new Set(found.sort((a, b) => a.index - b.index).map(({ name }) => name))].filter(isName);
};

/** Whether a name and a text may speak of the same: all words of one stand in the other. */
export const isSame = (name: string, known: string): boolean => {
  const [one, other] = [new Set(wordsOf(name)), new Set(wordsOf(known))];
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  return few.size > 0 && [...few].every((word) => many.has(word));
};
