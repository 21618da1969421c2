// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { aChain, ADS, aMerchantConfig, anObjection, aSubject, CHAT, PURCHASES } from '../support/builders.ts';
import { DAY, type Shop } from './erasing.ts';
import { aBackend, aShopOf, describeOnBoth, type Place, receiptIn, statesIn, type TestBackend } from './harness.ts';
import { rowsOf } from './tables.ts';

const YEAR = 366 * DAY;
const config = aMerchantConfig({ retention: 'P2Y' });

type Act = Readonly<Record<string, 'given' | 'refused'>>;

/** Posts one chain of choices, each a day after the one before; the numbers of their receipts. */
const chainOf = async (shop: TestBackend & Pick<Shop, 'person'>, acts: readonly Act[]): Promise<readonly string[]> => {
  const { person, give, post, clock } = shop;
  const events = await aChain(
    person,
    give(person).notice,
    acts.map((choices) => ({ choices })),
  );
  const numbers: string[] = [];
  for (const event of events) {
    numbers.push(receiptIn(await post(person, event)).jti);
    clock.now += DAY;
  }
  return numbers;
};

const heldBy = async ({ get, person }: Shop): Promise<readonly string[]> =>
  ((await get(person, '/v1/receipts')).json['receipts'] as { jti: string }[]).map(({ jti }) => jti);

const shopOf = (place: Place): Promise<Shop> => aShopOf(place, { config });

describeOnBoth('the retention job', (place) => {
  it('deletes an event that another one settled long enough ago, its receipt and salt with it, and nothing sooner', async () => {
    const shop = await shopOf(place);
    const [first = '', ...rest] = await chainOf(shop, [
      { [CHAT]: 'refused' },
      { [CHAT]: 'given' },
      { [CHAT]: 'refused' },
    ]);
    shop.clock.now += YEAR;
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 0, objections: 0 });
    shop.clock.now += YEAR;
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 1, objections: 0 });
    expect(await heldBy(shop)).toEqual(rest);
    expect((await shop.ask(`/v1/log/proofs/${first}`)).json['code']).toBe('receipt-erased');
    expect((await shop.ask(`/v1/log/proofs/${rest[0]}`)).status).toBe(200);
    expect(statesIn(await shop.get(shop.person, '/v1/consents/me'))).toEqual({ [CHAT]: 'withdrawn' });
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 0, objections: 0 });
    expect(JSON.stringify(await rowsOf(place.address()))).not.toContain(first);
  });

  it('counts from when an event lost its effect, not from when it came', async () => {
    const shop = await shopOf(place);
    await chainOf(shop, [{ [CHAT]: 'given' }, { [ADS]: 'refused' }]);
    shop.clock.now += 5 * YEAR;
    expect((await shop.backend.retain()).events).toBe(0);
    const { person, give, post, clock } = shop;
    await post(person, give(person, { seq: 3, choices: { [CHAT]: 'refused' } }));
    await post(person, give(person, { seq: 4, choices: { [CHAT]: 'given' } }));
    expect((await shop.backend.retain()).events).toBe(0);
    clock.now += 2 * YEAR;
    expect((await shop.backend.retain()).events).toBe(2);
  });

  it('keeps what a present state rests on, however old', async () => {
    const shop = await shopOf(place);
    const numbers = await chainOf(shop, [
      { [PURCHASES]: 'given', [ADS]: 'refused' },
      { [CHAT]: 'given' },
      { [PURCHASES]: 'refused' },
    ]);
    const before = (await shop.get(shop.person, '/v1/consents/me')).json['last_seq'];
    shop.clock.now += 20 * YEAR;
    expect((await shop.backend.retain()).events).toBe(0);
    expect(await heldBy(shop)).toEqual(numbers);
    expect((await shop.get(shop.person, '/v1/consents/me')).json['last_seq']).toBe(before);
  });

  it('keeps the head of the chain, even where a fork settled all it said', async () => {
    const shop = await shopOf(place);
    const { person, give, post, get, clock } = shop;
    await chainOf(shop, [{ [CHAT]: 'given' }, { [CHAT]: 'refused' }]);
    expect(receiptIn(await post(person, give(person, { choices: { [CHAT]: 'refused' } }))).forked).toBe(true);
    const before = (await get(person, '/v1/consents/me')).json;
    clock.now += 20 * YEAR;
    expect((await shop.backend.retain()).events).toBe(0);
    expect((await get(person, '/v1/consents/me')).json).toEqual(before);
  });

  it('deletes a retracted objection after its time, and none that holds', async () => {
    const shop = await shopOf(place);
    const { person, object, ask, clock } = shop;
    const [kept, taken] = [anObjection(person), anObjection(person, { ref: 'taken-back' })];
    await object(person, kept);
    await object(person, taken);
    const headers = { authorization: `Bearer ${person.secret}` };
    clock.now += 5 * YEAR;
    await ask(`/v1/objections/${taken.objection_id}`, { method: 'DELETE', headers });
    expect((await shop.backend.retain()).objections).toBe(0);
    clock.now += 2 * YEAR;
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 0, objections: 1 });
    expect(JSON.stringify(await rowsOf(place.address()))).not.toContain('taken-back');
    expect((await shop.get(person, '/v1/objections')).json['objections']).toHaveLength(1);
  });

  it('deals with more subjects than one write takes, and leaves the others alone', async () => {
    const shop = await shopOf(place);
    const people = await Promise.all(Array.from({ length: 60 }, aSubject));
    for (const person of people) await chainOf({ ...shop, person }, [{ [CHAT]: 'given' }, { [CHAT]: 'given' }]);
    shop.clock.now += 2 * YEAR;
    await chainOf(shop, [{ [CHAT]: 'given' }, { [CHAT]: 'given' }]);
    expect((await shop.backend.retain()).events).toBe(60);
    expect(await heldBy(shop)).toHaveLength(2);
  }, 30_000);

  it('deletes nothing by age where the config names no retention', async () => {
    const shop = await aShopOf(place);
    await chainOf(shop, [{ [CHAT]: 'given' }, { [CHAT]: 'given' }]);
    shop.clock.now += 90 * YEAR;
    expect((await shop.backend.retain()).events).toBe(0);
  });
});

describe('any record, after the retention job', () => {
  const choice = fc.constantFrom('given', 'refused');
  const act = fc.dictionary(fc.constantFrom(PURCHASES, CHAT, ADS, `${ADS}@meta`), choice, { minKeys: 1, maxKeys: 3 });

  it('stands where it stood: status, chain and the next event’s place', async () => {
    const shop = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), {
      config: aMerchantConfig({ retention: 'P10D', purposes: [...config.purposes] }),
    });
    let deleted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 30 }),
        async (acts, days) => {
          const person = await aSubject();
          await chainOf({ ...shop, person }, acts);
          shop.clock.now += days * DAY;
          const before = await shop.get(person, '/v1/consents/me');
          deleted += (await shop.backend.retain()).events;
          const after = await shop.get(person, '/v1/consents/me');
          expect(after.json).toEqual(before.json);
          const [next] = [
            shop.give(person, { seq: acts.length + 1, prev: before.json['head'], choices: { [CHAT]: 'given' } }),
          ];
          expect(receiptIn(await shop.post(person, next))).toMatchObject({ forked: false });
        },
      ),
      { numRuns: 40 },
    );
    expect(deleted).toBeGreaterThan(10);
  }, 60_000);
});
