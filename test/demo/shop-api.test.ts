// @vitest-environment node
import { afterEach, describe, expect, test } from 'vitest';
import type { TestShop } from './support.ts';
import { aRecord, aShop, ask, openAll, pageSays, PURCHASES, VIEWS } from './support.ts';

const open: TestShop[] = [];
const shopWith = (...parts: Parameters<typeof aShop>): TestShop => {
  const shop = aShop(...parts);
  open.push(shop);
  return shop;
};
const signedIn = async (...parts: Parameters<typeof aShop>): Promise<TestShop> => {
  const shop = shopWith(...parts);
  const number = shop.shop.shoppers.suggestions[0]?.number;
  await shop.call('POST', '/shop/sign-in', { shopper: number });
  return shop;
};
afterEach(() => open.splice(0).forEach(({ close }) => close()));

const home = (shop: TestShop, given: readonly string[] | undefined, lang = 'en') =>
  ask(shop, '/shop/recommendations', { surface: 'home', lang, ...(given ? pageSays(given) : {}) });

describe('before an act', () => {
  test('no answer sets a cookie', async () => {
    const shop = shopWith({ ask: () => Promise.resolve(aRecord([VIEWS])) });
    const product = shop.shop.data.products[0]?.id;
    const answers = [
      await shop.call('GET', '/'),
      await shop.call('GET', `/product/${product}`),
      await shop.call('GET', '/shop/me'),
      await shop.call('GET', '/shop/products'),
      await shop.call('POST', '/shop/recommendations', { surface: 'home' }),
      await shop.call('POST', '/shop/chat', { text: 'a mug' }),
      await shop.call('POST', '/shop/views', { product, ...pageSays([VIEWS]) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual(answers.map(() => null));
  });
  test('recommendations are what is popular, the same for everybody', async () => {
    const shop = shopWith();
    const list = await home(shop, undefined);
    const explanations = await openAll(list);
    expect(list.heading).toBe('Popular now');
    expect(explanations.flatMap(({ data }) => data).filter(({ about }) => about === 'shopper')).toEqual([]);
  });
});

describe('the session cookie', () => {
  test('comes with the basket, out of reach of scripts and other sites', async () => {
    const shop = shopWith();
    const response = await shop.call('POST', '/shop/basket', { product: 'KI-101', quantity: 2 });
    expect(response.headers.get('set-cookie')).toMatch(
      /^shop_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
  test('changes at sign-in, and the old one is worth nothing', async () => {
    const shop = shopWith();
    await shop.call('POST', '/shop/basket', { product: 'KI-101', quantity: 2 });
    const old = shop.cookie();
    await shop.call('POST', '/shop/sign-in', { shopper: shop.shop.data.shoppers[0] });
    const stale: { shopper: string | null; basket: unknown[] } = await (
      await shop.call('GET', '/shop/me', undefined, { cookie: old ?? '' })
    ).json();
    const fresh: { shopper: string | null; basket: unknown[] } = await (await shop.call('GET', '/shop/me')).json();
    expect([stale.shopper, stale.basket.length]).toEqual([null, 0]);
    expect([fresh.shopper, fresh.basket.length]).toEqual([shop.shop.data.shoppers[0], 1]);
  });
  test('is not given to a number nobody has', async () => {
    const shop = shopWith();
    const response = await shop.call('POST', '/shop/sign-in', { shopper: '1' });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([404, null]);
  });
});

describe('purposes', () => {
  test('purchases are used only while both the page and the record say given', async () => {
    let record = aRecord([PURCHASES]);
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    const cites = async (given: readonly string[] | undefined) =>
      (await openAll(await home(shop, given))).some(({ data }) => data.some(({ category }) => category === 'purchase'));
    expect(await cites([PURCHASES])).toBe(true);
    expect(await cites([])).toBe(false);
    expect(await cites(undefined)).toBe(false);
    record = aRecord([]);
    expect(await cites([PURCHASES])).toBe(false);
  });
  test('every row about the shopper names a purpose that was given, and its receipt', async () => {
    const record = aRecord([PURCHASES]);
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    await shop.call('POST', '/shop/basket', { product: 'KI-101', quantity: 1 });
    const rows = (await openAll(await home(shop, [PURCHASES, VIEWS])))
      .flatMap(({ data }) => data)
      .filter(({ about }) => about === 'shopper');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row.consent).toMatchObject({
        purposeId: PURCHASES,
        receiptId: record.receipts[PURCHASES],
        stateAtUse: 'given',
      });
  });
  test('a grant that has run out allows nothing', async () => {
    const record = {
      ...aRecord([PURCHASES]),
      effective: { [PURCHASES]: { state: 'given', until: '2026-11-23T11:59:59.000Z' } },
    };
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    expect((await home(shop, [PURCHASES])).byRows).toBe(false);
  });
  test('a view is recorded only where looking may be used', async () => {
    let record = aRecord([]);
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    const view = async () =>
      (await shop.call('POST', '/shop/views', { product: 'KI-101', ...pageSays([VIEWS]) })).json();
    expect(await view()).toEqual({ recorded: false });
    record = aRecord([VIEWS]);
    expect(await view()).toEqual({ recorded: true });
    const rows = (await openAll(await home(shop, [VIEWS])))
      .flatMap(({ data }) => data)
      .filter(({ about }) => about === 'shopper');
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(['view:KI-101']));
  });
  test('chat is kept only where the shopper allows it', async () => {
    let record = aRecord([]);
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    const consent = pageSays(['assistant.transcripts']);
    await ask(shop, '/shop/chat', { text: 'a mug', ...consent });
    record = aRecord(['assistant.transcripts']);
    await ask(shop, '/shop/chat', { text: 'a teapot', ...consent });
    const kept: { lines: { text: string }[] } = await (await shop.call('POST', '/shop/chat/kept', consent)).json();
    expect(kept.lines.map(({ text }) => text)[0]).toBe('a teapot');
    expect(kept.lines).toHaveLength(2);
  });
});

describe('objections', () => {
  test('leave out a row, a source, a purpose, an item, each by its name', async () => {
    let record = aRecord([PURCHASES]);
    const shop = await signedIn({ ask: () => Promise.resolve(record) });
    const first = await openAll(await home(shop, [PURCHASES]));
    const row = first[0]?.data.find(({ about }) => about === 'shopper');
    const after = async (scope: string, ref: string) => {
      record = aRecord([PURCHASES], [{ scope, ref }]);
      const list = await home(shop, [PURCHASES]);
      return { list, data: (await openAll(list)).flatMap(({ data }) => data) };
    };
    expect((await after('data', row?.id ?? '')).data.map(({ id }) => id)).not.toContain(row?.id);
    expect((await after('source', row?.source ?? '')).data.map(({ source }) => source)).not.toContain(row?.source);
    expect((await after('purpose', PURCHASES)).list.byRows).toBe(false);
    expect((await after('item', first[0]?.item.id ?? '')).list.items.map(({ product }) => product.id)).not.toContain(
      first[0]?.item.id,
    );
  });
});

describe('ordering', () => {
  test('makes a purchase of it, under the next order number, and empties the basket', async () => {
    const shop = shopWith({ ask: () => Promise.resolve(aRecord([PURCHASES])) });
    await shop.call('POST', '/shop/basket', { product: 'CA-101', quantity: 2 });
    const response = await shop.call('POST', '/shop/order', {});
    const { order, me }: { order: string; me: { basket: unknown[] } } = await response.json();
    expect([response.status, order, me.basket]).toEqual([201, '703101', []]);
    const rows = (await openAll(await home(shop, [PURCHASES]))).flatMap(({ data }) => data);
    expect(rows.find(({ about }) => about === 'shopper')).toMatchObject({
      id: 'purchase:CA-101',
      source: 'order 703101',
    });
  });
  test('is refused with an empty basket', async () => {
    const shop = await signedIn();
    const response = await shop.call('POST', '/shop/order', {});
    const problem: { code: string } = await response.json();
    expect([response.status, problem.code]).toEqual([409, 'basket-empty']);
  });
  test('survives closing and opening the shop again', async () => {
    const shop = await signedIn();
    await shop.call('POST', '/shop/basket', { product: 'CA-101', quantity: 2 });
    shop.shop.sessions.find('x');
    const again = shopWith({ folder: shop.folder });
    const me: { basket: { quantity: number }[] } = await (
      await again.call('GET', '/shop/me', undefined, { cookie: shop.cookie() ?? '' })
    ).json();
    expect(me.basket.map(({ quantity }) => quantity)).toEqual([2]);
  });
});

describe('explanations by id', () => {
  test('come back in the order asked, to the session they were made for', async () => {
    const shop = await signedIn({ ask: () => Promise.resolve(aRecord([PURCHASES])) });
    const list = await home(shop, [PURCHASES]);
    const [first, , third] = await openAll(list);
    const path = `/shop/explanations?ids=${third?.id},${first?.id}`;
    const mine = await shop.call('GET', path);
    expect(mine.headers.get('cache-control')).toBe('no-store');
    // What came first names none before it, and the one after it that one: all else is told again as it was.
    expect((await openAll(await mine.json())).map((one) => ({ ...one, previous: undefined }))).toEqual(
      [third, first].map((one) => ({ ...one, previous: undefined })),
    );
    const stranger = await shop.call('GET', path, undefined, { cookie: '' });
    expect(await stranger.json()).toEqual({ explanations: [] });
  });
  test.each([
    '',
    '?ids=',
    '?ids=1',
    `?ids=${Array.from({ length: 51 }, () => '7b0f4a52-6a3e-4f0c-9a55-0b1c2d3e4f50').join(',')}`,
  ])('%s is refused', async (query) => {
    expect((await shopWith().call('GET', `/shop/explanations${query}`)).status).toBe(400);
  });
});
