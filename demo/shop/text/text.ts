import { AR } from './ar.ts';
import { DE } from './de.ts';
import type { WordKey, Words } from './words.ts';
import { EN } from './words.ts';

/** The storefront's language: words, money, numbers, names of shelves. */
export type Text = {
  readonly lang: string;
  readonly say: (key: WordKey, value?: string | number) => string;
  readonly money: (minor: number, currency: string) => string;
  readonly number: (value: number) => string;
  readonly shelf: (name: Readonly<Record<string, string>>) => string;
};

const WORDS: Readonly<Record<string, Words>> = { en: EN, de: DE, ar: AR };

/** Text for a language tag; English where the shop does not speak it. */
export const createText = (wanted: string): Text => {
  const lang = wanted in WORDS ? wanted : 'en';
  const words = WORDS[lang] ?? EN;
  const locale = lang === 'ar' ? 'ar-u-nu-latn' : lang === 'en' ? 'en-IE' : lang;
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return {
    lang,
    number,
    say: (key, value = '') => words[key].replace('{}', typeof value === 'number' ? number(value) : value),
    money: (minor, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 100),
    shelf: (name) => name[lang] ?? name['en'] ?? '',
  };
};
