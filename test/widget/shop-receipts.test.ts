import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChoiceKey, Timestamp } from '../../src/contract/ids.ts';
import { confirmedEventsOf, statusAt } from '../../src/ledger/past.ts';
import type { Recorder } from '../../src/widget/record.ts';
import { aSigner } from '../crypto/sign.ts';
import { ADS, CHAT, NOON, PURCHASES } from '../support/builders.ts';
import { aShopWithPages, given, type ShopWithPages } from '../support/recording-pages.ts';

const NOBODYS = 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77';
const LATER = new Date(NOON + 3_600_000).toISOString() as Timestamp;

const act = async (page: Recorder, choices: Parameters<typeof given>[0]): Promise<string> => {
  await page.choose(given(choices));
  await page.drain();
  return (await page.ledger.read()).entries.at(-1)?.receipt?.jti ?? '';
};

const statusOn = async (page: Recorder, key: string) =>
  statusAt(confirmedEventsOf(await page.ledger.read()), key as ChoiceKey, LATER, []);

describe('A receipt that is not on this device, at a real shop', () => {
  let shop: ShopWithPages;
  let first: Recorder;
  let second: Recorder;
  beforeEach(async () => {
    shop = await aShopWithPages();
    first = shop.openPage({ indexedDB: new IDBFactory() });
    second = shop.openPage({ indexedDB: new IDBFactory() });
    await act(first, { [PURCHASES]: 'refused' });
    const { key, entries } = await first.ledger.read();
    await second.ledger.adopt({ drafts: entries.map((entry) => ({ entry })), ...(key ? { key } : {}) });
    shop.wire.asked = [];
  });
  afterEach(() => shop.close());

  it('is fetched, with its bytes, where another device of the subject made it', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    expect(await second.fetchReceipt(jti)).toBe('kept');
    const [there, here] = [(await first.ledger.read()).entries.at(-1), (await second.ledger.read()).entries.at(-1)];
    expect(here).toEqual(there);
    expect(await second.ledger.papers(here?.id ?? '')).toEqual(await first.ledger.papers(there?.id ?? ''));
    expect(await statusOn(second, PURCHASES)).toBe('given');
  });

  it('brings what was said after it', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    await act(first, { [PURCHASES]: 'refused' });
    expect(await second.fetchReceipt(jti)).toBe('kept');
    expect(await statusOn(second, PURCHASES)).toBe('withdrawn');
  });

  it('leaves the chain whole: the next act follows it', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    await second.fetchReceipt(jti);
    await act(second, { [CHAT]: 'given' });
    expect((await second.ledger.read()).entries.map(({ receipt }) => receipt?.forked)).toEqual([false, false, false]);
    expect((await shop.stateOf(second)).last_seq).toBe(3);
  });

  it('undoes nothing that is still on its way', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    shop.wire.network = 'down';
    await second.choose(given({ [PURCHASES]: 'refused' }));
    await second.drain();
    shop.wire.network = 'up';
    await second.fetchReceipt(jti);
    const { entries, outbox } = await second.ledger.read();
    const mine = entries.find(({ delivery }) => delivery === 'waiting');
    expect(outbox.map(({ id }) => id)).toEqual([mine?.id]);
    await second.ledger.postpone({ id: mine?.id ?? '', attempts: 1, notBefore: 0 });
    await second.drain();
    expect((await shop.stateOf(first)).effective[PURCHASES]?.state).toBe('withdrawn');
  });

  it('settles an act of this device whose answer was lost, without a key to check it', async () => {
    shop.wire.network = 'loses answers';
    await second.choose(given({ [ADS]: 'refused' }));
    await second.drain();
    shop.wire.network = 'up';
    shop.wire.keys = [];
    expect(await second.fetchReceipt((await shop.receiptsOf(second)).at(-1) ?? '')).toBe('kept');
    expect(await shop.deliveries(second)).toEqual(['confirmed', 'confirmed']);
    expect((await second.ledger.read()).outbox).toEqual([]);
  });

  it('is unknown where the shop has none of that number', async () => {
    const before = await second.ledger.read();
    expect(await second.fetchReceipt(NOBODYS)).toBe('unknown');
    expect(await second.ledger.read()).toEqual(before);
  });

  it('is unknown where it is another subject’s', async () => {
    const other = shop.openPage({ indexedDB: new IDBFactory() });
    const jti = await act(other, { [PURCHASES]: 'given' });
    expect(await second.fetchReceipt(jti)).toBe('unknown');
    expect(await statusOn(second, PURCHASES)).toBe('refused');
  });

  it('is unknown, and not kept, where the shop did not sign it', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    shop.wire.keys = [(await aSigner('Ed25519', 'receipt')).jwk];
    expect(await second.fetchReceipt(jti)).toBe('unknown');
    expect(await statusOn(second, PURCHASES)).toBe('refused');
  });

  it('is not judged while the shop’s keys cannot be had', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    shop.wire.keys = [];
    expect(await second.fetchReceipt(jti)).toBe('unreachable');
    expect(await statusOn(second, PURCHASES)).toBe('refused');
  });

  it('is not judged while the shop cannot be reached', async () => {
    const jti = await act(first, { [PURCHASES]: 'given' });
    shop.wire.network = 'down';
    expect(await second.fetchReceipt(jti)).toBe('unreachable');
    shop.wire.network = 'up';
    expect(await second.fetchReceipt(jti)).toBe('kept');
  });

  it('is asked of nobody by a browser that is nobody', async () => {
    const nobody = shop.openPage({ indexedDB: new IDBFactory() });
    expect(await nobody.fetchReceipt(NOBODYS)).toBe('unknown');
    expect(shop.wire.asked).toEqual([]);
  });
});
