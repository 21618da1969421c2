import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIdbLedger } from '../../src/ledger/idb.ts';
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from '../../src/ledger/ledger.ts';
import { createResilientLedger, type ResilientLedger } from '../../src/ledger/resilient.ts';
import {
  aConfirmation,
  aConsentEntry,
  aKey,
  anObjectionEntry,
  appendAll,
  choices,
  PURCHASES,
  silent,
} from '../support/ledger-builders.ts';

const [first, second, third] = [1, 2, 3].map((seq) => aConsentEntry({ seq })) as [
  ReturnType<typeof aConsentEntry>,
  ReturnType<typeof aConsentEntry>,
  ReturnType<typeof aConsentEntry>,
];
const idsOf = (entries: readonly LedgerEntry[]): readonly string[] => entries.map(({ id }) => id);

/** A ledger that can be broken and mended: every call fails while it is broken, or only those that write. */
const breakable = (ledger: Ledger) => {
  const fault: { kind: 'none' | 'all' | 'writes' } = { kind: 'none' };
  const READS = new Set(['read', 'waiting', 'papers', 'notice']);
  const broken = new Proxy(ledger, {
    get: (target, name: keyof Ledger) => {
      const method = target[name];
      if (name === 'observe' || name === 'close') return method;
      return (...args: readonly unknown[]) => {
        if (fault.kind === 'all' || (fault.kind === 'writes' && !READS.has(name)))
          return Promise.reject(new DOMException('full', 'QuotaExceededError'));
        return (method as (...all: readonly unknown[]) => unknown)(...args);
      };
    },
  });
  return { broken, fault };
};

