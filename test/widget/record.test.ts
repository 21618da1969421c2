import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { widgetConfig } from '../../src/backend/notices.ts';
import { foldEvents } from '../../src/consent/consent.ts';
import type { Config } from '../../src/contract/config.ts';
import type { Choice } from '../../src/contract/consent-event.ts';
import type { Origin } from '../../src/contract/ids.ts';
import { confirmedEventsOf, eventsOf, statusAt } from '../../src/ledger/past.ts';
import type { Platform } from '../../src/runtime/runtime.ts';
import { createRecorder, type Recorder } from '../../src/widget/record.ts';
import { aBackend, type TestBackend } from '../backend/harness.ts';
import { aFlakyStorage } from '../support/flaky-storage.ts';
import { ADS, aMerchantConfig, chance, CHAT, NOON, PURCHASES } from '../support/builders.ts';

/** One browser profile: what its pages share. */
type Profile = { readonly indexedDB: IDBFactory | undefined };

const past = {
  effective: (state: Parameters<typeof eventsOf>[0], config: Config | undefined) =>
    foldEvents(eventsOf(state), config?.purposes ?? []),
  confirmedAt: ((state, config, { key, time }) =>
    statusAt(confirmedEventsOf(state), key, time, config?.purposes ?? [])) as Parameters<
    typeof createRecorder
  >[0]['past']['confirmedAt'],
};

