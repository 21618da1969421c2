// @vitest-environment node
import { afterEach, describe, expect, test } from 'vitest';
import { importOrders } from '../../demo/data/import-orders.ts';
import type { Counterfactual, Explanation } from '../../src/contract/explanation.ts';
import { sharedFile } from '../support/shared.ts';
import type { TestShop } from './support.ts';
import { aRecord, aShop, ask, openAll, pageSays, PURCHASES, VIEWS } from './support.ts';

const UCI = 'data/online-retail/demo-shop.json.gz';
const GIVEN = [PURCHASES, VIEWS];
const open: TestShop[] = [];
afterEach(() => open.splice(0).forEach(({ close }) => close()));

type Told = { record: ReturnType<typeof aRecord> };

const signedIn = async (told: Told, parts: Parameters<typeof aShop>[0] = {}): Promise<TestShop> => {
  const shop = aShop({ ask: () => Promise.resolve(told.record), ...parts });
  open.push(shop);
  await shop.call('POST', '/shop/sign-in', { shopper: shop.shop.shoppers.suggestions[0]?.number });
  return shop;
};
const home = (shop: TestShop, given: readonly string[] = GIVEN) =>
  ask(shop, '/shop/recommendations', { surface: 'home', lang: 'en', ...pageSays(given) });

/** What the record says after a counterfactual was done as the panel does it: objections to rows, or a withdrawal. */
const recordAfter = ({ change }: Counterfactual): ReturnType<typeof aRecord> => {
  if (change[0]?.op === 'disable-personalisation') return aRecord([]);
  return aRecord(
    GIVEN,
    change.map(({ ref = '' }) => ({ scope: 'data', ref })),
  );
};

const isPersonal = ({ data }: Explanation): boolean => data.some(({ about }) => about === 'shopper');

/** A rank as a list shows it: its place, or not at all. */
const shownRank = (rank: number | null | undefined, length: number): number => (rank && rank <= length ? rank : 0);

const CHAT = (text: string) => (shop: TestShop) => ask(shop, '/shop/chat', { text, ...pageSays(GIVEN) });
const CART = (shop: TestShop) => ask(shop, '/shop/recommendations', { surface: 'cart', ...pageSays(GIVEN) });

describe('a counterfactual', () => {
  test.for([
    ['default', 'the home page', home],
    ['default', 'the basket', CART],
    ['default', 'a chat answer', CHAT('a candle for the table')],
    ['default', 'a chat answer without a word to search for', CHAT('What would you recommend to me?')],
    ['real', 'the home page', home],
  ] as const)(
    'on the %s orders tells what happens on %s when it is done',
    { timeout: 60_000 },
    async ([orders, , list], context) => {
      const data = orders === 'real' ? await importOrders(sharedFile(context, UCI)) : undefined;
      const told: Told = { record: aRecord(GIVEN) };
      const shop = await signedIn(told, data ? { data } : {});
      for (const { id } of shop.shop.data.products.slice(0, 3))
        await shop.call('POST', '/shop/basket', { product: id, quantity: 1 });
      await shop.call('POST', '/shop/views', { product: shop.shop.data.products[9]?.id, ...pageSays(GIVEN) });
      const said = (await openAll(await list(shop))).slice(0, 4);
      expect(said.flatMap(({ counterfactuals }) => counterfactuals).length).toBeGreaterThan(0);
      for (const one of said) {
        for (const change of one.counterfactuals) {
          told.record = recordAfter(change);
          const after = (await list(shop)).items.map(({ product }) => product.id);
          expect([change.verified, after[0]]).toEqual([true, change.outcome.first?.id]);
          expect(after.indexOf(one.item.id) + 1).toBe(shownRank(change.outcome.newRank, after.length));
        }
        if (!isPersonal(one)) continue;
        told.record = aRecord([]);
        const impersonal = (await list(shop)).items.map(({ product }) => product.id);
        expect(one.alternatives.map(({ id }) => id)).toEqual(impersonal);
        expect(one.alternatives.every(({ personalised }) => !personalised)).toBe(true);
      }
    },
  );
  test('is stated only of rows the explanation holds, for at most three, and names a control it has', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    for (const one of await openAll(await home(shop))) {
      const rows = new Set(one.data.map(({ id }) => id));
      const refs = one.counterfactuals.flatMap(({ change }) => change.flatMap(({ ref }) => ref ?? []));
      expect(refs.filter((ref) => !rows.has(ref))).toEqual([]);
      expect(one.counterfactuals.every(({ change }) => change.length <= 3)).toBe(true);
      const controls = one.controls.map(({ id }) => id);
      expect(one.counterfactuals.filter(({ control }) => !controls.includes(control ?? ''))).toEqual([]);
      expect([new Set(controls).size, controls.length <= 20]).toEqual([controls.length, true]);
    }
  });
  test('is not stated where nothing about the shopper was used', async () => {
    const shop = await signedIn({ record: aRecord([]) });
    const all = await openAll(await home(shop, []));
    expect(all.flatMap(({ counterfactuals, alternatives }) => [...counterfactuals, ...alternatives])).toEqual([]);
    expect(all.map(({ contrast }) => contrast)).toEqual(all.map(() => undefined));
  });
});

describe('the contrast', () => {
  test('is with the next product, by what tells their scores apart most', async () => {
    const shop = await signedIn({ record: aRecord(GIVEN) });
    const all = await openAll(await home(shop));
    for (const [at, { contrast, factors }] of all.slice(0, -1).entries()) {
      expect(contrast?.insteadOf.id).toBe(all[at + 1]?.item.id);
      const sizes = contrast?.differences.map(({ delta }) => Math.abs(delta ?? 0)) ?? [];
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      for (const { factor, label } of contrast?.differences ?? [])
        if (factor) expect(factors.find(({ id }) => id === factor)?.label).toEqual(label);
    }
  });
});
