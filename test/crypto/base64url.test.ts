// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/crypto/base64url.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('base64url', () => {
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
    ['\u00fb\u00ff', '-_8'],
  ])('spells the bytes of %j as %j (RFC 4648 §10)', (text, spelled) => {
    expect(toBase64Url(Buffer.from(text, 'latin1'))).toBe(spelled);
    expect(fromBase64Url(spelled)).toEqual(new Uint8Array(Buffer.from(text, 'latin1')));
  });

  it('spells any bytes like the platform does, and reads them back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const text = toBase64Url(value);
        expect(text).toBe(Buffer.from(value).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(new Uint8Array(value));
      }),
    );
  });

  it('reads a text only if it is the one spelling of its bytes', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'ABCXYZabcxyz0189-_+/= .'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 12 })), (text) => {
        const read = fromBase64Url(text);
        const canonical = Buffer.from(text, 'base64url').toString('base64url') === text;
        expect(read !== undefined).toBe(canonical);
        if (read) expect(toBase64Url(read)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['padding', 'Zg=='],
    ['a stray bit', 'Zh'],
    ['stray bits in three letters', 'Zm9'],
    ['a single letter', 'Z'],
    ['five letters', 'Zm9vY'],
    ['ordinary base64', '+/8'],
    ['a space', 'Zm 9v'],
    ['a line break', 'Zm9v\n'],
    ['a dot', 'Zm9v.'],
    ['a full-width letter', 'Ｚm9v'],
    ['an emoji', '😀😀'],
    ['a null', 'Zm9v\0'],
  ])('refuses %s', (_what, text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });

  it('reads a megabyte', () => {
    expect(fromBase64Url('A'.repeat(1_333_336))).toHaveLength(1_000_002);
  });
});
