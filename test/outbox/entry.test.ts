import { describe, expect, it } from 'vitest';
import { afterAttempt, isDue, receiptFor, sendOrder } from '../../src/outbox/entry.ts';
import type { Outcome } from '../../src/transport/outcome.ts';
import type { LedgerEntry } from '../../src/ledger/ledger.ts';
import {
  aConsentEntry,
  anObjectionEntry,
  aProblem,
  aReceiptFor,
  choices,
  PURCHASES,
} from '../support/ledger-builders.ts';

const NOW = 1_795_342_531_000;
const at = { now: NOW, chance: 0.5 };
type Reply = Outcome<{ readonly receipt: string }>;

const accepted = (receipt: string): Reply => ({
  kind: 'accepted',
  status: 201,
  body: { receipt },
  serverTime: undefined,
});

describe('An entry after one attempt', () => {
  it('is confirmed by a receipt that names it', () => {
    const entry = aConsentEntry();
    const step = afterAttempt({ entry, attempts: 0 }, accepted(aReceiptFor(entry)), at);
    expect(step).toMatchObject({ kind: 'settle', settlement: { delivery: 'confirmed', receipt: { order: 812 } } });
  });

  it.each([
    ['another event', { id: '0192f7b0-5c1e-7c3a-9d55-2f6a1b7e0c99' }],
    ['another digest', { digest: 'A'.repeat(43) }],
  ])('waits when the receipt names %s', (_what, change) => {
    const entry = aConsentEntry();
    const receipt = aReceiptFor({ ...entry, ...change } as typeof entry);
    expect(afterAttempt({ entry, attempts: 0 }, accepted(receipt), at).kind).toBe('wait');
  });

  it.each(['', 'not a receipt', 'a.b.c', '..'])('waits when what came is no receipt: %j', (receipt) => {
    expect(receiptFor(aConsentEntry(), receipt)).toBeUndefined();
    expect(afterAttempt({ entry: aConsentEntry(), attempts: 0 }, accepted(receipt), at).kind).toBe('wait');
  });

  it.each(['chain-forked', 'notice-unknown', 'subject-erased', 'key-reused', 'unknown-field'])(
    'is refused for good by %s, and keeps the code',
    (code) => {
      const outcome: Reply = { kind: 'rejected', problem: aProblem(code) };
      expect(afterAttempt({ entry: aConsentEntry(), attempts: 3 }, outcome, at)).toEqual({
        kind: 'settle',
        settlement: { delivery: 'refused', problem: code },
      });
    },
  );

  it('learns from a fork where the shop’s record stands', () => {
    const head = 'H'.repeat(43);
    const outcome: Reply = { kind: 'rejected', problem: { ...aProblem('chain-forked'), last_seq: 7, head } };
    expect(afterAttempt({ entry: aConsentEntry(), attempts: 0 }, outcome, at)).toMatchObject({
      settlement: { delivery: 'refused', problem: 'chain-forked', head: { seq: 7, digest: head } },
    });
  });

  it.each(['in-flight', 'secret-missing', 'not-found', 'a-code-of-tomorrow', 'origin-not-allowed'])(
    'waits after %s: it is not final',
    (code) => {
      const outcome: Reply = { kind: 'rejected', problem: aProblem(code) };
      expect(afterAttempt({ entry: aConsentEntry(), attempts: 0 }, outcome, at).kind).toBe('wait');
    },
  );

  it('asks again in a day when the shop does not speak its schema', () => {
    const outcome: Reply = { kind: 'rejected', problem: aProblem('schema-unsupported') };
    const step = afterAttempt({ entry: aConsentEntry(), attempts: 0 }, outcome, at);
    expect(step).toMatchObject({ kind: 'wait', notBefore: NOW + 86_400_000 });
  });

  it('never waits less than Retry-After says', () => {
    const outcome: Reply = { kind: 'busy', retryAfter: 90_000 };
    const step = afterAttempt({ entry: aConsentEntry(), attempts: 0 }, outcome, at);
    expect(step).toEqual({ kind: 'wait', attempts: 1, notBefore: NOW + 90_000 });
  });

  it.each([
    [0, 1_000],
    [1, 2_000],
    [4, 16_000],
    [9, 450_000],
    [500, 450_000],
  ])('after %i tries waits half of a bound that doubles up to 15 minutes', (attempts, wait) => {
    const step = afterAttempt({ entry: aConsentEntry(), attempts }, { kind: 'unreachable' }, at);
    expect(step).toEqual({ kind: 'wait', attempts: attempts + 1, notBefore: NOW + wait });
  });

  it('waits a day at the most, whatever Retry-After says', () => {
    const outcome: Reply = { kind: 'busy', retryAfter: 10 * 365 * 86_400_000 };
    const step = afterAttempt({ entry: aConsentEntry(), attempts: 0 }, outcome, at);
    expect(step).toEqual({ kind: 'wait', attempts: 1, notBefore: NOW + 86_400_000 });
  });
});

describe('An entry that waits', () => {
  it.each([
    ['its time has come', 0, true],
    ['its time is a minute ahead', 60_000, false],
    ['its time is a day ahead', 86_400_000, false],
    ['the clock went back ten years since', 10 * 365 * 86_400_000, true],
  ])('when %s', (_what, ahead, due) => {
    expect(isDue({ notBefore: NOW + ahead }, NOW)).toBe(due);
  });
});

describe('The order of sending', () => {
  const grant = aConsentEntry({ seq: 1 });
  const withdrawal = aConsentEntry({ seq: 2, choices: choices({ [PURCHASES]: 'refused' }) });
  const mixed = aConsentEntry({ seq: 3, choices: choices({ [PURCHASES]: 'refused', ads: 'given' }) });
  const ids = (...entries: readonly LedgerEntry[]): readonly string[] =>
    sendOrder(entries.map((entry) => ({ entry }))).map(({ entry }) => entry.id);

  it('lets what takes away overtake what gives, and keeps the order of each', () => {
    expect(ids(grant, withdrawal, mixed, anObjectionEntry())).toEqual([
      withdrawal.id,
      anObjectionEntry().id,
      grant.id,
      mixed.id,
    ]);
  });

  it('sends nothing when nothing waits', () => {
    expect(ids()).toEqual([]);
  });
});
