// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../../src/i18n/direction.ts';
import { createI18n, warmUps } from '../../src/i18n/i18n.ts';
import type { Message } from '../../src/i18n/i18n.ts';

const receipts = { one: '{count} receipt', other: '{count} receipts' } as const;
const say = (lang: string, count: number, message: Message, locale?: Message): string =>
  createI18n(lang, locale === undefined ? {} : { receipts: locale }).of({ receipts: message })('receipts', { count });

describe('a message', () => {
  it('has its places filled, each as often as it stands there', () => {
    const t = createI18n('en').of({ since: '{shop}: since {date}, says {shop}' });
    expect(t('since', { shop: 'Example Shop', date: '22 Nov' })).toBe('Example Shop: since 22 Nov, says Example Shop');
  });

  it('shows a place that nobody filled, rather than "undefined"', () => {
    expect(createI18n('en').of({ hello: 'Hello {name}' })('hello')).toBe('Hello {name}');
    expect(createI18n('en').of({ hello: 'Hello {name}' })('hello', { other: 'x' })).toBe('Hello {name}');
  });

  it('never reads what fills a place as a template', () => {
    const t = createI18n('en').of({ used: '{ref} and {name}' });
    expect(t('used', { ref: '{name}', name: '$& $1 {ref}' })).toBe('{name} and $& $1 {ref}');
  });

  it('takes any text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const told = createI18n('en').of({ is: '<{text}>' })('is', { text });
        expect(told.replace(/^<\u2068?|\u2069?>$/g, '')).toBe(text);
      }),
    );
  });

  it.each([
    ['en', '“{text}” is told', 'a” is “true', '“a’ is ‘true” is told'],
    ['de', '„{text}“ steht da', 'a“ ist „wahr', '„a‘ ist ‘wahr“ steht da'],
    ['en', '“{text}”', 'a "7 inch" and a 7"', '“a ’7 inch’ and a 7″”'],
    ['en', '“{text}”', '❝a❞ «b» 〝c〞 ＂d＂', '“‘a’ ‘b’ ‘c’ ’d’”'],
    ['en', '{text}', 'a” is “true', 'a” is “true'],
  ])('in %s keeps what it quotes from ending its own quotation: %s', (lang, message, text, told) => {
    expect(createI18n(lang).of({ is: message })('is', { text })).toBe(told);
  });

  it('sets text of another direction apart, so that it takes nothing beside it along', () => {
    const message = { by: 'by {name} (2)' };
    expect(createI18n('en').of(message)('by', { name: 'שלום 1' })).toBe('by \u2068שלום 1\u2069 (2)');
    expect(createI18n('en').of(message)('by', { name: 'Mug 1' })).toBe('by Mug 1 (2)');
    expect(createI18n('ar').of(message)('by', { name: 'Mug 1' })).toBe('by \u2068Mug 1\u2069 (2)');
  });

  it('keeps an empty text and a zero', () => {
    expect(createI18n('en').of({ is: '<{text}>' })('is', { text: '' })).toBe('<>');
    expect(createI18n('en').of({ is: '<{number}>' })('is', { number: 0 })).toBe('<0>');
  });

  it('comes from the locale, else in English, else by its key', () => {
    const i18n = createI18n('de', { close: 'Schließen' });
    const t = i18n.of({ close: 'Close', retry: 'Try again' });
    expect([t('close'), t('retry')]).toEqual(['Schließen', 'Try again']);
    expect(i18n.of<Record<string, string>>({})('missing.key')).toBe('missing.key');
  });

  it('writes its numbers in the language', () => {
    const t = { total: 'n = {count}' };
    expect(createI18n('en').of(t)('total', { count: 14238 })).toBe('n = 14,238');
    expect(createI18n('de').of(t)('total', { count: 14238 })).toBe('n = 14.238');
    expect(createI18n('ar-EG').of(t)('total', { count: 12 })).toBe('n = ١٢');
  });
});

describe('formatters', () => {
  it.each(['en', 'de', 'ar-EG', 'en_US', 'de-u-nu-arab', 'not a language'])(
    'are warmed up in parts, and write as they would without: %s',
    (lang) => {
      const [warm, cold] = [createI18n(lang), createI18n(lang)];
      expect(warmUps(warm).map((warmUp) => warmUp()).length).toBeGreaterThan(1);
      const written = ({ number, date, list }: typeof warm) => [number(1234.5), date(0), list(['a', 'b'])];
      expect(written(warm)).toEqual(written(cold));
    },
  );

  it('write each set of options in its own way, again and again', () => {
    const { number } = createI18n('en');
    for (const _again of [1, 2]) {
      expect(number(0.256)).toBe('0.256');
      expect(number(0.256, { style: 'percent' })).toBe('26%');
      expect(number(0.256, { style: 'percent', maximumFractionDigits: 1 })).toBe('25.6%');
    }
  });
});

