import type { I18n } from '../i18n/i18n.ts';

/** Beyond these a number is written with its power of ten. */
const [SMALLEST, LARGEST] = [1e-6, 1e9];

/** One number of an explanation, to seven figures, in the language's own way. */
export const figure = (value: number, i18n: I18n, sign: 'auto' | 'exceptZero' = 'auto'): string => {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= SMALLEST && size < LARGEST);
  return i18n.number(value, {
    notation: isPlain ? 'standard' : 'scientific',
    maximumSignificantDigits: 7,
    signDisplay: sign,
  });
};
