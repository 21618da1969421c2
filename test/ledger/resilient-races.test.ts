import { expect, it } from 'vitest';
import type { Sha256 } from '../../src/contract/ids.ts';
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
