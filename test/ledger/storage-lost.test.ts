import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import type { Ledger, LedgerEntry } from '../../src/ledger/ledger.ts';
import { createResilientLedger, type ResilientLedger } from '../../src/ledger/resilient.ts';
import { aConfirmation, aConsentEntry, aKey, appendAll, silent } from '../support/ledger-builders.ts';

const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];
const idsOf = (entries: readonly LedgerEntry[]): readonly string[] => entries.map(({ id }) => id);
const waitingIn = async (ledger: Ledger): Promise<readonly string[]> =>
  (await ledger.waiting()).map(({ entry }) => entry.id);

/** A browser whose disk was full: what it had said was written is gone. */
describe('A storage that has lost an act on its way', () => {
  let indexedDB: IDBFactory;
  let ledger: ResilientLedger;
  const another = (): Ledger => createIdbLedger({ indexedDB, openChannel: undefined, ...silent });
  beforeEach(async () => {
    indexedDB = new IDBFactory();
    ledger = createResilientLedger(another());
    await appendAll(ledger, first, second);
    await ledger.read();
  });

  /** Takes rows out of the database, past the ledger. */
  const lose = async (
    ...rows: readonly (readonly [store: 'entries' | 'outbox', key: IDBValidKey])[]
  ): Promise<void> => {
    const opening = indexedDB.open('candor');
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    for (const [store, key] of rows)
      await new Promise((resolve) => {
        const transaction = database.transaction(store, 'readwrite');
        transaction.objectStore(store).delete(key);
        transaction.oncomplete = resolve;
      });
    database.close();
  };

  it('is noticed when it is to be sent: it is sent from memory, and the shopper is told', async () => {
    await lose(['entries', 2], ['outbox', second.id]);
    expect(await waitingIn(ledger)).toEqual([first.id, second.id]);
    expect(ledger.remembers()).toBe(false);
    expect(await ledger.read()).toMatchObject({ key: aKey(), head: { seq: 2 } });
  });

  it('is noticed when it is read, and has it again once it stores', async () => {
    await lose(['entries', 2], ['outbox', second.id]);
    expect(idsOf((await ledger.read()).entries)).toEqual([first.id, second.id]);
    expect(ledger.remembers()).toBe(false);
    expect(await ledger.recover()).toEqual([]);
    expect(ledger.remembers()).toBe(true);
    expect(idsOf((await another().read()).entries)).toEqual([first.id, second.id]);
    expect(await waitingIn(another())).toEqual([first.id, second.id]);
  });

  it('still sends what has lost only its row in the outbox, on another page too', async () => {
    await lose(['outbox', first.id]);
    const page = createResilientLedger(another());
    await page.read();
    expect(await waitingIn(page)).toEqual([first.id, second.id]);
    await page.recover();
    expect(page.remembers()).toBe(true);
    expect(await waitingIn(another())).toEqual([first.id, second.id]);
  });

  it('is not accused for what another tab has settled', async () => {
    const tab = another();
    await tab.settle(first.id, aConfirmation(first));
    expect(await waitingIn(ledger)).toEqual([second.id]);
    expect(ledger.remembers()).toBe(true);
  });

  it('is not accused when the shopper has cleared the browser', async () => {
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('candor').onsuccess = resolve;
    });
    expect(await ledger.read()).toMatchObject({ key: undefined, entries: [] });
    expect(await waitingIn(ledger)).toEqual([first.id, second.id]);
    expect((await indexedDB.databases()).length).toBe(0);
  });
});