describe('a message of a later part', () => {
  const texts = { close: 'Close', print: 'Print' };

  it('is English until it is brought, and keeps the first words beside it', async () => {
    const first = createI18n('ar-EG', { close: 'إغلاق' }, async () => ({ print: 'طباعة' }));
    expect(first.of(texts)('print')).toBe('Print');
    const late = await first.late();
    expect([late.lang, late.dir]).toEqual(['ar-EG', 'rtl']);
    expect([late.of(texts)('close'), late.of(texts)('print')]).toEqual(['إغلاق', 'طباعة']);
  });

  it('stays English where it cannot be brought, and the first words are not lost', async () => {
    const late = await createI18n('de', { close: 'Schließen' }, () => Promise.reject(new Error('offline'))).late();
    expect([late.of(texts)('close'), late.of(texts)('print')]).toEqual(['Schließen', 'Print']);
  });

  it('is English where there is nothing to bring', async () => {
    const late = await createI18n('en-GB').late();
    expect(late.lang).toBe('en-GB');
    expect(late.of(texts)('print')).toBe('Print');
  });

  it('is asked for again after a failure', async () => {
    const answers = [Promise.reject(new Error('offline')), Promise.resolve({ print: 'Drucken' })];
    const i18n = createI18n('de', {}, async () => (await answers.shift()) ?? {});
    expect((await i18n.late()).of(texts)('print')).toBe('Print');
    expect((await i18n.late()).of(texts)('print')).toBe('Drucken');
  });
});

describe('a plural', () => {
  const arabic = { zero: 'صفر', one: 'واحد', two: 'اثنان', few: 'قليل', many: 'كثير', other: 'غير' } as const;
  const polish = { one: 'one', few: 'few', many: 'many', other: 'other' } as const;

  it.each([
    [0, 'zero'],
    [1, 'one'],
    [2, 'two'],
    [3, 'few'],
    [10, 'few'],
    [11, 'many'],
    [99, 'many'],
    [100, 'other'],
    [102, 'other'],
    [103, 'few'],
    [0.5, 'other'],
  ] as const)('in Arabic, for %d, takes its form %s', (count, form) => {
    expect(say('ar', count, receipts, arabic)).toBe(arabic[form]);
  });

  it.each([
    [1, 'one'],
    [2, 'few'],
    [4, 'few'],
    [5, 'many'],
    [12, 'many'],
    [22, 'few'],
    [0, 'many'],
    [1.5, 'other'],
  ] as const)('in Polish, for %d, takes its form %s', (count, form) => {
    expect(say('pl', count, receipts, polish)).toBe(polish[form]);
  });

  it('falls back to "other" where a locale lacks a form', () => {
    expect(say('ar', 2, receipts, { other: 'كل' })).toBe('كل');
  });

  it.each(['fr', 'pt', 'hi', 'ja', 'ar'])('that is still English in %s follows the English rules', (lang) => {
    expect(say(lang, 0, { one: 'one receipt', other: 'some receipts' })).toBe('some receipts');
    expect(say(lang, 1, { one: 'one receipt', other: 'some receipts' })).toBe('one receipt');
    expect(say(lang, 2, { one: 'one receipt', other: 'some receipts' })).toBe('some receipts');
  });

  it('without a count counts nothing', () => {
    expect(createI18n('en').of({ receipts })('receipts')).toBe('{count} receipts');
  });
});

describe('what depends on the language', () => {
  it('is written by Intl', () => {
    const german = createI18n('de');
    expect(german.number(0.345, { style: 'percent', maximumFractionDigits: 1 })).toBe('34,5\u00a0%');
    expect(german.date('2026-11-22T12:00:00.000Z')).toBe('22.11.2026');
    expect(german.date(Date.UTC(2026, 10, 22, 12))).toBe('22.11.2026');
    expect(german.date('2026-11-22T12:00:00.000Z', true)).toMatch(/^22\.11\.2026, \d\d:\d\d$/);
    expect(german.list(['A', 'B', 'C'])).toBe('A, B und C');
    expect(createI18n('en').list([])).toBe('');
  });

  it.each(['', 'en_US', 'e', 'x', 'de-', 'en-GB-GB', 'not a language', '__proto__', '*'])(
    'is written in English when the page calls its language %j',
    (lang) => {
      const i18n = createI18n(lang);
      expect(i18n.lang).toBe('en');
      expect(i18n.dir).toBe('ltr');
      expect(i18n.number(1234.5)).toBe('1,234.5');
      expect(i18n.date('2026-11-22T12:00:00.000Z')).toBe('Nov 22, 2026');
      expect(i18n.of({ receipts })('receipts', { count: 1 })).toBe('1 receipt');
    },
  );

  it('keeps the language a page spells correctly', () => {
    for (const lang of ['en-GB', 'de', 'zh-Hans-CN', 'ar-EG']) expect(createI18n(lang).lang).toBe(lang);
  });
});

describe('the writing direction', () => {
  it.each([
    'ar',
    'ar-EG',
    'AR',
    'fa',
    'fa-IR',
    'he',
    'he-IL',
    'iw',
    'ur',
    'ps',
    'sd',
    'ug',
    'yi',
    'dv',
    'ckb',
    'syr',
    'nqo',
    'az-Arab',
    'pa-Arab-PK',
    'ks',
  ])('of %s is right to left', (lang) => {
    expect(directionOf(lang)).toBe('rtl');
    expect(createI18n(lang).dir).toBe('rtl');
  });

  it.each([
    'en',
    'de',
    'arn',
    'fil',
    'hy',
    'ha',
    'ku',
    'az',
    'he-Latn',
    'ar-Latn',
    'sd-Deva',
    'ja',
    'urb',
    '',
    'ar_EG',
    'not a language',
  ])('of %s is left to right', (lang) => {
    expect(directionOf(lang)).toBe('ltr');
  });
});
