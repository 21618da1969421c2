import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShopWithPages, given, type Profile, type ShopWithPages } from '../support/recording-pages.ts';
import { aFlakyStorage } from '../support/flaky-storage.ts';
import { ADS, CHAT, PURCHASES } from '../support/builders.ts';

const aProfile = (): Profile => ({ indexedDB: new IDBFactory() });

describe('The record of one widget, at a real shop', () => {
  let shop: ShopWithPages;
  beforeEach(async () => {
    shop = await aShopWithPages();
  });
  afterEach(() => shop.close());

  it('delivers a choice once, and keeps its receipt', async () => {
    const page = shop.openPage(aProfile());
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    expect(await shop.deliveries(page)).toEqual(['confirmed']);
    expect(await shop.eventsOf(page)).toHaveLength(1);
  });

  it('sends it again after the answer was lost, and the shop has it once', async () => {
    const profile = aProfile();
    shop.wire.network = 'loses answers';
    const first = shop.openPage(profile);
    await first.choose(given({ [PURCHASES]: 'refused' }));
    await first.drain();
    shop.wire.network = 'up';
    const later = shop.openPage(profile);
    // The device's clock has moved on by a day: whatever the wait was, it is over.
    await later.ledger.postpone({ id: (await later.ledger.read()).entries[0]?.id ?? '', attempts: 1, notBefore: 0 });
    await later.drain();
    expect(await shop.deliveries(later)).toEqual(['confirmed']);
    expect(await shop.eventsOf(later)).toHaveLength(1);
    expect(shop.wire.asked.filter((one) => one === 'POST /v1/consents').length).toBeGreaterThanOrEqual(2);
  });

  it('acts on what the page has last seen, and looks again where another tab was first', async () => {
    const profile = aProfile();
    const [one, other] = [shop.openPage(profile), shop.openPage(profile)];
    await other.ledger.read();
    await one.choose(given({ [PURCHASES]: 'given' }));
    await other.choose(given({ [PURCHASES]: 'refused' }));
    for (const page of [one, other]) await page.drain();
    const events = await shop.eventsOf(other);
    expect(events.map(({ event }) => JSON.parse(event).seq).toSorted()).toEqual([1, 2]);
    expect((await shop.stateOf(other)).effective[PURCHASES]?.state).toBe('withdrawn');
  });

  it('writes the opt-out preference and the first choice in one go', async () => {
    const page = shop.openPage(aProfile(), true);
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    const events = await shop.eventsOf(page);
    expect(events.map(({ event }) => JSON.parse(event).action).sort()).toEqual(['gpc', 'save']);
    expect((await shop.stateOf(page)).effective[ADS]?.state).toBe('refused');
  });

  it('records the opt-out preference when it was switched on later, and says it once', async () => {
    const profile = aProfile();
    const first = shop.openPage(profile);
    await first.choose(given({ [ADS]: 'given', [PURCHASES]: 'given' }));
    await first.drain();
    const page = shop.openPage(profile, true);
    await page.drain();
    await page.drain();
    expect((await shop.eventsOf(page)).map(({ event }) => JSON.parse(event).action)).toEqual(['save', 'gpc']);
    expect((await shop.stateOf(page)).effective).toMatchObject({
      [ADS]: { state: 'withdrawn' },
      [PURCHASES]: { state: 'given' },
    });
  });

  it('does not record the preference by itself for somebody who never acted', async () => {
    const profile = aProfile();
    await shop.openPage(profile, true).drain();
    expect(shop.wire.asked).toEqual([]);
    expect(await profile.indexedDB?.databases()).toEqual([]);
  });

  describe('in a profile that was restored from a copy', () => {
    let profile: Profile;
    let copy: Profile;
    beforeEach(async () => {
      profile = aProfile();
      copy = aProfile();
      const page = shop.openPage(profile);
      await page.choose(given({ [PURCHASES]: 'given' }));
      await page.drain();
      const { key, entries } = await page.ledger.read();
      await shop.openPage(copy).ledger.adopt({ drafts: entries.map((entry) => ({ entry })), ...(key ? { key } : {}) });
      await page.choose(given({ [CHAT]: 'given' }));
      await page.drain();
      shop.wire.asked = [];
    });

    it('asks the shop where the chain stands before its first grant, and goes on behind it', async () => {
      const page = shop.openPage(copy);
      await page.choose(given({ [ADS]: 'given' }));
      await page.drain();
      expect(shop.wire.asked).toEqual(['GET /v1/consents/me', 'POST /v1/consents']);
      expect(await shop.deliveries(page)).toEqual(['confirmed', 'confirmed']);
      expect((await shop.stateOf(page)).last_seq).toBe(3);
    });

    it('never lets a withdrawal wait for that', async () => {
      const page = shop.openPage(copy);
      await page.choose(given({ [PURCHASES]: 'refused' }));
      await page.drain();
      expect(shop.wire.asked).toEqual(['POST /v1/consents']);
      expect((await shop.stateOf(page)).effective).toMatchObject({
        [PURCHASES]: { state: 'withdrawn' },
        [CHAT]: { state: 'given' },
      });
    });

    it('parks a grant the shop could not be asked about, and makes the next one behind the shop’s head', async () => {
      const page = shop.openPage(copy);
      shop.wire.network = 'down';
      await page.choose(given({ [ADS]: 'given' }));
      shop.wire.network = 'up';
      const [, parked] = (await page.ledger.read()).entries;
      await page.ledger.postpone({ id: parked?.id ?? '', attempts: 1, notBefore: 0 });
      await page.drain();
      expect((await page.ledger.read()).entries[1]).toMatchObject({ delivery: 'refused', problem: 'chain-forked' });
      await page.choose(given({ [ADS]: 'given' }));
      await page.drain();
      expect((await shop.stateOf(page)).effective[ADS]?.state).toBe('given');
    });
  });

  it('is nobody again after the shop erased the record, and somebody new at the next choice', async () => {
    const page = shop.openPage(aProfile());
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    const before = (await page.ledger.read()).key;
    await shop.backend.ask('/v1/consents/me', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${before?.secret}` },
    });
    await page.choose(given({ [PURCHASES]: 'refused' }));
    await page.drain();
    expect((await page.ledger.read()).key).toBeUndefined();
    expect((await page.ledger.read()).entries[1]).toMatchObject({ delivery: 'refused', problem: 'subject-erased' });
    await page.choose(given({ [CHAT]: 'refused' }));
    await page.drain();
    const after = (await page.ledger.read()).key;
    expect(after).toBeDefined();
    expect(after?.subject).not.toBe(before?.subject);
    expect(await shop.eventsOf(page)).toHaveLength(1);
  });

  it('sends from memory where the browser gives no storage, and says that it does not remember', async () => {
    const page = shop.openPage({ indexedDB: undefined });
    expect(await page.choose(given({ [PURCHASES]: 'refused' }))).toMatchObject({ kind: 'saved', remembered: false });
    await page.drain();
    expect(await shop.eventsOf(page)).toHaveLength(1);
  });

  it('makes a withdrawal again that was made while the storage could not be read, as the subject it holds', async () => {
    const profile = aProfile();
    const first = shop.openPage(profile);
    await first.choose(given({ [PURCHASES]: 'given' }));
    await first.drain();
    const { flaky, mend } = aFlakyStorage(profile.indexedDB as IDBFactory);
    const page = shop.openPage({ indexedDB: flaky });
    await page.choose(given({ [PURCHASES]: 'refused' }));
    mend();
    await page.drain();
    expect((await shop.stateOf(first)).effective[PURCHASES]?.state).toBe('withdrawn');
    expect(page.remembers()).toBe(true);
  });
});
