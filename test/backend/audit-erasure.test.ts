// @vitest-environment node
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { refOf } from '../../src/contract/notice.ts';
import {
  aChain,
  ADS,
  aMerchantConfig,
  anObjection,
  aSubject,
  CHAT,
  type Person,
  PURCHASES,
} from '../support/builders.ts';
import { act, bundleOf, filesOf, keysOf, linesOf, TODAY, verdictOn } from './audit-bundles.ts';
import { DAY, erase, holdingShop, live, type Shop } from './erasing.ts';
import { aBackend, aShopOf, describeOnBoth } from './harness.ts';

/** A refusal of somebody else: a number of the record that stays. */
const anotherActs = async (shop: Shop): Promise<Person> => {
  const other = await aSubject();
  await shop.post(other, shop.give(other, { choices: { [ADS]: 'refused' } }));
  return other;
};

/** Seven acts of the shop's person, between two of others. */
const aDay = async (shop: Shop): Promise<Awaited<ReturnType<typeof live>>> => {
  await anotherActs(shop);
  const lived = await live(shop);
  await anotherActs(shop);
  return lived;
};

const expectValid = async (shop: Shop, bytes: Uint8Array): Promise<string> => {
  const { ok, text } = await verdictOn(bytes, { keys: keysOf(shop), iss: 'https://shop.example' });
  expect(text).toMatch(/^VALID\./);
  expect(ok).toBe(true);
  return text;
};

describeOnBoth('an audit bundle of a record from which a subject was erased', (place) => {
  it('is valid, holds nothing of the subject, and counts what was deleted', async () => {
    const shop = await aShopOf(place);
    await aDay(shop);
    await erase(shop, shop.person);
    await anotherActs(shop);
    const bytes = await bundleOf(shop);
    const text = await expectValid(shop, bytes);
    expect([...filesOf(bytes).values()].join()).not.toContain(shop.person.subject);
    // Two events, two objections, a retraction, and the erasure itself.
    expect(linesOf(bytes, 'erased.jsonl')).toEqual([
      { day: '2026-11-23', notice: '', acts: 4 },
      { day: '2026-11-23', notice: shop.notice.sha256, acts: 2 },
    ]);
    expect(text).toContain('6 acts of these days were deleted');
    expect(text).toContain('Numbers 2 to 6 of the record are not here.');
    expect(text).toContain('Numbers 8 of the record are not here.');
    expect(text).not.toContain('left out');
    expect(text).toContain('3 of 3 receipts are proven to be in the shop');
  });

  it('tells what was left out beside what was erased', async () => {
    const shop = await aShopOf(place);
    await aDay(shop);
    await erase(shop, shop.person);
    await anotherActs(shop);
    const bytes = await bundleOf(shop, {
      doctor: (record) => ({ ...record, events: record.events.filter(({ order }) => order !== 7) }),
    });
    expect((await verdictOn(bytes)).text).toContain('1 of these numbers were not deleted: they were left out');
  });

  it('made before the erasure stays valid', async () => {
    const shop = await aShopOf(place);
    await aDay(shop);
    const bytes = await bundleOf(shop);
    await erase(shop, shop.person);
    expect(await expectValid(shop, bytes)).toContain('6 of 6 receipts are proven to be in the shop');
  });

  it('of nothing but that subject is empty, and shows the notice all the same', async () => {
    const shop = await aShopOf(place);
    await live(shop);
    await erase(shop, shop.person);
    const bytes = await bundleOf(shop);
    const text = await expectValid(shop, bytes);
    expect(text).toContain('0 events, 0 objections, 0 retractions, 0 erasures, 0 receipts, 0 proofs, 1 notices');
    expect(text).toContain('6 acts of these days were deleted');
    const { text: shown } = await shop.ask(`/v1/notices/${shop.notice.sha256}`);
    expect(filesOf(bytes).get(`notices/${shop.notice.sha256}.json`)).toBe(shown);
  });

  it('is read while deleted rows are overwritten', async () => {
    const shop = await aShopOf(place);
    const { read, scrub } = shop.store;
    await anotherActs(shop);
    const reading = read.between(TODAY.from, TODAY.to);
    for (let turn = 0; turn < 100; turn += 1) await scrub();
    expect((await reading).events).toHaveLength(1);
  });

  it('counts no day but those of its range', async () => {
    const shop = await aShopOf(place);
    await live(shop);
    shop.clock.now += DAY;
    await erase(shop, shop.person);
    expect(linesOf(await bundleOf(shop), 'erased.jsonl').map(({ acts }) => acts)).toEqual([3, 2]);
    const range = { from: TODAY.to, to: new Date(Date.parse(TODAY.to) + DAY).toISOString() as typeof TODAY.to };
    const bytes = await bundleOf(shop, { range });
    expect(linesOf(bytes, 'erased.jsonl')).toEqual([{ day: '2026-11-24', notice: '', acts: 1 }]);
    await expectValid(shop, bytes);
  });

  it('sees all of a subject or nothing while it is being erased', async () => {
    const shop = await aShopOf(place);
    for (let round = 0; round < 10; round += 1) {
      const person = await aSubject();
      await live({ ...shop, person });
      const erasing = { isOver: false, status: 0 };
      const erased = erase(shop, person).then(({ status }) => Object.assign(erasing, { isOver: true, status }));
      const seen = new Set<string>();
      while (!erasing.isOver) {
        const range = await shop.store.read.between(TODAY.from, TODAY.to);
        const parts = [range.events, range.objections, range.retractions];
        const found = parts.map((rows) => rows.filter(({ subject }) => subject === person.subject).length);
        const deleted = range.erased.reduce((sum, { acts }) => sum + acts, 0) - 6 * round;
        seen.add([...found, deleted].join());
        // SQLite answers without ever letting go of the thread.
        await setImmediate();
      }
      expect((await erased).status).toBe(204);
      expect(['2,2,1,0', '0,0,0,6']).toEqual(expect.arrayContaining([...seen]));
    }
  }, 60_000);
});