describe('A ledger whose storage fails', () => {
  let indexedDB: IDBFactory;
  let stored: Ledger;
  let ledger: ResilientLedger;
  let fault: ReturnType<typeof breakable>['fault'];
  const ask = (): Ledger => createIdbLedger({ indexedDB, openChannel: undefined, ...silent });
  beforeEach(() => {
    indexedDB = new IDBFactory();
    stored = ask();
    const made = breakable(stored);
    ({ fault } = made);
    ledger = createResilientLedger(made.broken);
  });

  it('remembers as long as it stores', async () => {
    await appendAll(ledger, first);
    expect(ledger.remembers()).toBe(true);
    expect(idsOf((await stored.read()).entries)).toEqual([first.id]);
  });

  it('goes on in memory as the same subject, and says that it does not remember', async () => {
    await appendAll(ledger, first);
    fault.kind = 'all';
    await appendAll(ledger, second);
    expect(ledger.remembers()).toBe(false);
    expect(await ledger.read()).toMatchObject({ key: aKey(), head: { seq: 2 } });
    expect((await ledger.waiting()).map(({ entry, secret }) => [entry.id, secret])).toEqual([
      [first.id, aKey().secret],
      [second.id, aKey().secret],
    ]);
  });

  it('does so without having read anything since the act', async () => {
    await appendAll(ledger, first);
    fault.kind = 'all';
    expect(idsOf((await ledger.read()).entries)).toEqual([first.id]);
  });

  it('sends the explanation of an objection from memory too', async () => {
    const place = { read: EMPTY_LEDGER, key: aKey() };
    await ledger.append([{ entry: anObjectionEntry(), papers: { explanation: 'a.b.c' } }], place);
    fault.kind = 'all';
    expect((await ledger.waiting())[0]?.papers).toEqual({ explanation: 'a.b.c' });
  });

  it('brings to the storage what was done meanwhile, once it works again', async () => {
    await appendAll(ledger, first);
    fault.kind = 'writes';
    await appendAll(ledger, second);
    await ledger.settle(first.id, aConfirmation(first));
    expect(await ledger.recover()).toEqual([]);
    expect(ledger.remembers()).toBe(false);
    fault.kind = 'none';
    expect(await ledger.recover()).toEqual([]);
    expect(ledger.remembers()).toBe(true);
    expect((await ask().read()).entries.map(({ delivery }) => delivery)).toEqual(['confirmed', 'waiting']);
    expect((await ask().waiting()).map(({ entry }) => entry.id)).toEqual([second.id]);
  });

  it('makes the storage when it works for the first time, as the subject that acted', async () => {
    fault.kind = 'all';
    await appendAll(ledger, first);
    fault.kind = 'none';
    await ledger.recover();
    expect(await ask().read()).toMatchObject({ key: aKey(), head: { seq: 1 } });
  });

  it('keeps both acts where another tab took the same place meanwhile', async () => {
    await appendAll(ledger, first);
    fault.kind = 'all';
    const mine = aConsentEntry({ seq: 2, choices: choices({ [PURCHASES]: 'refused' }) });
    await appendAll(ledger, { ...mine, id: 'mine' });
    await appendAll(ask(), second);
    fault.kind = 'none';
    await ledger.recover();
    expect(idsOf((await ask().read()).entries)).toEqual([first.id, second.id, 'mine']);
    expect((await ask().read()).behind).toBe(true);
  });

  it('writes nothing back into a browser that was cleared, but still sends what was on its way', async () => {
    await appendAll(ledger, first);
    await new Promise((done) => {
      indexedDB.deleteDatabase('candor').onsuccess = done;
    });
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
    expect((await ledger.waiting()).map(({ entry, secret }) => [entry.id, secret])).toEqual([
      [first.id, aKey().secret],
    ]);
    await ledger.postpone({ id: first.id, attempts: 1, notBefore: 7 });
    expect((await ledger.waiting())[0]).toMatchObject({ attempts: 1, notBefore: 7 });
    await ledger.settle(first.id, aConfirmation(first));
    expect(await ledger.waiting()).toEqual([]);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('writes nothing back where it was cleared while the storage failed', async () => {
    await appendAll(ledger, first);
    await ledger.read();
    fault.kind = 'writes';
    await appendAll(ledger, second);
    await new Promise((done) => {
      indexedDB.deleteDatabase('candor').onsuccess = done;
    });
    fault.kind = 'none';
    await ledger.recover();
    expect(await ask().read()).toEqual(EMPTY_LEDGER);
    expect((await ledger.waiting()).map(({ entry }) => entry.id)).toEqual([first.id, second.id]);
  });

  it('tells which acts to make again when the storage held another subject all along', async () => {
    await appendAll(ask(), first);
    fault.kind = 'all';
    const subject = aKey('B').subject;
    const withdrawal = aConsentEntry({ subject, choices: choices({ [PURCHASES]: 'refused' }) });
    const grant = aConsentEntry({ subject, seq: 2, event_id: third.event.event_id });
    await ledger.append([{ entry: { ...withdrawal, id: 'withdrawal' } }], { read: EMPTY_LEDGER, key: aKey('B') });
    await ledger.append([{ entry: { ...grant, id: 'grant' } }], { read: await ledger.read(), key: aKey('B') });
    fault.kind = 'none';
    expect(idsOf(await ledger.recover())).toEqual(['withdrawal']);
    expect(await ledger.read()).toMatchObject({ key: aKey(), entries: [{ id: first.id }] });
  });

  it('goes on in memory where the storage was seen to be empty and another tab was first: nobody becomes somebody else', async () => {
    expect(await ledger.read()).toEqual(EMPTY_LEDGER);
    fault.kind = 'writes';
    const subject = aKey('B').subject;
    const mine = { ...aConsentEntry({ subject, choices: choices({ [PURCHASES]: 'refused' }) }), id: 'mine' };
    await ledger.append([{ entry: mine }], { read: EMPTY_LEDGER, key: aKey('B') });
    await appendAll(ask(), first);
    fault.kind = 'none';
    expect(await ledger.recover()).toEqual([]);
    expect(await ledger.read()).toMatchObject({ key: aKey('B'), entries: [{ id: 'mine' }] });
    expect((await ledger.waiting()).map(({ entry }) => entry.id)).toEqual(['mine']);
    expect(ledger.remembers()).toBe(false);
    expect(idsOf((await ask().read()).entries)).toEqual([first.id]);
  });

  it('keeps an act it made alone, when a read that began before still succeeds', async () => {
    await appendAll(ledger, first);
    const reading = ledger.read();
    fault.kind = 'writes';
    const place = { read: await ledger.recall(), key: aKey() };
    const acting = ledger.append([{ entry: second }], place);
    await Promise.all([reading, acting]);
    expect(idsOf((await ledger.read()).entries)).toEqual([first.id, second.id]);
    expect((await ledger.waiting()).map(({ entry }) => entry.id)).toEqual([first.id, second.id]);
  });

  it('brings along an act that was made while it went back to the storage', async () => {
    const { adopt } = stored;
    const meanwhile = [third];
    const slow: Ledger = {
      ...stored,
      append: (...call) =>
        fault.kind === 'all' ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : stored.append(...call),
      adopt: async (adoption) => {
        await adopt(adoption);
        for (const entry of meanwhile.splice(0))
          await ledger.append([{ entry }], { read: await ledger.recall(), key: aKey() });
      },
    };
    ledger = createResilientLedger(slow);
    await appendAll(ledger, first);
    fault.kind = 'all';
    await appendAll(ledger, second);
    await ledger.recover();
    fault.kind = 'none';
    expect(idsOf((await ledger.read()).entries)).toEqual([first.id, second.id, third.id]);
    expect(idsOf((await ask().read()).entries)).toEqual([first.id, second.id, third.id]);
  });

  it('stores what fails once and then works, and never says that it forgets', async () => {
    let failures = 0;
    const once = new Proxy(stored, {
      get: (target, name: keyof Ledger) =>
        name === 'append' && (failures += 1) === 1
          ? () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
          : target[name],
    });
    const steady = createResilientLedger(once);
    await appendAll(steady, first);
    expect(steady.remembers()).toBe(true);
    expect(idsOf((await stored.read()).entries)).toEqual([first.id]);
  });

  it('tells its observers when it remembers again', async () => {
    fault.kind = 'all';
    await appendAll(ledger, first);
    const heard: boolean[] = [];
    ledger.observe(() => heard.push(ledger.remembers()));
    fault.kind = 'none';
    await ledger.recover();
    expect(heard).toContain(true);
  });
});

describe('A ledger without storage', () => {
  it('works in memory, and never pretends to remember', async () => {
    const ledger = createResilientLedger(undefined);
    await appendAll(ledger, first);
    expect(await ledger.recover()).toEqual([]);
    expect(ledger.remembers()).toBe(false);
    expect(idsOf((await ledger.waiting()).map(({ entry }) => entry))).toEqual([first.id]);
  });
});
