import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/contract/ids.ts';
import { ledgerExists } from '../../src/ledger/exists.ts';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import { EMPTY_LEDGER, type Ledger } from '../../src/ledger/ledger.ts';
import { aConfirmation, aConsentEntry, aKey, appendAll, choices, silent } from '../support/ledger-builders.ts';

const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];

describe('A ledger in IndexedDB', () => {
  const open = (indexedDB: IDBFactory): Ledger => createIdbLedger({ indexedDB, openChannel: undefined, ...silent });

  it('creates no database by being read, asked or closed', async () => {
    const indexedDB = new IDBFactory();
    const ledger = open(indexedDB);
    await ledger.read();
    await ledger.waiting();
    await ledger.papers(first.id);
    await ledger.lease('me', 0, 1);
    await ledger.settle(first.id, aConfirmation(first));
    await ledger.postpone({ id: first.id, attempts: 1, notBefore: 1 });
    ledger.close();
    expect(await indexedDB.databases()).toEqual([]);
    expect(await ledgerExists(indexedDB)).toBe(false);
  });

  it('is found without creating one where the browser cannot list databases', async () => {
    const indexedDB = new IDBFactory();
    Object.defineProperty(indexedDB, 'databases', { value: undefined });
    expect(await ledgerExists(indexedDB)).toBe(false);
    expect(await IDBFactory.prototype.databases.call(indexedDB)).toEqual([]);
    await appendAll(open(indexedDB), first);
    expect(await ledgerExists(indexedDB)).toBe(true);
  });

  it('does not exist where the browser refuses storage', async () => {
    const refusing = {
      databases: () => Promise.reject(new DOMException('denied', 'SecurityError')),
    } as unknown as IDBFactory;
    expect(await ledgerExists(refusing)).toBe(false);
    expect(await ledgerExists(undefined)).toBe(false);
  });

  it('tells the caller, and not the page, that the disk had no room for its stores', async () => {
    const indexedDB = new IDBFactory();
    const makeDatabase = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...args) => {
      const request = makeDatabase(...args);
      request.addEventListener('upgradeneeded', () => request.transaction?.abort());
      return request;
    };
    const toldThePage: unknown[] = [];
    const listen = (reason: unknown): void => void toldThePage.push(reason);
    process.on('unhandledRejection', listen);
    await expect(appendAll(open(indexedDB), first)).rejects.toThrow();
    await new Promise((done) => setTimeout(done));
    process.off('unhandledRejection', listen);
    expect(toldThePage).toEqual([]);
  });

  it('is the same for a page that opens it later', async () => {
    const indexedDB = new IDBFactory();
    const before = open(indexedDB);
    await appendAll(before, first);
    before.close();
    expect((await open(indexedDB).read()).entries).toEqual([first]);
  });

  it('reads what another tab appended and settled', async () => {
    const indexedDB = new IDBFactory();
    const [mine, other] = [open(indexedDB), open(indexedDB)];
    await appendAll(mine, first);
    expect((await other.read()).entries).toEqual([first]);
    await appendAll(other, second);
    await other.settle(first.id, aConfirmation(first));
    expect((await mine.read()).entries.map(({ delivery }) => delivery)).toEqual(['confirmed', 'waiting']);
  });

  it('reads a thousand entries, all of them and in order', async () => {
    const ledger = open(new IDBFactory());
    const many = Array.from({ length: 1_000 }, (_, at) => ({ entry: aConsentEntry({ seq: at + 1 }) }));
    await ledger.append(many, { read: EMPTY_LEDGER, key: aKey() });
    const { entries } = await ledger.read();
    expect(entries.map((entry) => entry.kind === 'consent' && entry.event.seq)).toEqual(
      many.map(({ entry }) => entry.event.seq),
    );
  });

  it('is empty after the shopper cleared the browser, and stays so when an old answer arrives', async () => {
    const indexedDB = new IDBFactory();
    const ledger = open(indexedDB);
    await appendAll(ledger, first);
    await new Promise((done) => {
      indexedDB.deleteDatabase('candor').onsuccess = done;
    });
    await ledger.settle(first.id, aConfirmation(first));
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('counts nothing of before when it is made anew after a clearing', async () => {
    const indexedDB = new IDBFactory();
    const [mine, other] = [open(indexedDB), open(indexedDB)];
    await appendAll(mine, first, second);
    await mine.read();
    await new Promise((done) => {
      indexedDB.deleteDatabase('candor').onsuccess = done;
    });
    const anew = aConsentEntry({ subject: aKey('B').subject, occurred_at: '2026-11-23T10:15:30.120Z' as Timestamp });
    await other.append([{ entry: anew }], { read: EMPTY_LEDGER, key: aKey('B') });
    expect(await mine.read()).toMatchObject({ key: aKey('B'), entries: [anew] });
  });

  it('gives the right to send to one tab until it expires', async () => {
    const ledger = open(new IDBFactory());
    await appendAll(ledger, first);
    expect(await ledger.lease('one', 0, 100)).toBe(true);
    expect(await ledger.lease('other', 50, 150)).toBe(false);
    expect(await ledger.lease('one', 60, 160)).toBe(true);
    expect(await ledger.lease('other', 160, 260)).toBe(true);
  });

  it('gives it on at once where the clock went back ten years', async () => {
    const ledger = open(new IDBFactory());
    await appendAll(ledger, first);
    const decade = 10 * 365 * 86_400_000;
    await ledger.lease('one', decade, decade + 100);
    expect(await ledger.lease('other', 0, 100)).toBe(true);
  });

  it('keeps an act whose place another took, beside the chain', async () => {
    const ledger = open(new IDBFactory());
    await appendAll(ledger, first);
    const rival = { ...aConsentEntry({ choices: choices({ ads: 'refused' }) }), id: 'rival' };
    await ledger.adopt({ key: aKey(), drafts: [{ entry: rival }] });
    expect((await ledger.waiting()).map(({ entry }) => entry.id)).toEqual([first.id, 'rival']);
  });
});
