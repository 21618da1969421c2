// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { placesOf, stringFields, wholeExplanation, withTexts } from './whole-explanation.ts';

const whole = wholeExplanation({ iss: 'https://shop.example', aud: 'https://shop.example' });
/** Fields that say for whom it was made: with them it is shown to nobody else. */
const ADDRESSED = ['subject', 'nonce', 'previous'];

describe('the whole explanation of the browser tests', () => {
  it('is read as it was sent', () => {
    expect(readExplanation(whole)?.marks).toEqual([]);
  });

  it('has every string field of the format in it', () => {
    const absent = stringFields().filter((field) => placesOf(whole, field).length === 0);
    expect(absent.map(({ path }) => path)).toEqual(ADDRESSED);
    expect(stringFields().length).toBeGreaterThan(90);
  });

  it('is short enough to be read with every text at its longest', () => {
    const texts = stringFields().flatMap((field) =>
      field.longest === undefined
        ? []
        : placesOf(whole, field).map((place) => [place, 'W'.repeat(field.longest ?? 0)] as const),
    );
    expect(texts.length).toBeGreaterThan(60);
    expect(readExplanation(withTexts(whole, new Map(texts)))?.marks).toEqual([]);
  });
});
