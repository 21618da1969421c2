// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { LAW_MAP, lawsFor } from '../../src/explain/law-map.ts';
import { NEW_YORK_SENTENCE, priceOf } from '../../src/explain/price.ts';
import { aRow, judged, othersRow, reading } from './samples.ts';

const item = { id: '1', name: 'Mug', price: { amount: 950, currency: 'EUR' } };
const line = (price: unknown, region?: string, over: object = {}) => priceOf(judged({ item, price, ...over }), region);
const personal = { personalised: true };

describe('a price made for the shopper', () => {
  it.each([
    ['DE', ['crd-6-1-ea']],
    ['DE-BY', ['crd-6-1-ea']],
    ['EU', ['crd-6-1-ea']],
    ['US-NY', ['ny-349-a']],
  ])('carries in %s the sentence of %j', (region, laws) => {
    expect(line(personal, region)).toMatchObject({ kind: 'shown', isPersonal: true, laws });
  });

  it.each(['US', 'US-CA', 'US-CT', 'GB', 'XX'])('is withheld in %s, where no sentence is known', (region) => {
    const disclosures = ['eu-crd-6-1-ea', 'us-ny-gbl-349-a'];
    expect(line({ ...personal, disclosures }, region)).toEqual({ kind: 'withheld', code: 'no-sentence' });
  });

  it('carries, without a region, the sentences the shop itself names', () => {
    expect(line({ ...personal, disclosures: ['us-ny-gbl-349-a', 'us-ct-pa-26-64'] })).toMatchObject({
      laws: ['ny-349-a'],
    });
  });

  it.each([[[]], [['none']], [['us-ct-pa-26-64']], [['a law to come']]])(
    'is withheld without a region where the shop names %j',
    (disclosures) => {
      expect(line({ ...personal, disclosures })).toEqual({ kind: 'withheld', code: 'no-sentence' });
    },
  );

  it('is withheld where what is said about it could not be read', () => {
    expect(line({ personalised: 'no' }, 'DE')).toEqual({ kind: 'withheld', code: 'unread' });
    expect(line('cheap', 'DE')).toEqual({ kind: 'withheld', code: 'unread' });
  });

  it('is made for the shopper when it rests on data about them, whatever the shop calls it', () => {
    expect(line({ personalised: false, data: ['d1'] })).toMatchObject({ kind: 'withheld' });
  });

  it('tells what it would be without', () => {
    const reference = { amount: 900, currency: 'EUR' };
    expect(line({ ...personal, reference, direction: 'higher' }, 'FR')).toMatchObject({
      reference,
      direction: 'higher',
    });
    expect(line({ ...personal, direction: 'sideways' }, 'FR')).toMatchObject({ direction: undefined });
  });

  it('is marked in New York with the words of the law', () => {
    expect(NEW_YORK_SENTENCE).toBe('THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.');
  });
});

describe('any other price', () => {
  it('is shown without a sentence', () => {
    expect(line({ personalised: false })).toMatchObject({ kind: 'shown', isPersonal: false, laws: [] });
  });

  it('that is not told is no line', () => {
    expect(priceOf(judged({ price: { personalised: false } }), 'DE')).toBeUndefined();
  });
});

describe('the law map', () => {
  const ids = (over: object, region: string) => {
    const laws = lawsFor(reading(over).explanation, region);
    return [laws?.applies.map(({ id }) => id), laws?.voluntary.map(({ id }) => id)];
  };

  it('names for a list on consent what binds in the Union, and what nobody asks of a shop', () => {
    expect(ids({}, 'DE')).toEqual([
      ['gdpr-13-15', 'gdpr-7-3', 'gdpr-21-2'],
      ['gdpr-15-1-h', 'dsa-27'],
    ]);
  });

  it.each([
    ['a paid search result', { kind: 'search-rank', data: [othersRow()] }, 'DE', ['ucpd-11a']],
    ['a chat', { kind: 'chat-answer', data: [othersRow()] }, 'IE', ['ai-act-50-1']],
    ['a personalised price', { price: personal, data: [othersRow()] }, 'PL', ['crd-6-1-ea']],
    ['a personalised price', { price: personal }, 'US-NY', ['ny-349-a']],
    ['data that needs no consent', { data: [aRow({ basis: 'contract' })] }, 'AT', ['gdpr-13-15', 'gdpr-21-2']],
    ['nothing about the shopper', { data: [othersRow()] }, 'US-NY', []],
  ])('names for %s only what it gives occasion for', (_what, over, region, applies) => {
    expect(ids(over, region)[0]).toEqual(applies);
  });

  it.each(['US', 'US-CA', 'GB', 'CH', 'BR'])('claims nothing of %s', (region) => {
    expect(lawsFor(reading({ price: personal }).explanation, region)).toMatchObject({
      known: false,
      applies: [],
      voluntary: [],
    });
  });

  it('says nothing of the law where no region is named', () => {
    expect(lawsFor(reading().explanation, undefined)).toBeUndefined();
  });

  it('is dated, and every rule has a place to be read at', () => {
    expect(Date.parse(LAW_MAP.asOf)).not.toBeNaN();
    for (const { source, since } of LAW_MAP.laws) {
      expect(new URL(source).protocol).toBe('https:');
      expect(since === undefined || since <= LAW_MAP.asOf).toBe(true);
    }
  });
});
