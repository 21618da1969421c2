// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { type ChainEvent, mend } from '../../src/consent/chain.ts';
import { effectiveAt, placeOf } from '../../src/backend/standing.ts';
import type { Sha256, Timestamp } from '../../src/contract/ids.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { aChain, aPurpose, aSubject, CHAT, NOON, PURCHASES, type RawEvent } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, receiptIn, statesIn } from './harness.ts';

const { subtle } = globalThis.crypto;
const GIVE = { choices: { [PURCHASES]: 'given' } };
const REFUSE = { choices: { [PURCHASES]: 'refused' } };
const OTHER = { choices: { [CHAT]: 'given' } };

const sendAll = async (
  send: (event: RawEvent) => Promise<{ readonly status: number }>,
  events: readonly (RawEvent | undefined)[],
) => {
  const statuses: number[] = [];
  for (const event of events) if (event) statuses.push((await send(event)).status);
  return statuses;
};

describeOnBoth('an event that the chain has passed', (place) => {
  it('and that widens is refused with where the chain stands, and nothing is stored', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const chain = await aChain(person, give(person).notice, [GIVE, REFUSE]);
    await sendAll((event) => post(person, event), chain);
    const restored = give(person, {
      seq: 2,
      prev: await digestJson(chain[0], subtle),
      choices: { [PURCHASES]: 'given' },
    });
    const said = await post(person, restored);
    expect([said.status, said.json['code'], said.json['last_seq'], said.json['head']]).toEqual([
      409,
      'chain-forked',
      2,
      await digestJson(chain[1], subtle),
    ]);
    expect(statesIn(await get(person, '/v1/consents/me'))).toEqual({ [PURCHASES]: 'withdrawn' });
    expect((await get(person, '/v1/receipts')).json['receipts']).toHaveLength(2);
  });

  it('and that only narrows applies after the head, marked as forked', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const chain = await aChain(person, give(person).notice, [REFUSE, GIVE, OTHER]);
    await sendAll((event) => post(person, event), chain);
    const said = await post(person, give(person, { seq: 2, ...REFUSE }));
    expect([said.status, receiptIn(said).forked, receiptIn(said).order]).toEqual([201, true, 4]);
    expect(statesIn(said)).toEqual({ [PURCHASES]: 'withdrawn', [CHAT]: 'given' });
    const { json } = await get(person, '/v1/consents/me');
    expect([json['last_seq'], json['head']]).toEqual([3, await digestJson(chain[2], subtle)]);
  });

  it('fills a hole when the event after it names it, even if it widens', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const [one, two, three] = await aChain(person, give(person).notice, [OTHER, GIVE, REFUSE]);
    expect(await sendAll((event) => post(person, event), [one, three, two])).toEqual([201, 201, 201]);
    expect(statesIn(await get(person, '/v1/consents/me'))).toEqual({ [PURCHASES]: 'withdrawn', [CHAT]: 'given' });
  });

  it('does not fill a hole when the event after it names another', async () => {
    const { person, post, give } = await aShopOf(place);
    const [one, , three] = await aChain(person, give(person).notice, [OTHER, GIVE, REFUSE]);
    await sendAll((event) => post(person, event), [one, three]);
    const said = await post(person, give(person, { seq: 2, prev: await digestJson(one, subtle), ...GIVE }));
    expect([said.status, said.json['code']]).toEqual([409, 'chain-forked']);
  });

  it('keeps its effect when the profile it was made in goes on and passes the chain', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const { notice } = give(person);
    const own = await aChain(person, notice, [OTHER, GIVE]);
    const refuseChat = { choices: { [CHAT]: 'refused' } };
    const restored = await aChain(person, notice, [REFUSE, refuseChat, refuseChat]);
    expect(await sendAll((event) => post(person, event), [...own, ...restored])).toEqual([201, 201, 201, 201, 201]);
    expect(statesIn(await get(person, '/v1/consents/me'))[PURCHASES]).toBe('withdrawn');
  });

  it('narrows at once, and takes its place when the chain turns out to hold it', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const [one, two, three, four] = await aChain(person, give(person).notice, [OTHER, REFUSE, OTHER, GIVE]);
    await sendAll((event) => post(person, event), [one, four]);
    const said = await post(person, two ?? {});
    expect([receiptIn(said).forked, statesIn(said)[PURCHASES]]).toEqual([true, 'withdrawn']);
    await post(person, three ?? {});
    expect(statesIn(await get(person, '/v1/consents/me'))[PURCHASES]).toBe('given');
  });
});

describeOnBoth('an event far ahead of its chain', (place) => {
  it('is a fork past 10,000: it narrows, but never widens', async () => {
    const { person, post, give, get } = await aShopOf(place);
    await post(person, give(person));
    const [near, far, narrow] = [
      give(person, { seq: 10_001 }),
      give(person, { seq: 20_002 }),
      give(person, { seq: 20_002, ...REFUSE }),
    ];
    expect((await post(person, near)).status).toBe(201);
    expect((await post(person, far)).json).toMatchObject({ code: 'chain-forked', last_seq: 10_001 });
    expect(receiptIn(await post(person, narrow)).forked).toBe(true);
    expect((await get(person, '/v1/consents/me')).json['last_seq']).toBe(10_001);
  });

  it('counts only for its own subject', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const other = await aSubject();
    await post(person, give(person, { seq: 500 }));
    expect((await post(other, give(other))).status).toBe(201);
    expect((await get(other, '/v1/consents/me')).json['last_seq']).toBe(1);
  });
});

