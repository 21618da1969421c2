import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ledgerExists } from '../../src/ledger/exists.ts';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import { EMPTY_LEDGER, type Ledger } from '../../src/ledger/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { aConfig, aConsentEntry, aKey, aReceiptFor, choices } from '../support/ledger-builders.ts';
import type { ReceiptId, Timestamp } from '../../src/contract/ids.ts';

const START = EMPTY_LEDGER.head;

const kept = (jws: string) => ({
  delivery: 'confirmed' as const,
  receipt: {
    jws,
    jti: 'rcp_0192f7b05c207a10' as ReceiptId,
    order: 1,
    received_at: '2026-11-22T10:15:31.004Z' as Timestamp,
    forked: false,
  },
});

const ledgers: readonly (readonly [string, () => Ledger])[] = [
  ['in IndexedDB', () => createIdbLedger({ indexedDB: new IDBFactory(), openChannel: undefined })],
  ['in memory', () => createMemoryLedger()],
];

describe.each(ledgers)('A ledger %s', (_where, create) => {
  let ledger: Ledger;
  beforeEach(() => {
    ledger = create();
  });

  it('is empty and without a subject before the first act', async () => {
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
    expect(await ledger.waiting()).toEqual([]);
  });

  it('appends the entry, its outbox entry and the subject together', async () => {
    const entry = aConsentEntry();
    expect(await ledger.append(entry, START, aKey())).toBe(true);
    expect(await ledger.read()).toEqual({
      key: aKey(),
      head: { seq: 1, digest: entry.digest },
      entries: [entry],
      config: undefined,
    });
    expect(await ledger.waiting()).toEqual([{ entry, attempts: 0, notBefore: 0 }]);
  });

  it('refuses an entry built on a head that has moved, and stores nothing of it', async () => {
    await ledger.append(aConsentEntry(), START, aKey());
    expect(await ledger.append(aConsentEntry({ action: 'withdraw' }), START, aKey())).toBe(false);
    expect((await ledger.read()).entries).toHaveLength(1);
    expect(await ledger.waiting()).toHaveLength(1);
  });

  it('lets one of two acts that saw the same head through', async () => {
    const results = await Promise.all(
      (['given', 'refused'] as const).map((choice, at) =>
        ledger.append(
          { ...aConsentEntry({ choices: choices({ ads: choice }) }), id: `0192f7b0-5c1e-7c3a-9d55-00000000000${at}` },
          START,
          aKey(),
        ),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await ledger.read()).entries).toHaveLength(1);
  });

  it('keeps a receipt and takes its entry from the outbox', async () => {
    const entry = aConsentEntry();
    await ledger.append(entry, START, aKey());
    await ledger.settle(entry.id, kept(aReceiptFor(entry)));
    expect((await ledger.read()).entries[0]).toMatchObject({ delivery: 'confirmed', receipt: { order: 1 } });
    expect(await ledger.waiting()).toEqual([]);
  });

  it('keeps a final refusal with its code, out of the way of the others', async () => {
    const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];
    await ledger.append(first, START, aKey());
    await ledger.append(second, { seq: 1, digest: first.digest }, aKey());
    await ledger.settle(first.id, { delivery: 'refused', problem: 'notice-unknown' });
    expect((await ledger.read()).entries[0]).toMatchObject({ delivery: 'refused', problem: 'notice-unknown' });
    expect((await ledger.waiting()).map(({ entry }) => entry.id)).toEqual([second.id]);
  });

  it('builds the next event behind the shop’s head after a fork', async () => {
    const [first, next] = [aConsentEntry(), aConsentEntry({ seq: 8 })];
    const head = { seq: 7, digest: next.digest };
    await ledger.append(first, START, aKey());
    await ledger.settle(first.id, { delivery: 'refused', problem: 'chain-forked', head });
    expect((await ledger.read()).head).toEqual(head);
    expect(await ledger.append(next, head, aKey())).toBe(true);
    expect((await ledger.read()).head.seq).toBe(8);
  });

  it('remembers a failed try', async () => {
    const entry = aConsentEntry();
    await ledger.append(entry, START, aKey());
    await ledger.postpone(entry.id, 3, 99);
    expect(await ledger.waiting()).toEqual([{ entry, attempts: 3, notBefore: 99 }]);
  });

  it('keeps a config only once there is a subject', async () => {
    await ledger.keepConfig(aConfig());
    expect((await ledger.read()).config).toBeUndefined();
    await ledger.append(aConsentEntry(), START, aKey());
    await ledger.keepConfig(aConfig());
    expect((await ledger.read()).config).toEqual(aConfig());
  });

  it('tells its observers of every change, until they leave', async () => {
    const heard: string[] = [];
    const leave = ledger.observe(() => heard.push('changed'));
    await ledger.append(aConsentEntry(), START, aKey());
    leave();
    await ledger.settle(aConsentEntry().id, { delivery: 'refused', problem: 'key-reused' });
    expect(heard).toEqual(['changed']);
  });
});

describe('A ledger in IndexedDB', () => {
  it('creates no database by being read, asked or closed', async () => {
    const indexedDB = new IDBFactory();
    const ledger = createIdbLedger({ indexedDB, openChannel: undefined });
    await ledger.read();
    await ledger.waiting();
    await ledger.keepConfig(aConfig());
    ledger.close();
    expect(await indexedDB.databases()).toEqual([]);
    expect(await ledgerExists(indexedDB)).toBe(false);
  });

  it('is found without creating one where the browser cannot list databases', async () => {
    const indexedDB = new IDBFactory();
    Object.defineProperty(indexedDB, 'databases', { value: undefined });
    expect(await ledgerExists(indexedDB)).toBe(false);
    expect(await IDBFactory.prototype.databases.call(indexedDB)).toEqual([]);
    const ledger = createIdbLedger({ indexedDB, openChannel: undefined });
    await ledger.append(aConsentEntry(), START, aKey());
    expect(await ledgerExists(indexedDB)).toBe(true);
  });

  it('does not exist where the browser refuses storage', async () => {
    const refusing = {
      databases: () => Promise.reject(new DOMException('denied', 'SecurityError')),
    } as unknown as IDBFactory;
    expect(await ledgerExists(refusing)).toBe(false);
    expect(await ledgerExists(undefined)).toBe(false);
  });

  it('is the same for a page that opens it later', async () => {
    const indexedDB = new IDBFactory();
    const first = createIdbLedger({ indexedDB, openChannel: undefined });
    await first.append(aConsentEntry(), START, aKey());
    first.close();
    const second = createIdbLedger({ indexedDB, openChannel: undefined });
    expect((await second.read()).entries).toEqual([aConsentEntry()]);
  });

  it('refuses a subject that is not the one it knows', async () => {
    const ledger = createIdbLedger({ indexedDB: new IDBFactory(), openChannel: undefined });
    const first = aConsentEntry();
    await ledger.append(first, START, aKey('A'));
    expect(await ledger.append(aConsentEntry({ seq: 2 }), { seq: 1, digest: first.digest }, aKey('B'))).toBe(false);
  });
});
