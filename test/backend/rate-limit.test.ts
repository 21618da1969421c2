// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit, GRANT_LIMITS } from '../../src/backend/rate-limit.ts';
import type { SubjectId } from '../../src/contract/ids.ts';
import { anObjection, aSubject, CHAT, NOON, PURCHASES } from '../support/builders.ts';
import { aShopOf, describeOnBoth, type Said } from './harness.ts';

const ANNA = 'sub_anna' as SubjectId;
const BEN = 'sub_ben' as SubjectId;
const LIMITS = { atOnce: 3, pause: 1_000 };

describe('the count of one subject’s grants', () => {
  it('lets so many through at once, then one for each pause', () => {
    const { take } = createRateLimit(LIMITS);
    expect([1, 2, 3, 4].map(() => take(ANNA, NOON))).toEqual([0, 0, 0, 1]);
    expect([take(ANNA, NOON + 999), take(ANNA, NOON + 1_000), take(ANNA, NOON + 1_000)]).toEqual([1, 0, 1]);
  });

  it('is of one subject only', () => {
    const { take } = createRateLimit(LIMITS);
    for (let sent = 0; sent < 9; sent += 1) take(ANNA, NOON);
    expect(take(BEN, NOON)).toBe(0);
  });

  it('does not lock out for hours when the clock is set back', () => {
    const { take } = createRateLimit(LIMITS);
    for (let sent = 0; sent < 3; sent += 1) take(ANNA, NOON + 86_400_000);
    expect(take(ANNA, NOON)).toBeLessThanOrEqual(3);
    expect(take(ANNA, NOON + 3_000)).toBe(0);
  });

  it('keeps no more subjects than it may: the one that was quiet longest is forgotten', () => {
    const { take } = createRateLimit(LIMITS, 2);
    const others = ['sub_1', 'sub_2'] as SubjectId[];
    for (const subject of [ANNA, ANNA, ANNA, ...others]) take(subject, NOON);
    expect(take(ANNA, NOON)).toBe(0);
  });

  it('never asks to wait longer than what is due, and lets through whoever waited so long', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pauses, (steps) => {
        const { take } = createRateLimit(LIMITS);
        let now = NOON;
        for (const step of steps) {
          now += step;
          const wait = take(ANNA, now);
          expect(wait).toBeLessThanOrEqual(1);
          if (wait > 0) expect(take(ANNA, now + wait * 1_000)).toBe(0);
        }
      }),
    );
  });
});

describeOnBoth('a script that allows without end (invariant 4)', (place) => {
  /** A shop at which the subject has used up its grants. */
  const aHastyShop = async () => {
    const shop = await aShopOf(place);
    const events = Array.from({ length: GRANT_LIMITS.atOnce + 1 }, (_none, at) =>
      shop.give(shop.person, { seq: at + 1 }),
    );
    const said: Said[] = [];
    for (const event of events) said.push(await shop.post(shop.person, event));
    return { ...shop, events, said, seq: GRANT_LIMITS.atOnce };
  };

  it('has to wait for as long as it is told, and nothing of it is stored', async () => {
    const { person, post, get, clock, events, said, seq } = await aHastyShop();
    expect(said.slice(0, -1).every(({ status }) => status === 201)).toBe(true);
    const last = said.at(-1);
    expect([last?.status, last?.json['code'], last?.headers.get('retry-after')]).toEqual([429, 'rate-limited', '1']);
    expect(last?.json['retryAfter']).toBeUndefined();
    expect((await get(person, '/v1/consents/me')).json['last_seq']).toBe(seq);
    clock.now += 1_000;
    expect((await post(person, events.at(-1) ?? {})).status).toBe(201);
  });

  it('can take away and object all the same, and gets the receipts it already has', async () => {
    const { person, post, object, give, events, seq } = await aHastyShop();
    const refusals = Array.from({ length: 30 }, (_none, at) =>
      give(person, { seq: seq + 1 + at, choices: { [at % 2 ? CHAT : PURCHASES]: 'refused' } }),
    );
    for (const event of refusals) expect((await post(person, event)).status).toBe(201);
    for (let sent = 0; sent < 30; sent += 1) expect((await object(person, anObjection(person))).status).toBe(201);
    expect((await post(person, events[0] ?? {})).status).toBe(200);
    expect((await post(person, give(person, { seq: seq + 31 }))).status).toBe(429);
  });

  it('does not keep anybody else waiting', async () => {
    const { post, give } = await aHastyShop();
    const other = await aSubject();
    expect((await post(other, give(other))).status).toBe(201);
  });
});