describe('The record of one widget, at a real shop', () => {
  let shop: TestBackend;
  let config: Config;
  let network: 'up' | 'down' | 'loses answers';
  let asked: string[];
  const lives: AbortController[] = [];
  const given = (choices: Readonly<Record<string, Choice>>) =>
    ({ action: 'save', surface: 'choices', choices }) as const;

  beforeEach(async () => {
    const merchant = aMerchantConfig();
    shop = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), { config: merchant });
    config = widgetConfig(merchant, shop.notice, ['en', 'de']);
    network = 'up';
    asked = [];
  });
  afterEach(async () => {
    lives.splice(0).forEach((life) => life.abort());
    await shop.backend.close();
  });

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    asked.push(`${init.method} ${pathname}`);
    if (network === 'down') throw new TypeError('Failed to fetch');
    const { signal: _signal, keepalive: _keepalive, ...rest } = init;
    const answer = await shop.backend.fetch(new Request(String(input), rest));
    if (network === 'loses answers') throw new TypeError('Failed to fetch');
    return answer;
  };

  /** Opens a page in a profile. */
  const openPage = ({ indexedDB }: Profile, gpc = false): Recorder => {
    const life = new AbortController();
    lives.push(life);
    const platform: Platform = {
      fetch,
      subtle: globalThis.crypto.subtle,
      chance,
      indexedDB,
      locks: undefined,
      openChannel: undefined,
      persist: undefined,
      now: () => NOON,
      after: () => undefined,
    };
    const settings = {
      endpoint: 'https://candor.shop.example',
      site: 'https://shop.example' as Origin,
      lang: 'en',
      region: 'DE',
      gpc,
      nonce: undefined,
    };
    return createRecorder({
      host: document.createElement('candor-widget'),
      platform,
      settings,
      past,
      config: async () => config,
      showForgetful: async () => undefined,
      signal: life.signal,
    });
  };

  const aProfile = (): Profile => ({ indexedDB: new IDBFactory() });
  const deliveries = async ({ ledger }: Recorder) => (await ledger.read()).entries.map(({ delivery }) => delivery);
  const atShop = async ({ ledger }: Recorder) => {
    const { key } = await ledger.read();
    return key ? (await shop.store.read.holding(key.subject)).events : [];
  };
  const stateAtShop = async (page: Recorder) => {
    const { key } = await page.ledger.read();
    const { json } = await shop.get(key as Parameters<TestBackend['get']>[0], '/v1/consents/me');
    return json as { effective: Record<string, { state: string }>; last_seq: number };
  };

  it('delivers a choice once, and keeps its receipt', async () => {
    const page = openPage(aProfile());
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    expect(await deliveries(page)).toEqual(['confirmed']);
    expect(await atShop(page)).toHaveLength(1);
  });

  it('sends it again after the answer was lost, and the shop has it once', async () => {
    const profile = aProfile();
    network = 'loses answers';
    const first = openPage(profile);
    await first.choose(given({ [PURCHASES]: 'refused' }));
    await first.drain();
    network = 'up';
    const later = openPage(profile);
    // The device's clock has moved on by a day: whatever the wait was, it is over.
    await later.ledger.postpone({ id: (await later.ledger.read()).entries[0]?.id ?? '', attempts: 1, notBefore: 0 });
    await later.drain();
    expect(await deliveries(later)).toEqual(['confirmed']);
    expect(await atShop(later)).toHaveLength(1);
    expect(asked.filter((one) => one === 'POST /v1/consents').length).toBeGreaterThanOrEqual(2);
  });

  it('writes the opt-out preference and the first choice in one go', async () => {
    const page = openPage(aProfile(), true);
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    const events = await atShop(page);
    expect(events.map(({ event }) => JSON.parse(event).action).sort()).toEqual(['gpc', 'save']);
    expect((await stateAtShop(page)).effective[ADS]?.state).toBe('refused');
  });

  it('records the opt-out preference when it was switched on later, and says it once', async () => {
    const profile = aProfile();
    const first = openPage(profile);
    await first.choose(given({ [ADS]: 'given', [PURCHASES]: 'given' }));
    await first.drain();
    const page = openPage(profile, true);
    await page.drain();
    await page.drain();
    expect((await atShop(page)).map(({ event }) => JSON.parse(event).action)).toEqual(['save', 'gpc']);
    expect((await stateAtShop(page)).effective).toMatchObject({
      [ADS]: { state: 'withdrawn' },
      [PURCHASES]: { state: 'given' },
    });
  });

  it('does not record the preference by itself for somebody who never acted', async () => {
    const profile = aProfile();
    await openPage(profile, true).drain();
    expect(asked).toEqual([]);
    expect(await profile.indexedDB?.databases()).toEqual([]);
  });

  describe('in a profile that was restored from a copy', () => {
    let profile: Profile;
    let copy: Profile;
    beforeEach(async () => {
      profile = aProfile();
      copy = aProfile();
      const page = openPage(profile);
      await page.choose(given({ [PURCHASES]: 'given' }));
      await page.drain();
      const { key, entries } = await page.ledger.read();
      await openPage(copy).ledger.adopt({ drafts: entries.map((entry) => ({ entry })), ...(key ? { key } : {}) });
      await page.choose(given({ [CHAT]: 'given' }));
      await page.drain();
      asked = [];
    });

    it('asks the shop where the chain stands before its first grant, and goes on behind it', async () => {
      const page = openPage(copy);
      await page.choose(given({ [ADS]: 'given' }));
      await page.drain();
      expect(asked).toEqual(['GET /v1/consents/me', 'POST /v1/consents']);
      expect(await deliveries(page)).toEqual(['confirmed', 'confirmed']);
      expect((await stateAtShop(page)).last_seq).toBe(3);
    });

    it('never lets a withdrawal wait for that', async () => {
      const page = openPage(copy);
      await page.choose(given({ [PURCHASES]: 'refused' }));
      await page.drain();
      expect(asked).toEqual(['POST /v1/consents']);
      expect((await stateAtShop(page)).effective).toMatchObject({
        [PURCHASES]: { state: 'withdrawn' },
        [CHAT]: { state: 'given' },
      });
    });

    it('parks a grant the shop could not be asked about, and makes the next one behind the shop’s head', async () => {
      const page = openPage(copy);
      network = 'down';
      await page.choose(given({ [ADS]: 'given' }));
      network = 'up';
      const [, parked] = (await page.ledger.read()).entries;
      await page.ledger.postpone({ id: parked?.id ?? '', attempts: 1, notBefore: 0 });
      await page.drain();
      expect((await page.ledger.read()).entries[1]).toMatchObject({ delivery: 'refused', problem: 'chain-forked' });
      await page.choose(given({ [ADS]: 'given' }));
      await page.drain();
      expect((await stateAtShop(page)).effective[ADS]?.state).toBe('given');
    });
  });

  it('is nobody again after the shop erased the record, and somebody new at the next choice', async () => {
    const page = openPage(aProfile());
    await page.choose(given({ [PURCHASES]: 'given' }));
    await page.drain();
    const before = (await page.ledger.read()).key;
    await shop.ask('/v1/consents/me', { method: 'DELETE', headers: { authorization: `Bearer ${before?.secret}` } });
    await page.choose(given({ [PURCHASES]: 'refused' }));
    await page.drain();
    expect((await page.ledger.read()).key).toBeUndefined();
    expect((await page.ledger.read()).entries[1]).toMatchObject({ delivery: 'refused', problem: 'subject-erased' });
    await page.choose(given({ [CHAT]: 'refused' }));
    await page.drain();
    const after = (await page.ledger.read()).key;
    expect(after).toBeDefined();
    expect(after?.subject).not.toBe(before?.subject);
    expect(await atShop(page)).toHaveLength(1);
  });

  it('sends from memory where the browser gives no storage, and says that it does not remember', async () => {
    const page = openPage({ indexedDB: undefined });
    expect(await page.choose(given({ [PURCHASES]: 'refused' }))).toMatchObject({ kind: 'saved', remembered: false });
    await page.drain();
    expect(await atShop(page)).toHaveLength(1);
  });

  it('makes a withdrawal again that was made while the storage could not be read, as the subject it holds', async () => {
    const profile = aProfile();
    const first = openPage(profile);
    await first.choose(given({ [PURCHASES]: 'given' }));
    await first.drain();
    const { flaky, mend } = aFlakyStorage(profile.indexedDB as IDBFactory);
    const page = openPage({ indexedDB: flaky });
    await page.choose(given({ [PURCHASES]: 'refused' }));
    mend();
    await page.drain();
    expect((await stateAtShop(first)).effective[PURCHASES]?.state).toBe('withdrawn');
    expect(page.remembers()).toBe(true);
  });
});
