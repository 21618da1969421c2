import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Sha256 } from '../../src/contract/ids.ts';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import { EMPTY_LEDGER, type Ledger } from '../../src/ledger/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import {
  aConfig,
  aConfirmation,
  aConsentEntry,
  aKey,
  anObjectionEntry,
  appendAll,
  choices,
  silent,
} from '../support/ledger-builders.ts';

const START = EMPTY_LEDGER.head;
const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];

const ledgers: readonly (readonly [string, () => Ledger])[] = [
  ['in IndexedDB', () => createIdbLedger({ indexedDB: new IDBFactory(), openChannel: undefined, ...silent })],
  ['in memory', () => createMemoryLedger()],
];

describe.each(ledgers)('A ledger %s', (_where, create) => {
  let ledger: Ledger;
  const ids = async (): Promise<readonly string[]> => (await ledger.waiting()).map(({ entry }) => entry.id);
  beforeEach(() => {
    ledger = create();
  });

  it('is empty and without a subject before the first act', async () => {
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
    expect(await ledger.waiting()).toEqual([]);
  });

  it('appends the entry, its outbox entry and the subject together', async () => {
    expect(await ledger.append([{ entry: first }], { read: EMPTY_LEDGER, key: aKey() })).toBe(true);
    expect(await ledger.read()).toEqual({
      ...EMPTY_LEDGER,
      key: aKey(),
      head: { seq: 1, digest: first.digest },
      entries: [first],
      outbox: [{ id: first.id, attempts: 0, notBefore: 0 }],
    });
    expect(await ledger.waiting()).toEqual([
      { entry: first, papers: {}, secret: aKey().secret, attempts: 0, notBefore: 0 },
    ]);
  });

  it('appends two acts of one moment together, one behind the other', async () => {
    await ledger.append([{ entry: first }, { entry: second }], { read: EMPTY_LEDGER, key: aKey() });
    expect((await ledger.read()).head).toEqual({ seq: 2, digest: second.digest });
    expect(await ids()).toEqual([first.id, second.id]);
  });

  it('refuses an entry built on a head that has moved, and stores nothing of it', async () => {
    await appendAll(ledger, first);
    const late = { ...aConsentEntry({ action: 'withdraw' }), id: '0192f7b0-5c1e-7c3a-9d55-0000000000ff' };
    expect(await ledger.append([{ entry: late }], { read: EMPTY_LEDGER, key: aKey() })).toBe(false);
    expect((await ledger.read()).entries).toHaveLength(1);
    expect(await ledger.waiting()).toHaveLength(1);
  });

  it('lets one of two acts that saw the same head through', async () => {
    const results = await Promise.all(
      (['given', 'refused'] as const).map((choice, at) => {
        const entry = {
          ...aConsentEntry({ choices: choices({ ads: choice }) }),
          id: `0192f7b0-5c1e-7c3a-9d55-00000000000${at}`,
        };
        return ledger.append([{ entry }], { read: EMPTY_LEDGER, key: aKey() });
      }),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await ledger.read()).entries).toHaveLength(1);
  });

  it('refuses a subject that is not the one it knows', async () => {
    await appendAll(ledger, first);
    const read = { ...(await ledger.read()), key: aKey('B') };
    expect(await ledger.append([{ entry: second }], { read, key: aKey('B') })).toBe(false);
  });

  it('refuses an act of a subject that is gone from here, were it only one that had made no choice', async () => {
    const read = { ...EMPTY_LEDGER, key: aKey() };
    expect(await ledger.append([{ entry: first }], { read, key: aKey() })).toBe(false);
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
  });

  it('refuses an act built before this device learnt that it is behind the shop', async () => {
    await appendAll(ledger, first);
    const read = await ledger.read();
    await ledger.adopt({ drafts: [] });
    expect(await ledger.append([{ entry: second }], { read, key: aKey() })).toBe(false);
  });

  it('keeps a receipt apart from its entry, and takes the entry from the outbox', async () => {
    await appendAll(ledger, first);
    await ledger.settle(first.id, aConfirmation(first));
    expect((await ledger.read()).entries[0]).toMatchObject({ delivery: 'confirmed', receipt: { order: 812 } });
    expect(await ledger.papers(first.id)).toEqual({ receipt: aConfirmation(first).jws });
    expect(await ledger.waiting()).toEqual([]);
  });

  it('settles an entry once: what the shop confirmed is not refused afterwards', async () => {
    await appendAll(ledger, first);
    await ledger.settle(first.id, aConfirmation(first));
    await ledger.settle(first.id, { delivery: 'refused', problem: 'key-reused' });
    expect((await ledger.read()).entries[0]?.delivery).toBe('confirmed');
  });

  it('keeps a final refusal with its code, out of the way of the others', async () => {
    await appendAll(ledger, first, second);
    await ledger.settle(first.id, { delivery: 'refused', problem: 'notice-unknown' });
    expect((await ledger.read()).entries[0]).toMatchObject({ delivery: 'refused', problem: 'notice-unknown' });
    expect(await ids()).toEqual([second.id]);
  });

  it('builds the next event behind the shop’s head after a fork, also when acts were made meanwhile', async () => {
    const head = { seq: 7, digest: 'h'.repeat(43) as Sha256 };
    await appendAll(ledger, first, second);
    await ledger.settle(first.id, { delivery: 'refused', problem: 'chain-forked', head });
    expect((await ledger.read()).head).toEqual(head);
    const next = aConsentEntry({ seq: 8 });
    expect(await ledger.append([{ entry: next }], { read: await ledger.read(), key: aKey() })).toBe(true);
    expect((await ledger.read()).head.seq).toBe(8);
  });

  it('is behind after a receipt that tells of a fork, until it has followed the shop', async () => {
    await appendAll(ledger, first);
    const { jws, receipt, delivery } = aConfirmation(first);
    await ledger.settle(first.id, { jws, delivery, receipt: { ...receipt, forked: true } });
    expect((await ledger.read()).behind).toBe(true);
    await ledger.follow({ seq: 9, digest: 'h'.repeat(43) as Sha256 });
    expect(await ledger.read()).toMatchObject({ behind: false, head: { seq: 9 } });
    await ledger.follow({ seq: 3, digest: null });
    expect((await ledger.read()).head.seq).toBe(9);
  });

  it('remembers a failed try', async () => {
    await appendAll(ledger, first);
    await ledger.postpone({ id: first.id, attempts: 3, notBefore: 99 });
    expect(await ledger.waiting()).toMatchObject([{ entry: first, attempts: 3, notBefore: 99 }]);
    await ledger.postpone({ id: second.id, attempts: 3, notBefore: 99 });
    expect(await ids()).toEqual([first.id]);
  });

  it('sends in the order of the acts though the clock went back ten years between them', async () => {
    const earlier = { ...second, id: '00f2f7b0-5c1e-7c3a-9d55-000000000002' };
    await appendAll(ledger, first, earlier);
    expect(await ids()).toEqual([first.id, earlier.id]);
  });

  it('keeps the config with the act, and the notice as it was shown', async () => {
    await ledger.append([{ entry: first }], { read: EMPTY_LEDGER, key: aKey(), config: aConfig() });
    expect((await ledger.read()).config).toEqual(aConfig());
    expect(await ledger.notice(first.event.notice.sha256)).toEqual(aConfig().notice);
    expect(await ledger.notice('x'.repeat(43) as Sha256)).toBeUndefined();
  });

  it('keeps the explanation an objection was made about apart from its entry', async () => {
    const entry = anObjectionEntry();
    await ledger.append([{ entry, papers: { explanation: 'a.b.c' } }], { read: EMPTY_LEDGER, key: aKey() });
    expect((await ledger.waiting())[0]?.papers).toEqual({ explanation: 'a.b.c' });
    expect((await ledger.read()).head).toEqual(START);
  });

  it('adopts entries from elsewhere once, and what is further stays', async () => {
    await appendAll(ledger, first);
    const { receipt, jws } = aConfirmation(first);
    const known = { entry: { ...first, delivery: 'confirmed' as const, receipt }, papers: { receipt: jws } };
    await ledger.settle(first.id, aConfirmation(first));
    await ledger.adopt({ key: aKey(), drafts: [known, { entry: second }] });
    await ledger.adopt({ key: aKey(), drafts: [{ entry: first }, { entry: second }] });
    const { entries, head, behind } = await ledger.read();
    expect(entries.map(({ delivery }) => delivery)).toEqual(['confirmed', 'waiting']);
    expect({ seq: head.seq, behind }).toEqual({ seq: 2, behind: true });
    expect(await ids()).toEqual([second.id]);
  });

  it('adopts another subject’s receipts as history, and nothing of theirs that is on its way', async () => {
    await appendAll(ledger, first);
    const subject = aKey('B').subject;
    const foreign = { ...aConsentEntry({ seq: 4, subject }), delivery: 'confirmed' as const };
    const unsent = aConsentEntry({ seq: 5, subject });
    await ledger.adopt({ key: aKey('B'), drafts: [{ entry: foreign }, { entry: unsent }] });
    const { key, head, entries } = await ledger.read();
    expect({ key, seq: head.seq }).toEqual({ key: aKey(), seq: 1 });
    expect(entries.map(({ id }) => id)).toEqual([first.id, foreign.id]);
    expect(await ids()).toEqual([first.id]);
  });

  it('becomes the subject of a file where it was none', async () => {
    await ledger.adopt({ key: aKey(), drafts: [{ entry: first }] });
    expect(await ledger.read()).toMatchObject({ key: aKey(), head: { seq: 1 }, behind: true });
  });

  it('forgets an erased subject’s secret, refuses what waited, and keeps what the shopper has', async () => {
    await appendAll(ledger, first, second);
    await ledger.settle(first.id, aConfirmation(first));
    await ledger.retire(aKey().subject, 'subject-erased');
    const { key, head, entries, outbox } = await ledger.read();
    expect({ key, head, outbox }).toEqual({ key: undefined, head: START, outbox: [] });
    expect(entries.map(({ delivery, problem }) => [delivery, problem])).toEqual([
      ['confirmed', undefined],
      ['refused', 'subject-erased'],
    ]);
    const fresh = aConsentEntry({ subject: aKey('B').subject, event_id: first.event.event_id });
    const place = { read: EMPTY_LEDGER, key: aKey('B') };
    expect(await ledger.append([{ entry: { ...fresh, id: 'fresh' } }], place)).toBe(true);
  });

  it('keeps the last checkpoint once there is something to check', async () => {
    await appendAll(ledger, first);
    await ledger.keepCheckpoint('shop.example/candor-log\n7\n…');
    expect((await ledger.read()).checkpoint).toBe('shop.example/candor-log\n7\n…');
  });

  it('tells its observers of every change, until they leave', async () => {
    const heard: string[] = [];
    const leave = ledger.observe(() => heard.push('changed'));
    await appendAll(ledger, first);
    await expect.poll(() => heard).toEqual(['changed']);
    leave();
    await ledger.settle(first.id, { delivery: 'refused', problem: 'key-reused' });
    expect(heard).toEqual(['changed']);
  });
});