describeOnBoth('an audit bundle of a record in which an erasure is held', (place) => {
  it('holds the subject’s acts and the receipt of its erasure, until the day has come', async () => {
    const shop = await holdingShop(place, 14);
    await aDay(shop);
    await erase(shop, shop.person);
    const bytes = await bundleOf(shop);
    expect(await expectValid(shop, bytes)).toContain(
      '4 events, 2 objections, 1 retractions, 1 erasures, 7 receipts, 7 proofs',
    );
    expect(linesOf(bytes, 'erasures.jsonl')).toEqual([
      expect.objectContaining({ subject: shop.person.subject, order: 8, erase_at: '2026-12-07T12:00:00.250Z' }),
    ]);
    shop.clock.now += 15 * DAY;
    expect((await shop.backend.retain()).subjects).toBe(1);
    const after = await bundleOf(shop);
    expect(await expectValid(shop, after)).toContain('6 acts of these days were deleted');
    expect([...filesOf(after).values()].join()).not.toContain(shop.person.subject);
    await expectValid(shop, bytes);
  });
});

describeOnBoth('an audit bundle of a record from which retention has deleted', (place) => {
  it('is valid after grants have ended and events are gone, and tells the hole in the chain', async () => {
    const shop = await aShopOf(place, { config: aMerchantConfig({ retention: 'P2Y' }) });
    const chain = await aChain(shop.person, refOf(shop.notice), [
      { choices: { [CHAT]: 'given' } },
      { choices: { [PURCHASES]: 'given' } },
      { choices: { [PURCHASES]: 'refused' } },
      { choices: { [PURCHASES]: 'given' } },
    ]);
    for (const event of chain) await shop.post(shop.person, event);
    const objection = anObjection(shop.person);
    await shop.object(shop.person, objection);
    const headers = { authorization: `Bearer ${shop.person.secret}` };
    await shop.ask(`/v1/objections/${objection.objection_id}`, { method: 'DELETE', headers });
    await anotherActs(shop);
    shop.clock.now += 4 * 366 * DAY;
    const before = await bundleOf(shop);
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 2, objections: 1 });
    const text = await expectValid(shop, await bundleOf(shop));
    expect(text).toContain('4 acts of these days were deleted');
    expect(text).toContain(`Subject ${shop.person.subject}: a gap, events 2 to 3 are not here.`);
    expect(text).toContain('Numbers 5 to 6 of the record are not here.');
    expect(text).not.toContain('left out');
    await expectValid(shop, before);
  });
});

describe('an audit bundle made while a subject is erased', () => {
  it('tells which receipts lost their salt on the way', async () => {
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const shop = { ...(await aBackend(store)), person: await aSubject() };
    await act(shop);
    const bytes = await bundleOf(shop, {
      doctor: async (record) => {
        await erase(shop, shop.person);
        return record;
      },
    });
    const text = await expectValid(shop, bytes);
    expect(text).toContain('3 of 6 receipts are proven to be in the shop');
    expect(text.match(/has no proof: what linked it to the log was destroyed/g)).toHaveLength(3);
  });
});