const act = fc.dictionary(fc.constantFrom(PURCHASES, CHAT, 'ads'), fc.constantFrom('given', 'refused'), {
  minKeys: 1,
  maxKeys: 3,
});
const shuffledActs = fc
  .array(act, { minLength: 2, maxLength: 7 })
  .chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts.keys()], { minLength: acts.length })));

describe('one unbroken chain', () => {
  it('ends in the same status and head in whatever order it arrives', { timeout: 60_000 }, async () => {
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const { post, give, get } = await aBackend(store);
    await fc.assert(
      fc.asyncProperty(shuffledActs, async ([acts, order]) => {
        const [ahead, shuffled] = [await aSubject(), await aSubject()];
        const changes = acts.map((choices) => ({ choices }));
        await sendAll((event) => post(ahead, event), await aChain(ahead, give(ahead).notice, changes));
        const chain = await aChain(shuffled, give(shuffled).notice, changes);
        const statuses = await sendAll(
          (event) => post(shuffled, event),
          order.map((at) => chain[at]),
        );
        expect(statuses.every((status) => status === 201)).toBe(true);
        const [expected, actual] = [await get(ahead, '/v1/consents/me'), await get(shuffled, '/v1/consents/me')];
        expect(actual.json['effective']).toEqual(expected.json['effective']);
        expect([actual.json['last_seq'], actual.json['head']]).toEqual([
          chain.length,
          await digestJson(chain.at(-1), subtle),
        ]);
      }),
      { numRuns: 60 },
    );
    await store.close();
  });
});

const choices = (all: Readonly<Record<string, string>>): ChainEvent['choices'] => all as ChainEvent['choices'];

const digestOf = (name: string): Sha256 => name.padEnd(43, '_') as Sha256;

const link = (seq: number, over: Partial<ChainEvent> = {}): ChainEvent => ({
  seq,
  order: seq,
  received_at: new Date(NOON + seq).toISOString() as Timestamp,
  forked: false,
  choices: {},
  prev: digestOf(`e${seq - 1}`),
  sha256: digestOf(`e${seq}`),
  ...over,
});

describe('the place of a newcomer', () => {
  const chain = [link(1), link(2), link(5), link(6)];
  it.each([
    ['after the last', link(7), 'chain'],
    ['after a gap', link(9), 'chain'],
    ['too far ahead', link(10_007), 'fork'],
    ['before its successor', link(4), 'chain'],
    ['before one that names another', link(4, { sha256: digestOf('x') }), 'fork'],
    ['inside a hole, after its predecessor', link(3), 'gap'],
    ['inside a hole, after another', link(3, { prev: digestOf('x') }), 'fork'],
    ['where there is one', link(2, { sha256: digestOf('x') }), 'fork'],
  ] as const)('%s', (_what, newcomer, place) => {
    expect(placeOf(chain, newcomer)).toBe(place);
  });

  it('is not proven by an event that is a fork itself', () => {
    const forks = [...chain, link(4, { forked: true, prev: digestOf('y'), sha256: digestOf('x') })];
    expect(placeOf(forks, link(3, { sha256: digestOf('y'), prev: digestOf('z') }))).toBe('fork');
    expect(mend(forks).find(({ sha256 }) => sha256 === digestOf('x'))?.forked).toBe(true);
  });
});

describe('the effective status', () => {
  it('does not depend on what a device says about time', async () => {
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const { post, get, give } = await aBackend(store);
    const states = await Promise.all(
      ['1999-01-01T00:00:00.000Z', '2026-11-23T12:00:00.000Z', '2999-12-31T23:59:59.999Z'].map(async (occurred_at) => {
        const person = await aSubject();
        const chain = await aChain(person, give(person).notice, [
          { ...GIVE, occurred_at },
          { ...OTHER },
          { ...REFUSE, occurred_at: '2000-01-01T00:00:00.000Z' },
        ]);
        await sendAll((event) => post(person, event), chain);
        return (await get(person, '/v1/consents/me')).json['effective'];
      }),
    );
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
    await store.close();
  });

  it('folds by seq within the chain, and a fork after what had arrived before it', () => {
    const purposes = [aPurpose({ validFor: 'P12M' })];
    const at = new Date(NOON + 10).toISOString() as Timestamp;
    const events = [
      link(1, { choices: choices({ [PURCHASES]: 'refused' }) }),
      link(2, { order: 9, choices: choices({ [PURCHASES]: 'given' }) }),
    ];
    expect(effectiveAt(events, purposes, at)).toMatchObject({ [PURCHASES]: { state: 'given' } });
    const fork = link(1, {
      order: 10,
      forked: true,
      sha256: digestOf('x'),
      choices: choices({ [PURCHASES]: 'refused' }),
    });
    expect(effectiveAt([...events, fork], purposes, at)).toMatchObject({ [PURCHASES]: { state: 'withdrawn' } });
  });
});
