import { expect, it } from 'vitest';
import type { EventId, Sha256 } from '../../src/contract/ids.ts';
import { EMPTY_LEDGER, type Ledger } from '../../src/ledger/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { createResilientLedger } from '../../src/ledger/resilient.ts';
import { aConsentEntry, aKey } from '../support/ledger-builders.ts';

it('A ledger whose storage failed stays so when another call fails only once, and keeps what it holds alone', async () => {
  let fail: (error: Error) => void = () => undefined;
  const slow = new Promise<undefined>((_resolve, reject) => {
    fail = reject;
  });
  const answers = [slow];
  const stored: Ledger = {
    ...createMemoryLedger(),
    append: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    notice: () => answers.shift() ?? Promise.resolve(undefined),
  };
  const ledger = createResilientLedger(stored);
  const asking = ledger.notice('n'.repeat(43) as Sha256);
  const entry = aConsentEntry();
  await ledger.append([{ entry }], { read: EMPTY_LEDGER, key: aKey() });
  fail(new DOMException('gone', 'UnknownError'));
  await asking;
  expect(ledger.remembers()).toBe(false);
  expect((await ledger.read()).entries).toEqual([entry]);
});

const OTHER_ID = '0192f7b0-5c1e-7c3a-9d55-bbbbbbbbbbbb' as EventId;

/** Two tabs on one storage, which fails until it is mended. */
const twoTabs = () => {
  const shared = createMemoryLedger();
  let isMended = false;
  const open = (hold: Partial<Ledger> = {}) => {
    const stored: Ledger = { ...shared, ...hold };
    const failing = new Proxy(stored, {
      get:
        (target, name) =>
        (...all: readonly unknown[]) =>
          isMended || name === 'observe'
            ? (Reflect.get(target, name) as (...all: readonly unknown[]) => unknown)(...all)
            : Promise.reject(new DOMException('full', 'QuotaExceededError')),
    });
    return createResilientLedger(failing);
  };
  return { shared, open, mend: () => (isMended = true), fail: () => (isMended = false) };
};

it('Two tabs that became somebody while nothing was stored lose nothing when both go back to the storage at once', async () => {
  const { shared, open, mend } = twoTabs();
  let arrive: () => void = () => undefined;
  const otherIsStored = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  // The first has found the storage empty, and brings its acts there only when the second has done so.
  const first = open({
    adopt: async (adoption) => {
      await otherIsStored;
      await shared.adopt(adoption);
    },
  });
  const second = open();
  const [mine, other] = [aConsentEntry(), aConsentEntry({ event_id: OTHER_ID, subject: aKey('B').subject })];
  await first.append([{ entry: mine }], { read: EMPTY_LEDGER, key: aKey() });
  await second.append([{ entry: other }], { read: EMPTY_LEDGER, key: aKey('B') });
  mend();
  const recovering = first.recover();
  await second.recover();
  arrive();
  await recovering;
  expect((await shared.read()).key).toEqual(aKey('B'));
  expect((await second.waiting()).map(({ entry }) => entry.id)).toEqual([other.id]);
  expect(await first.waiting()).toMatchObject([{ entry: mine, secret: aKey().secret }]);
  expect((await first.read()).key).toEqual(aKey());
  expect([first.remembers(), second.remembers()]).toEqual([false, true]);
});

/** More turns of the microtask queue than a look at the queue or an append takes. */
const TURNS = 40;

it('An act made while the queue is looked at is in memory too, whenever it comes', async () => {
  const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];
  for (let turns = 0; turns < TURNS; turns += 1) {
    const { open, mend, fail } = twoTabs();
    mend();
    const ledger = open();
    await ledger.append([{ entry: first }], { read: EMPTY_LEDGER, key: aKey() });
    const place = { read: await ledger.read(), key: aKey() };
    const looking = ledger.waiting();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    await Promise.all([looking, ledger.append([{ entry: second }], place)]);
    fail();
    expect((await ledger.read()).entries).toEqual([first, second]);
  }
});
