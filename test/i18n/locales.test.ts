// @vitest-environment node
import { brotliCompressSync } from 'node:zlib';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/contract/plain-text.ts';
import { createI18n } from '../../src/i18n/i18n.ts';
import type { Message, Messages } from '../../src/i18n/i18n.ts';
import { loadLocale } from '../../src/i18n/locales.ts';
import { arActs } from '../../src/i18n/locales/ar-acts.ts';
import { arLate } from '../../src/i18n/locales/ar-late.ts';
import { ar } from '../../src/i18n/locales/ar.ts';
import { deActs } from '../../src/i18n/locales/de-acts.ts';
import { deLate } from '../../src/i18n/locales/de-late.ts';
import { de } from '../../src/i18n/locales/de.ts';

/** The English words beside every feature: one exported object per `*-text.ts`; further ones per `*-more-text.ts` and the like for what comes later. */
const features = import.meta.glob<Record<string, Messages>>(
  ['../../src/*/*-text.ts', '!../../src/contract/*', '!../../src/backend/*'],
  { eager: true },
);
const sources = import.meta.glob<string>('../../src/i18n/locales/*.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const wordsIn = (path: RegExp): Messages =>
  Object.assign(
    {},
    ...Object.entries(features).flatMap(([file, feature]) => (path.test(file) ? Object.values(feature) : [])),
  );
const english = wordsIn(/\/\w+-text\.ts$/);
const englishLate = wordsIn(/-(?:more|acts)-text\.ts$/);

const formsOf = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const placesOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place))].sort();
const allPlaces = (message: Message): readonly string[] => [...new Set(formsOf(message).flatMap(placesOf))].sort();

const languages = [
  ['de', de, { ...deLate, ...deActs }],
  ['ar', ar, { ...arLate, ...arActs }],
] as const;
const englishActs = wordsIn(/-acts-text\.ts$/);
/** Every file of a locale, with the English words it is to have. */
const files = [
  { file: 'de', lang: 'de', words: de, original: english },
  { file: 'ar', lang: 'ar', words: ar, original: english },
  { file: 'de-late', lang: 'de', words: deLate, original: wordsIn(/-more-text\.ts$/) },
  { file: 'ar-late', lang: 'ar', words: arLate, original: wordsIn(/-more-text\.ts$/) },
  { file: 'de-acts', lang: 'de', words: deActs, original: englishActs },
  { file: 'ar-acts', lang: 'ar', words: arActs, original: englishActs },
];

describe('the English words', () => {
  it('of every feature are under keys of its own', () => {
    const keys = Object.values(features)
      .flatMap((feature) => Object.values(feature))
      .flatMap((texts) => Object.keys(texts));
    expect(Object.keys(features).length).toBeGreaterThanOrEqual(4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are each of a first view or of what comes later', () => {
    expect(Object.keys(englishLate)).not.toEqual([]);
    expect(Object.keys({ ...english, ...englishLate }).sort()).toEqual(Object.keys(wordsIn(/./)).sort());
  });

  it.each(Object.entries({ ...english, ...englishLate }))(
    'under %s are plain, and have nothing left to do',
    (_key, message) => {
      for (const text of formsOf(message)) {
        expect(isPlain(text)).toBe(true);
        expect(text).not.toMatch(/undefined|^\s|\s$|\s\s/);
      }
    },
  );
});

describe.each(files)('the words in $file', ({ file, lang, words, original }) => {
  it('are all there, and none too many', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(original).sort());
  });

  it.each(Object.entries(words))('under %s have the same places as in English and hide nothing', (key, message) => {
    expect(allPlaces(message)).toEqual(allPlaces(original[key] ?? ''));
    for (const text of formsOf(message)) {
      expect(isPlain(text)).toBe(true);
      expect(text).not.toMatch(/[<>]|^\s|\s$|\s\s|\.\.\./);
    }
  });

  it('have a form for every number there is', () => {
    const needed = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    const counted = Object.values(words).filter((message) => typeof message !== 'string');
    expect(counted.length).toBeGreaterThan(0);
    for (const message of counted) expect(Object.keys(message).sort()).toEqual([...needed].sort());
  });

  it('are really translated', () => {
    const said = (message: Message): string =>
      formsOf(message)
        .join(' ')
        .replace(/\{\w+\}/g, '');
    const same = Object.keys(words).filter(
      (key) => /\p{L}/u.test(said(original[key] ?? '')) && said(words[key] ?? '') === said(original[key] ?? ''),
    );
    expect(same).toEqual([]);
  });

  it('take at most 4 kB on the wire', async () => {
    const { code } = await transformWithOxc(sources[`../../src/i18n/locales/${file}.ts`] ?? '', `${file}.ts`);
    for (const key of Object.keys(original)) expect(code).toContain(`"${key}"`);
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(4096);
  });
});

describe('a language of the panel', () => {
  it.each(languages)('is loaded as %s in any region of it, what comes later only when asked for', async (...known) => {
    const [lang, words, late] = known;
    for (const tag of [lang, `${lang.toUpperCase()}-XX`]) {
      const locale = await loadLocale(tag);
      expect(locale.lang).toBe(tag);
      expect(locale.messages).toBe(words);
      expect(await locale.late()).toEqual(late);
    }
  });

  it('has legal words that are exact', () => {
    const german = JSON.stringify([de, deLate, deActs]);
    for (const word of ['Einwilligung', 'Widerspruch', 'Beleg', 'Nachweis', 'Protokoll'])
      expect(german).toContain(word);
    expect(german).not.toMatch(/\b(?:Zustimmung|Quittung|Einspruch|Nutzer|Kunde)/);
    const arabic = JSON.stringify([ar, arLate, arActs]);
    for (const word of ['موافقت', 'اعتراض', 'إيصال']) expect(arabic).toContain(word);
  });

  it('that does not exist is English', async () => {
    for (const lang of ['tlh', 'he', '', 'constructor', '__proto__']) {
      const { late, ...rest } = await loadLocale(lang);
      expect(rest).toEqual({ lang: 'en', messages: {} });
      expect(await late()).toEqual({});
    }
    expect(createI18n('en', (await loadLocale('tlh')).messages).of(english)('shell.close')).toBe('Close');
  });

  it('that is English brings no words of its own, early or late', async () => {
    for (const lang of ['en', 'en-GB', 'EN-au']) {
      const { late, ...rest } = await loadLocale(lang);
      expect(rest).toEqual({ lang, messages: {} });
      expect(await late()).toEqual({});
    }
  });

  it('has both halves together once the later one is there', async () => {
    const { lang, messages, late } = await loadLocale('de');
    const i18n = createI18n(lang, messages, late);
    expect(i18n.of(englishLate)('receipts.print')).toBe('Print');
    const whole = await i18n.late();
    expect(whole.of(englishLate)('receipts.print')).toBe('Drucken');
    expect(whole.of(english)('shell.close')).toBe('Schließen');
  });
});
