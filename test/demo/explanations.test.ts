// @vitest-environment node
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/contract/explanation.ts';
import type { TestShop } from './support.ts';
import {
  aRecord,
  aShop,
  ask,
  ISSUER,
  NOW,
  openAll,
  opened,
  ORIGIN,
  pageSays,
  PURCHASES,
  SUBJECT,
  VIEWS,
} from './support.ts';

const open: TestShop[] = [];
afterEach(() => open.splice(0).forEach(({ close }) => close()));

const GIVEN = [PURCHASES, VIEWS];
type Told = { record: ReturnType<typeof aRecord> };

const signedIn = async (told: Told, parts: Parameters<typeof aShop>[0] = {}): Promise<TestShop> => {
  const shop = aShop({ ask: () => Promise.resolve(told.record), ...parts });
  open.push(shop);
  await shop.call('POST', '/shop/sign-in', { shopper: shop.shop.shoppers.suggestions[0]?.number });
  return shop;
};
const home = (shop: TestShop, given: readonly string[] = GIVEN, lang = 'en') =>
  ask(shop, '/shop/recommendations', { surface: 'home', lang, ...pageSays(given) });

const sumOf = ({ score, factors }: Explanation): number =>
  factors.reduce((sum, { weight }) => sum + (weight ?? 0), (score?.base ?? 0) + (score?.residual ?? 0));

describe('every explanation', () => {
  test('is signed, valid by the contract, for this page and this subject, for a day', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    const all = await openAll(await home(shop));
    expect(all).toHaveLength(8);
    for (const one of all) {
      expect([one.iss, one.aud, one.subject, one.exp - one.iat, one.iat]).toEqual([
        ISSUER,
        ORIGIN,
        SUBJECT,
        86_400,
        Math.floor(NOW / 1000),
      ]);
    }
  });
  test('is refused when one letter of it is changed', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    const jws = (await home(shop)).explanations[0] ?? '';
    const [header, payload = '', signature] = jws.split('.');
    const changed = `${payload.slice(0, 40)}${payload[40] === 'A' ? 'B' : 'A'}${payload.slice(41)}`;
    await expect(opened(`${header}.${changed}.${signature}`)).rejects.toThrow('signature-wrong');
  });
  const expectChain = async (explanations: readonly string[]): Promise<void> => {
    const all = await openAll({ explanations });
    expect(all.map(({ previous }) => previous)).toEqual([
      undefined,
      ...explanations.slice(0, -1).map((jws) => createHash('sha256').update(jws).digest('base64url')),
    ]);
  };
  test('names the one before it by its digest', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    await expectChain((await home(shop)).explanations);
  });
  test('names the one before it in the answer it is asked for again with, whatever stood before it at first', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    const { items } = await home(shop);
    const ids = [5, 2, 3, 2].map((place) => items[place]?.explanationId);
    const answer = await shop.call('GET', `/shop/explanations?ids=${ids.join(',')}`);
    const { explanations } = (await answer.json()) as { explanations: string[] };
    expect(explanations).toHaveLength(3);
    await expectChain(explanations);
  });
  test('adds up, cites only rows it holds, and offers only controls it holds', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    await shop.call('POST', '/shop/basket', { product: 'CT-101', quantity: 1 });
    const lists = [
      await home(shop),
      await home(shop, []),
      await ask(shop, '/shop/recommendations', { surface: 'product', item: 'CT-101', ...pageSays(GIVEN) }),
      await ask(shop, '/shop/chat', { text: 'a mug for coffee', ...pageSays(GIVEN) }),
    ];
    for (const one of (await Promise.all(lists.map((list) => openAll(list)))).flat()) {
      expect(Math.abs(sumOf(one) - (one.score?.value ?? 9))).toBeLessThanOrEqual(one.method.tolerance ?? 0);
      const rows = new Set(one.data.map(({ id }) => id));
      const controls = new Set(one.controls.map(({ id }) => id));
      expect(one.factors.flatMap(({ data }) => data).filter((id) => !rows.has(id))).toEqual([]);
      expect(one.factors.every(({ data }) => data.length > 0)).toBe(true);
      expect([...one.factors, ...one.data].flatMap((part) => part.controls).filter((id) => !controls.has(id))).toEqual(
        [],
      );
    }
  });
  test('tells counts of other shoppers only from ten on', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    const all = await openAll(await home(shop));
    expect(all.flatMap(({ factors }) => factors).filter(({ detail }) => (detail?.together ?? 10) < 10)).toEqual([]);
    expect(
      all.flatMap(({ data }) => data).filter(({ about, count }) => about === 'other-shoppers' && (count ?? 0) < 10),
    ).toEqual([]);
  });
  test('says what was bought, when and in which order, in the three languages', async () => {
    const shop = await signedIn({ record: aRecord([PURCHASES]) });
    const one = (await openAll(await home(shop)))[0];
    const name = one?.because[0]?.name;
    expect(one?.factors[0]?.label).toEqual({
      en: `You bought ${name}`,
      de: `Sie haben ${name} gekauft`,
      ar: `اشتريت ${name}`,
    });
    expect(one?.data[0]?.source).toMatch(/^order 7\d{5}/);
    expect(one?.data[0]?.examples[0]).toMatchObject({ label: name, at: one?.data[0]?.to });
  });
});

