// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { aFactor, anExplanation, codesIn, type Over } from './told.ts';

describe('time, page and addresses', () => {
  const iat = 1_795_342_531;
  const contact = (human: string) => ({ contact: { human } });

  it.each([
    ['a day and a second', { exp: iat + 86_401 }, ['exp-too-far /exp']],
    ['a day', { exp: iat + 86_400 }, []],
    ['an end before its beginning', { exp: iat }, ['exp-before-iat /exp']],
    ['milliseconds', { iat: iat * 1000, exp: iat * 1000 + 1 }, ['not-seconds /iat']],
    ['an issuer with a path', { iss: 'https://shop.example/' }, ['origin-wrong /iss']],
    ['a page with a path', { aud: 'https://shop.example/home' }, ['origin-wrong /aud', 'url-elsewhere /item/url']],
    ['http on the web', contact('http://shop.example/contact'), ['url-unsafe /contact/human']],
    ['http on this machine', contact('http://localhost:3000/contact'), []],
    ['a user name in an address', contact('https://shop.example@evil.example/'), ['url-unsafe /contact/human']],
    [
      'an item elsewhere',
      { item: { id: 'mug', name: 'Mug', url: 'https://cdn.example/mug' } },
      ['url-elsewhere /item/url'],
    ],
    [
      'an alternative elsewhere',
      { alternatives: [{ id: 'cup', personalised: false, url: 'https://other.example/' }] },
      ['url-elsewhere /alternatives/0/url'],
    ],
    ['a card elsewhere', { engine: { name: 'Shop', adapter: 'own', card: 'https://vendor.example/card' } }, []],
    [
      'a citation by http',
      { ai: { citations: [{ label: 'Guide', url: 'http://guide.example/' }] } },
      ['url-unsafe /ai/citations/0/url'],
    ],
  ])('with %s', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(over))).toEqual(findings);
  });
});

describe('money', () => {
  const money = (over: Over) => ({ commercial: { sponsored: false, effect: 'none', ...over } });
  const price = (over: Over) => ({
    price: { personalised: true, data: ['d1'], disclosures: ['eu-crd-6-1-ea'], ...over },
  });

  it.each([
    ['a personalised price that is disclosed', price({}), []],
    ['a personalised price that is not', price({ disclosures: [] }), ['price-undisclosed /price/disclosures']],
    [
      'a personalised price with the word none',
      price({ disclosures: ['none'] }),
      ['price-undisclosed /price/disclosures'],
    ],
    ['a personalised price from nowhere', price({ data: [] }), ['price-data-untold /price/data']],
    ['an advert that is not sponsored', { kind: 'advert' }, ['commercial-contradicts /commercial/sponsored']],
    [
      'a sponsored place without effect',
      money({ sponsored: true, payer: 'Brand' }),
      ['commercial-contradicts /commercial/effect'],
    ],
    ['a sponsor nobody names', money({ sponsored: true, effect: 'boosted' }), ['payer-untold /commercial/payer']],
    ['an effect nobody knows', money({ effect: 'unknown' }), ['commercial-untold /commercial/effect']],
    [
      'a margin that counts and is not told',
      { factors: [aFactor({ code: 'margin' })] },
      ['commercial-contradicts /commercial/marginUsed'],
    ],
    [
      'an own brand that counts and is not told',
      { factors: [aFactor({ code: 'own-brand' })] },
      ['commercial-contradicts /commercial/ownBrand'],
    ],
    [
      'a margin that counts and is told',
      { ...money({ marginUsed: true }), factors: [aFactor({ code: 'margin' })] },
      [],
    ],
  ])('with %s', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(over))).toEqual(findings);
  });
});
