// @vitest-environment node
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isPlain, plainText, toPlain } from '../../src/contract/plain-text.ts';
import { sharedStrings } from '../support/shared.ts';

const hidden: readonly (readonly [string, string])[] = [
  ['a line break', '\n'],
  ['a null', '\0'],
  ['an escape', '\u001b'],
  ['a C1 control', '\u0085'],
  ['a delete', '\u007f'],
  ['a soft hyphen', '\u00ad'],
  ['a combining grapheme joiner', '\u034f'],
  ['a zero-width space', '\u200b'],
  ['a stray zero-width non-joiner', '\u200c'],
  ['a stray zero-width joiner', '\u200d'],
  ['a left-to-right mark', '\u200e'],
  ['a right-to-left mark', '\u200f'],
  ['an Arabic letter mark', '\u061c'],
  ['an embedding', '\u202a'],
  ['an override', '\u202e'],
  ['an isolate', '\u2066'],
  ['an isolate end', '\u2069'],
  ['a line separator', '\u2028'],
  ['a word joiner', '\u2060'],
  ['an invisible plus', '\u2064'],
  ['a byte order mark', '\ufeff'],
  ['a stray variation selector', '\ufe0f'],
  ['a text variation selector', '\ufe00'],
  ['a supplementary variation selector', '\u{e0100}'],
  ['a tag', '\u{e0041}'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['a Khmer inherent vowel', '\u17b4'],
  ['a Mongolian separator', '\u180e'],
  ['an interlinear mark', '\ufff9'],
  ['an object replacement', '\ufffc'],
  ['a musical format control', '\u{1d173}'],
  ['a shorthand control', '\u{1bca0}'],
  ['a noncharacter', '\uffff'],
  ['a noncharacter of another plane', '\u{1fffe}'],
  ['a high surrogate alone', '\ud83d'],
  ['a low surrogate alone', '\ude00'],
];

const visible: readonly (readonly [string, string])[] = [
  ['English', 'SINGLE HEART ZINC T-LIGHT HOLDER'],
  ['German', 'Größe: 20 × 30 cm'],
  ['Arabic', 'حامل شموع على شكل قلب'],
  ['Hebrew with points', 'שָׁלוֹם'],
  ['Persian, with its joiner', 'می\u200cخواهم'],
  ['Hindi', 'हिन्दी'],
  ['Sinhala, with its joiner', 'ශ්\u200dරී'],
  ['Japanese', '日本語'],
  ['Korean', '한국어'],
  ['Thai', 'ภาษาไทย'],
  ['an emoji', '🕯'],
  ['a heart with its selector', '❤\ufe0f Mug'],
  ['a family', '👨\u200d👩\u200d👧'],
  ['a skin tone and a trade', '👩🏽\u200d🔧'],
  ['a heart on fire', '❤\ufe0f\u200d🔥'],
  ['a keycap', '1\ufe0f\u20e3'],
  ['a flag', '🇩🇪'],
];

describe('plain text', () => {
  it.each(visible)('may be %s', (_what, text) => {
    expect(isPlain(text)).toBe(true);
    expect(toPlain(text, 280)).toBe(text);
  });

  it.each(hidden)('may not hold %s', (_what, character) => {
    for (const text of [character, `a${character}b`, `a${character}`, `${character}b`]) {
      expect(isPlain(text)).toBe(false);
      expect(isPlain(toPlain(text, 280))).toBe(true);
      expect(toPlain(text, 280).replace(/ /g, '')).toBe(text.replace(character, ''));
    }
  });

  it('may not smuggle joiners and selectors behind an emoji', () => {
    expect(isPlain('👨\u200d\u200d👩')).toBe(false);
    expect(isPlain('❤\ufe0f\ufe0f')).toBe(false);
    expect(isPlain('👨\u200d')).toBe(false);
    expect(isPlain('👨\u200dadmin')).toBe(false);
    expect(isPlain('1\ufe0f')).toBe(false);
    expect(isPlain('is\u200cAdmin')).toBe(false);
    expect(isPlain('🏴\u{e0067}\u{e0062}\u{e007f}')).toBe(false);
  });

  it('may not pile marks on a letter until they cover the lines around it', () => {
    const piled = `a${'\u0336\u0489\u0300'.repeat(30)}b`;
    expect(isPlain(piled)).toBe(false);
    expect(toPlain(piled, 280)).toBe('a\u0336\u0489\u0300\u0336\u0489\u0300b');
    expect(isPlain('ก็็็')).toBe(true);
  });

  it('may not push words far away from what they belong to', () => {
    for (const gap of ['\u00a0\u00a0', ' \u2003', '\u3000 \u3000 \u3000', '\u2800'.repeat(80), ' \u2800 ']) {
      expect(isPlain(`Mug${gap}Signed`)).toBe(false);
      expect(toPlain(`Mug${gap}Signed`, 280)).toBe('Mug Signed');
    }
    expect(isPlain('HANGING HEART  T-LIGHT')).toBe(true);
  });

  for (const corpus of ['bidi', 'invisible']) {
    it(`is none of the known ${corpus} attacks`, (context) => {
      for (const text of sharedStrings(context, `corpora/${corpus}.jsonl`)) {
        expect(isPlain(text)).toBe(false);
        expect(isPlain(toPlain(text, 280))).toBe(true);
      }
    });
  }

  it('must say something: spaces and blank Braille are nothing', () => {
    for (const text of ['', ' ', ' \u00a0 ', '\u2800']) expect(v.is(plainText(60), text)).toBe(false);
  });

  it('has a length in UTF-16 units', () => {
    expect(v.is(plainText(4), 'abcd')).toBe(true);
    expect(v.is(plainText(4), 'abcde')).toBe(false);
    expect(v.is(plainText(4), '🕯🕯🕯')).toBe(false);
  });
});

describe('making text plain', () => {
  it('folds white space and keeps words apart at line ends', () => {
    expect(toPlain('  red\n\tcandle \u200b holder\r\n', 280)).toBe('red candle holder');
    expect(toPlain('red\u2028candle', 280)).toBe('red candle');
    expect(toPlain('30\u202f€', 280)).toBe('30 €');
    expect(isPlain('30\u202f€')).toBe(true);
  });

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['🕯🕯🕯🕯', 6, '🕯🕯…'],
    ['', 6, ''],
    ['\u200b\u202e', 6, ''],
    ['ab 👨\u200d👩\u200d👧 cd', 6, 'ab 👨…'],
  ])('cuts %j to %i units: %j', (text, max, cut) => {
    expect(toPlain(text, max)).toBe(cut);
  });

  it('whatever comes in, the result is plain, short enough and stays as it is', () => {
    const nasty = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...[...hidden, ...visible].map(([, text]) => text))),
    );
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 40 }), (parts, max) => {
        const plain = toPlain(parts.join(''), max);
        expect(isPlain(plain)).toBe(true);
        expect(plain.length).toBeLessThanOrEqual(max);
        expect(toPlain(plain, max)).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });

  it('is quick with a megabyte of nothing', () => {
    expect(toPlain('\u200b'.repeat(1_000_000), 280)).toBe('');
    for (const text of [' ', '\u0300', ' \u2800']) expect(isPlain(text.repeat(1_000_000))).toBe(text === ' ');
  });
});