describe('the chat', () => {
  test('answers with products, the tools it called, and what it cites', async () => {
    const shop = await signedIn({ record: aRecord([PURCHASES]) });
    const answer = await ask(shop, '/shop/chat', { text: 'Do you have candles?', ...pageSays([PURCHASES]) });
    const [first] = await openAll(answer);
    expect(answer.items.every(({ product }) => /candle|tealight|snuffer/i.test(product.name))).toBe(true);
    expect(first).toMatchObject({ kind: 'chat-answer', ai: { interacting: true, generatedText: false } });
    expect(first?.ai?.tools.map(({ name }) => name)).toEqual(['catalogue-search', 'recommender']);
    expect(first?.ai?.citations[0]?.url).toBe(`${ORIGIN}/product/${first?.item.id}`);
    expect(first?.ai?.tools.map(({ at }) => Date.parse(at ?? '') / 1000)).toEqual([first?.iat, first?.iat]);
    expect(first?.ai?.tools[1]?.resultCount).toBe(answer.items.length);
    const rows = new Set(first?.data.map(({ id }) => id));
    expect(first?.ai?.tools.flatMap(({ data }) => data).filter((id) => !rows.has(id))).toEqual([]);
  });
  test('cites every product it shows, its own first, each by its page', async () => {
    const shop = await signedIn({ record: aRecord([PURCHASES]) });
    const answer = await ask(shop, '/shop/chat', { text: 'Do you have candles?', ...pageSays([PURCHASES]) });
    const shown = answer.items.map(({ product }) => product.id);
    for (const { item, ai } of await openAll(answer)) {
      const cited = ai?.citations.map(({ url }) => url?.split('/').at(-1));
      expect(cited).toEqual([item.id, ...shown.filter((id) => id !== item.id)]);
      expect(ai?.citations[0]?.label).toBe(item.name);
    }
  });
  test.each([
    ['de', 'Habt ihr Tassen?', /mug|cup/i],
    ['ar', 'هل لديكم كوب؟', /mug|cup/i],
    ['en', 'a gift for my sister who likes tea', /tea|strainer|sencha|assam|chamomile/i],
  ])('understands %s: %s', async (lang, text, names) => {
    const shop = await signedIn({ record: aRecord([]) });
    const { items } = await ask(shop, '/shop/chat', { text, lang });
    expect(items[0]?.product.name).toMatch(names);
  });
  test('says so when it finds nothing, and shows nothing', async () => {
    const shop = await signedIn({ record: aRecord([PURCHASES]) });
    const answer = await ask(shop, '/shop/chat', { text: 'xylophone spaceship', ...pageSays([PURCHASES]) });
    expect(answer.text).toMatch(/^I found nothing for “xylophone, spaceship”/);
    expect([answer.items, answer.explanations]).toEqual([[], []]);
  });
  test('shows its usual list when the question names no thing', async () => {
    const shop = await signedIn({ record: aRecord([PURCHASES]) });
    const answer = await ask(shop, '/shop/chat', { text: 'What would you recommend to me?', ...pageSays([PURCHASES]) });
    expect(answer.items).toHaveLength(3);
    expect((await openAll(answer))[0]?.data.some(({ category }) => category === 'purchase')).toBe(true);
  });
  test('carries no hidden character of a question into an explanation', async () => {
    const shop = await signedIn({ record: aRecord([]) });
    const answer = await ask(shop, '/shop/chat', {
      text: 'mug\u202e\u200b \u{e0041}candle\u0000 \ufe0f<img src=x onerror=alert(1)>',
    });
    expect(await openAll(answer)).toHaveLength(3);
  });
});
