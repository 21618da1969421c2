import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../src/consent/consent.ts';
import type { ChoiceKey } from '../../src/contract/ids.ts';
import { type ConsentEntry, eventsOf } from '../../src/ledger/past.ts';
import type { Recorder } from '../../src/widget/record.ts';
import { aShopWithPages, given, type ShopWithPages } from '../support/recording-pages.ts';
import { anyAct } from './devices.ts';

const RUNS = { numRuns: 12 };
/** Real databases, hundreds of writes. */
const PATIENCE = { timeout: 120_000 };

/** Two to five tabs, each with some acts, and what the network does while they make them. No tab has Web Locks. */
const anyTabs = fc.record({
  tabs: fc.array(fc.array(anyAct, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
  network: fc.constantFrom('up' as const, 'down' as const, 'loses answers' as const),
});

/** Sends what waits, whatever was said about when to try again. */
const sendAll = async (page: Recorder): Promise<void> => {
  for (const { id } of (await page.ledger.read()).outbox) await page.ledger.postpone({ id, attempts: 1, notBefore: 0 });
  await page.drain();
};

const actAtOnce = async (
  shop: ShopWithPages,
  tabs: readonly (readonly { readonly choices: Parameters<typeof given>[0] }[])[],
): Promise<Recorder> => {
  const profile = { indexedDB: new IDBFactory() };
  const pages = tabs.map((acts) => ({ page: shop.openPage(profile), acts }));
  await Promise.all(
    pages.map(async ({ page, acts }) => {
      for (const { choices } of acts) await page.choose(given(choices));
    }),
  );
  shop.wire.network = 'up';
  for (const { page } of pages) await sendAll(page);
  return shop.openPage(profile);
};

const expectOneChain = (consents: readonly ConsentEntry[], many: number): void => {
  expect(consents.map(({ event }) => event.seq)).toEqual(Array.from({ length: many }, (_, at) => at + 1));
  expect(consents.slice(1).map(({ event }) => event.prev)).toEqual(consents.slice(0, -1).map(({ digest }) => digest));
};

describe('invariant 6: tabs that act at once, without Web Locks', () => {
  it('never take one seq, nor one place of the chain; the shop has each act once, and agrees', PATIENCE, () =>
    fc.assert(
      fc.asyncProperty(anyTabs, async ({ tabs, network }) => {
        const shop = await aShopWithPages();
        shop.wire.network = network;
        const page = await actAtOnce(shop, tabs);
        const state = await page.ledger.read();
        const consents = state.entries.flatMap((entry) => (entry.kind === 'consent' ? [entry] : []));
        expectOneChain(consents, tabs.flat().length);
        const atShop = (await shop.eventsOf(page)).map(({ event }) => JSON.parse(event).event_id as string);
        expect(atShop.toSorted()).toEqual(consents.map(({ id }) => id).toSorted());
        const told = Object.entries((await shop.stateOf(page)).effective);
        const own = foldEvents(eventsOf(state), []);
        expect(told.map(([key]) => [key, own[key as ChoiceKey]?.state])).toEqual(
          told.map(([key, { state: is }]) => [key, is]),
        );
        await shop.close();
      }),
      RUNS,
    ),
  );
});
