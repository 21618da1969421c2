import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { LEASE_TIME } from '../../src/outbox/turn.ts';
import { createClient } from '../../src/transport/client.ts';
import { aConsentEntry, appendAll, aReceiptFor, choices, PURCHASES } from '../support/ledger-builders.ts';

/** A shop that answers as told, and a clock that moves only when told. */
const setUp = (ledger: Ledger, answer: (body: string) => Response | Promise<Response>, locks?: LockManager) => {
  const life = new AbortController();
  const posted: string[] = [];
  const kept: string[] = [];
  const alarms: { at: number; wake: () => void }[] = [];
  const clock = { now: 1_000 };
  const chance = { next: 0.5 };
  const fetch = (_url: unknown, init?: RequestInit): Promise<Response> => {
    posted.push(String(init?.body));
    return Promise.resolve().then(() => answer(String(init?.body)));
  };
  const now = (): number => clock.now;
  const outbox = createOutbox({
    ledger,
    client: createClient('https://candor.shop.example', { fetch, now, after: () => undefined, signal: life.signal }),
    locks,
    owner: 'this tab',
    now,
    chance: () => chance.next,
    after: (milliseconds, wake) => alarms.push({ at: clock.now + milliseconds, wake }),
    signal: life.signal,
    onKept: ({ jti }) => kept.push(jti),
  });
  return { outbox, posted, kept, alarms, clock, chance, life };
};

const [first, second] = [aConsentEntry(), aConsentEntry({ seq: 2 })];
const receiptOf = (body: string): Response => {
  const entry = [first, second].find(({ id }) => body.includes(id));
  return new Response(JSON.stringify({ receipt: entry ? aReceiptFor(entry) : '', effective: {}, order: 812 }), {
    status: 201,
  });
};
const refusal = (code = 'notice-unknown', status = 409): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'no', status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });

describe('The outbox', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = createMemoryLedger();
    await appendAll(ledger, first, second);
  });

  it('delivers what waits, oldest first, and keeps the receipts', async () => {
    const { outbox, posted, kept } = setUp(ledger, receiptOf);
    await outbox.drain();
    expect(posted.map((body) => JSON.parse(body).seq)).toEqual([1, 2]);
    expect((await ledger.read()).entries.map(({ delivery }) => delivery)).toEqual(['confirmed', 'confirmed']);
    expect(kept).toHaveLength(2);
    expect(await ledger.waiting()).toEqual([]);
  });

  it('asks nobody when nothing waits', async () => {
    const { outbox, posted } = setUp(createMemoryLedger(), receiptOf);
    await outbox.drain();
    expect(posted).toEqual([]);
  });

  it('keeps an entry through a 500 and wakes when it is due', async () => {
    let broken = true;
    const { outbox, alarms, clock } = setUp(ledger, (body) =>
      broken ? new Response(null, { status: 500 }) : receiptOf(body),
    );
    await outbox.drain();
    expect(await ledger.waiting()).toHaveLength(2);
    expect(alarms.map(({ at }) => at)).toEqual([2_000]);
    broken = false;
    clock.now = 2_000;
    await outbox.drain();
    expect(await ledger.waiting()).toEqual([]);
  });

  it('does not try again before its time', async () => {
    const { outbox, posted } = setUp(
      ledger,
      () => new Response(null, { status: 503, headers: { 'retry-after': '60' } }),
    );
    await outbox.drain();
    await outbox.drain();
    expect(posted).toHaveLength(2);
  });

  it('parks an entry that the shop refused, and delivers those behind it', async () => {
    const { outbox } = setUp(ledger, (body) => (body.includes(first.id) ? refusal() : receiptOf(body)));
    await outbox.drain();
    expect((await ledger.read()).entries.map(({ delivery, problem }) => [delivery, problem])).toEqual([
      ['refused', 'notice-unknown'],
      ['confirmed', undefined],
    ]);
  });

  it('goes on waiting when the answer is a receipt for something else', async () => {
    const { outbox, kept } = setUp(ledger, () => receiptOf(second.id));
    await outbox.drain();
    expect((await ledger.read()).entries.map(({ delivery }) => delivery)).toEqual(['waiting', 'confirmed']);
    expect(kept).toHaveLength(1);
  });

  it('sends under a lease where the browser refuses the lock', async () => {
    const refusing = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) };
    const { outbox, posted } = setUp(ledger, receiptOf, refusing as unknown as LockManager);
    await outbox.drain();
    expect(posted).toHaveLength(2);
  });

  it('leaves it to the tab that has the lease, and looks again when that has run out', async () => {
    const taken: Ledger = { ...ledger, lease: async () => false };
    const { outbox, posted, alarms } = setUp(taken, receiptOf);
    await outbox.drain();
    expect(posted).toEqual([]);
    expect(alarms.map(({ at }) => at)).toEqual([1_000 + LEASE_TIME]);
  });

  it('stops when its lease went to another tab meanwhile', async () => {
    let turns = 0;
    const losing: Ledger = { ...ledger, lease: async () => (turns += 1) <= 2 };
    const { outbox, posted } = setUp(losing, receiptOf);
    await outbox.drain();
    expect(posted).toHaveLength(1);
    expect(await ledger.waiting()).toHaveLength(1);
  });

  it('throws nothing into the page when the ledger cannot be asked, and tries again at the next wake-up', async () => {
    let broken = true;
    const flaky: Ledger = { ...ledger, waiting: () => (broken ? Promise.reject(new Error('gone')) : ledger.waiting()) };
    const { outbox, posted } = setUp(flaky, receiptOf);
    await outbox.drain();
    broken = false;
    await outbox.drain();
    expect(posted).toHaveLength(2);
  });

  it('sends a withdrawal that was made during an attempt before the grants behind it', async () => {
    const withdrawal = aConsentEntry({ seq: 3, choices: choices({ [PURCHASES]: 'refused' }) });
    const { outbox, posted } = setUp(ledger, async (body) => {
      if (body.includes(first.id)) await appendAll(ledger, withdrawal);
      return receiptOf(body);
    });
    await outbox.drain();
    expect(posted.map((body) => JSON.parse(body).seq)).toEqual([1, 3, 2]);
  });

  it('asks each entry once a pass, though chance says to try again at once', async () => {
    const { outbox, posted, chance } = setUp(ledger, () => new Response(null, { status: 500 }));
    chance.next = 0;
    await outbox.drain();
    expect(posted).toHaveLength(2);
  });

  it('makes one pass of many calls', async () => {
    const { outbox, posted } = setUp(ledger, () => new Response(null, { status: 500 }));
    await Promise.all([outbox.drain(), outbox.drain(), outbox.drain()]);
    expect(posted).toHaveLength(2);
  });

  it('drops what an erased subject had waiting, and its secret', async () => {
    const { outbox, posted } = setUp(ledger, () => refusal('subject-erased', 410));
    await outbox.drain();
    expect(posted).toHaveLength(1);
    expect((await ledger.read()).key).toBeUndefined();
    expect((await ledger.read()).entries.map(({ problem }) => problem)).toEqual(['subject-erased', 'subject-erased']);
  });

  it('stops with its widget: nothing is settled or told after that', async () => {
    const { outbox, kept, life } = setUp(ledger, (body) => {
      life.abort();
      return receiptOf(body);
    });
    await outbox.drain();
    expect(kept).toEqual([]);
    expect(await ledger.waiting()).toHaveLength(2);
  });
});
