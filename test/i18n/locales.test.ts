// @vitest-environment node
import { brotliCompressSync } from 'node:zlib';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/contract/plain-text.ts';
import { createI18n } from '../../src/i18n/i18n.ts';
import type { Message, Messages } from '../../src/i18n/i18n.ts';
import { loadLocale } from '../../src/i18n/locales.ts';
import { ar } from '../../src/i18n/locales/ar.ts';
import { de } from '../../src/i18n/locales/de.ts';

/** The English words beside every feature: one exported object per `*-text.ts`. */
const features = import.meta.glob<Record<string, Messages>>(['../../src/*/*-text.ts', '!../../src/contract/*'], {
  eager: true,
});
const sources = import.meta.glob<string>('../../src/i18n/locales/*.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const english: Messages = Object.assign({}, ...Object.values(features).flatMap((feature) => Object.values(feature)));

const formsOf = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const placesOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place))].sort();
const allPlaces = (message: Message): readonly string[] => [...new Set(formsOf(message).flatMap(placesOf))].sort();

const languages = [
  ['de', de],
  ['ar', ar],
] as const;

describe('the English words', () => {
  it('of every feature are under keys of its own', () => {
    const keys = Object.values(features)
      .flatMap((feature) => Object.values(feature))
      .flatMap((texts) => Object.keys(texts));
    expect(Object.keys(features).length).toBeGreaterThanOrEqual(4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(Object.entries(english))('under %s are plain, and have nothing left to do', (_key, message) => {
    for (const text of formsOf(message)) {
      expect(isPlain(text)).toBe(true);
      expect(text).not.toMatch(/undefined|^\s|\s$|\s\s/);
    }
  });
});

describe.each(languages)('the words in %s', (lang, words) => {
  it('are all there, and none too many', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.entries(words))('under %s have the same places as in English and hide nothing', (key, message) => {
    const original = english[key] ?? '';
    expect(allPlaces(message)).toEqual(allPlaces(original));
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
      (key) => /\p{L}/u.test(said(english[key] ?? '')) && said(words[key] ?? '') === said(english[key] ?? ''),
    );
    expect(same).toEqual([]);
  });

  it('are what the widget loads for the language, in any region of it', async () => {
    expect((await loadLocale(lang)).messages).toBe(words);
    expect((await loadLocale(`${lang.toUpperCase()}-XX`)).messages).toBe(words);
  });

  it('take at most 4 kB on the wire', async () => {
    const { code } = await transformWithOxc(sources[`../../src/i18n/locales/${lang}.ts`] ?? '', `${lang}.ts`);
    expect(code).toContain('shell.close');
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(4096);
  });
});

describe('a language of the panel', () => {
  it('has legal words that are exact', () => {
    const german = JSON.stringify(de);
    for (const word of ['Einwilligung', 'Widerspruch', 'Beleg']) expect(german).toContain(word);
    expect(german).not.toMatch(/\b(?:Zustimmung|Quittung|Einspruch|Nutzer|Kunde)/);
    const arabic = JSON.stringify(ar);
    for (const word of ['موافقت', 'اعتراض', 'إيصال']) expect(arabic).toContain(word);
  });

  it('that does not exist is English', async () => {
    for (const lang of ['tlh', 'he', '', 'constructor', '__proto__']) {
      expect(await loadLocale(lang)).toEqual({ lang: 'en', messages: {} });
    }
    expect(createI18n('en', (await loadLocale('tlh')).messages).of(english)('shell.close')).toBe('Close');
    expect((await loadLocale('en-GB')).lang).toBe('en-GB');
  });
});
