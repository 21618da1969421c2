import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import { EMPTY_LEDGER, type Ledger } from '../../src/ledger/ledger.ts';
import {
  aConfig,
  aConfirmation,
  aConsentEntry,
  aKey,
  anObjectionEntry,
  appendAll,
  silent,
} from '../support/ledger-builders.ts';

const open = (indexedDB: IDBFactory, after = silent.after): Ledger =>
  createIdbLedger({ indexedDB, openChannel: undefined, signal: silent.signal, after });

/** What the first version kept: long texts within the entries, the shop's head beside a refusal. */
const openFirstVersion = (indexedDB: IDBFactory): Promise<IDBDatabase> =>
  new Promise((done, fail) => {
    const request = indexedDB.open('candor', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('subject');
      const entries = request.result.createObjectStore('entries', { autoIncrement: true });
      entries.createIndex('id', 'id', { unique: true });
      entries.createIndex('chain', ['event.subject', 'event.seq'], { unique: true });
      request.result.createObjectStore('outbox', { keyPath: 'id' });
      request.result.createObjectStore('config');
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

const [first, second, third] = [aConsentEntry(), aConsentEntry({ seq: 2 }), aConsentEntry({ seq: 3 })];
const { receipt, jws } = aConfirmation(first);
const head = { seq: 7, digest: third.digest };

const fillFirstVersion = async (database: IDBDatabase): Promise<void> => {
  const writing = database.transaction(['subject', 'entries', 'outbox', 'config'], 'readwrite');
  writing.objectStore('subject').put(aKey(), 'self');
  const objection = anObjectionEntry();
  for (const entry of [
    { ...first, delivery: 'confirmed', receipt: { ...receipt, jws } },
    { ...second, delivery: 'refused', problem: 'chain-forked', head },
    third,
    {
      ...objection,
      objection: { ...(objection.kind === 'objection' && objection.objection), explanation_jws: 'a.b.c' },
    },
  ])
    writing.objectStore('entries').add(entry);
  writing.objectStore('outbox').put({ id: third.id, attempts: 2, notBefore: 5 });
  writing.objectStore('outbox').put({ id: objection.id, attempts: 0, notBefore: 0 });
  writing.objectStore('config').put(aConfig(), 'last');
  await new Promise((done) => {
    writing.oncomplete = done;
  });
};

describe('A ledger of the first version', () => {
  it('is taken over whole: who, what, how far, and what is still on its way', async () => {
    const indexedDB = new IDBFactory();
    const before = await openFirstVersion(indexedDB);
    await fillFirstVersion(before);
    before.close();
    const ledger = open(indexedDB);
    const state = await ledger.read();
    expect(state).toMatchObject({ key: aKey(), head, behind: false, config: aConfig() });
    expect(state.entries).toEqual([
      { ...first, delivery: 'confirmed', receipt },
      { ...second, delivery: 'refused', problem: 'chain-forked' },
      third,
      anObjectionEntry(),
    ]);
    expect(await ledger.papers(first.id)).toEqual({ receipt: jws });
    expect(await ledger.waiting()).toEqual([
      { entry: third, papers: {}, secret: aKey().secret, attempts: 2, notBefore: 5 },
      { entry: anObjectionEntry(), papers: { explanation: 'a.b.c' }, secret: aKey().secret, attempts: 0, notBefore: 0 },
    ]);
  });

  it('goes on after the take-over', async () => {
    const indexedDB = new IDBFactory();
    const before = await openFirstVersion(indexedDB);
    await fillFirstVersion(before);
    before.close();
    const ledger = open(indexedDB);
    await appendAll(ledger, aConsentEntry({ seq: 8 }));
    expect((await ledger.read()).head.seq).toBe(8);
  });
});

describe('Two versions at once', () => {
  it('an old tab that lets go makes room at once', async () => {
    const indexedDB = new IDBFactory();
    const old = await openFirstVersion(indexedDB);
    old.onversionchange = () => old.close();
    const ledger = open(indexedDB);
    await appendAll(ledger, first);
    expect((await ledger.read()).entries).toEqual([first]);
  });

  it('an old tab that does not let go holds the ledger up no longer than a moment, then it fails, and later works', async () => {
    const indexedDB = new IDBFactory();
    const old = await openFirstVersion(indexedDB);
    const rings: (() => void)[] = [];
    const ledger = open(indexedDB, (_milliseconds: number, ring: () => void) => void rings.push(ring));
    const failing = ledger.append([{ entry: first }], { read: EMPTY_LEDGER, key: aKey() });
    await expect.poll(() => rings.length).toBe(1);
    rings[0]?.();
    await expect(failing).rejects.toThrow('an older tab holds the ledger');
    old.close();
    await appendAll(ledger, first);
    expect((await ledger.read()).entries).toEqual([first]);
  });

  it('a tab of this version lets a newer one in, and then fails instead of writing beside it', async () => {
    const indexedDB = new IDBFactory();
    const ledger = open(indexedDB);
    await appendAll(ledger, first);
    const read = await ledger.read();
    const newer = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open('candor', 99);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    expect(newer.version).toBe(99);
    await expect(ledger.append([{ entry: second }], { read, key: aKey() })).rejects.toThrow();
  });
});
