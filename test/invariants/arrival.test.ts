// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../src/contract/parse.ts';
import { type ReceiptPayload, receiptPayload } from '../../src/contract/receipt.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { aSubject, type Person, type RawEvent } from '../support/builders.ts';
import { aShopOf, describeOnBoth, receiptIn, type Said, statesIn, type TestBackend } from '../backend/harness.ts';
import { anyAct, anyArrival, anyRefusal, anyStory, eventsOf, isNarrowing } from './devices.ts';

const { subtle } = globalThis.crypto;
const RUNS = { numRuns: 15 };
/** Real databases, hundreds of writes. */
const PATIENCE = { timeout: 120_000 };

/** Sends events in this order, one after the other. */
const arrive = async (
  { post }: TestBackend,
  person: Person,
  events: readonly RawEvent[],
  arrival: readonly number[],
): Promise<readonly { readonly event: RawEvent; readonly said: Said }[]> => {
  const answers: { event: RawEvent; said: Said }[] = [];
  for (const at of arrival) {
    const event = events[at];
    if (event) answers.push({ event, said: await post(person, event) });
  }
  return answers;
};

const receiptsOf = async ({ get }: TestBackend, person: Person): Promise<readonly string[]> =>
  ((await get(person, '/v1/receipts')).json['receipts'] as readonly { readonly receipt: string }[]).map(
    ({ receipt }) => receipt,
  );

const payloadOf = (receipt: string): ReceiptPayload => {
  const payload = parse(receiptPayload, peekPayload(receipt));
  if (!payload) throw new Error(`no receipt: ${receipt}`);
  return payload;
};

type States = Readonly<Record<string, string>>;

/** What should hold after acts in this order, told again in the plainest words there are. */
const statesAfter = (acts: readonly Pick<RawEvent, 'choices'>[]): States => {
  const states: Record<string, string> = {};
  for (const { choices } of acts) {
    const before = { ...states };
    for (const [key, choice] of Object.entries(choices)) {
      const held = before[key] ?? before[key.split('@')[0] ?? ''];
      const refused = held === 'given' || held === 'withdrawn' ? 'withdrawn' : 'refused';
      states[key] = choice === 'given' ? 'given' : refused;
    }
  }
  return states;
};

describeOnBoth('invariant 1: the first commit fixes a receipt', (place) => {
  it(
    'every replay returns its bytes, and there is one row, in whatever order two devices’ events arrive',
    PATIENCE,
    async () => {
      const shop = await aShopOf(place);
      await fc.assert(
        fc.asyncProperty(anyStory, async ({ devices, arrival }) => {
          const person = await aSubject();
          const events = await eventsOf(devices, person, shop.give(person).notice);
          const answers = await arrive(shop, person, events, arrival);
          const kept = new Map<string, string>();
          for (const { event, said } of answers.filter(({ said: { status } }) => status < 300)) {
            const receipt = String(said.json['receipt']);
            expect([said.status, receipt]).toEqual([
              kept.has(event.event_id) ? 200 : 201,
              kept.get(event.event_id) ?? receipt,
            ]);
            kept.set(event.event_id, receipt);
          }
          expect(await receiptsOf(shop, person)).toEqual([...kept.values()]);
        }),
        RUNS,
      );
    },
  );

  it('even when all of it arrives at once', PATIENCE, async () => {
    const shop = await aShopOf(place);
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ devices, arrival }) => {
        const person = await aSubject();
        const events = await eventsOf(devices, person, shop.give(person).notice);
        const said = await Promise.all(arrival.map(async (at) => shop.post(person, events[at] ?? {})));
        const receipts = said.filter(({ status }) => status < 300).map(({ json }) => String(json['receipt']));
        expect((await receiptsOf(shop, person)).toSorted()).toEqual([...new Set(receipts)].toSorted());
        expect(said.filter(({ status }) => status === 201)).toHaveLength(new Set(receipts).size);
      }),
      RUNS,
    );
  });

  it('any order of arrival ends in one state: an unbroken chain, and forks after it', PATIENCE, async () => {
    const shop = await aShopOf(place);
    const acts = fc.tuple(fc.array(anyAct, { minLength: 1, maxLength: 5 }), fc.array(anyRefusal, { maxLength: 3 }));
    const arrivals = acts.chain(([own, forks]) =>
      fc.tuple(
        fc.constant({ own, copied: 0, restored: forks }),
        anyArrival(own.length),
        fc.shuffledSubarray([...forks.keys()], { minLength: forks.length }),
        anyArrival(own.length + forks.length),
      ),
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async ([devices, first, then, again]) => {
        const person = await aSubject();
        const events = await eventsOf(devices, person, shop.give(person).notice);
        await arrive(shop, person, events, [...first, ...then.map((at) => at + devices.own.length)]);
        const expected = statesAfter(events);
        expect(statesIn(await shop.get(person, '/v1/consents/me'))).toEqual(expected);
        await arrive(shop, person, events, again);
        expect(statesIn(await shop.get(person, '/v1/consents/me'))).toEqual(expected);
      }),
      RUNS,
    );
  });
});

describeOnBoth('invariant 2: the effective status is a fold', (place) => {
  it('no clock of a device changes it', PATIENCE, async () => {
    const shop = await aShopOf(place);
    await fc.assert(
      fc.asyncProperty(anyStory, anyAct, async ({ devices, arrival }, { occurred_at }) => {
        const [own, restored] = [devices.own, devices.restored].map((acts) =>
          acts.map((act) => ({ ...act, occurred_at })),
        );
        const ends: unknown[] = [];
        for (const story of [devices, { ...devices, own: own ?? [], restored: restored ?? [] }]) {
          const person = await aSubject();
          const answers = await arrive(shop, person, await eventsOf(story, person, shop.give(person).notice), arrival);
          const { json } = await shop.get(person, '/v1/consents/me');
          ends.push([answers.map(({ said: { status } }) => status), json['effective'], json['last_seq']]);
        }
        expect(ends[0]).toEqual(ends[1]);
      }),
      RUNS,
    );
  });

  it(
    'a narrowing event is never without effect: only a grant after it, in time or in its chain, undoes it',
    PATIENCE,
    async () => {
      const shop = await aShopOf(place);
      await fc.assert(
        fc.asyncProperty(anyStory, async ({ devices, arrival }) => {
          const person = await aSubject();
          const events = await eventsOf(devices, person, shop.give(person).notice);
          const answers = await arrive(shop, person, events, arrival);
          for (const { event, said } of answers.filter((one) => isNarrowing(one.event) && one.said.status === 201)) {
            if (!receiptIn(said).forked) continue;
            for (const key of Object.keys(event.choices)) expect(statesIn(said)[key]).not.toBe('given');
          }
          const held = (await receiptsOf(shop, person)).map(payloadOf);
          const states = statesIn(await shop.get(person, '/v1/consents/me'));
          const digests = await Promise.all(events.map((event) => digestJson(event, subtle)));
          const before = ({ prev }: { readonly prev: string | null }): RawEvent | undefined =>
            events[digests.findIndex((digest) => digest === prev)];
          const follows = (event: { readonly prev: string | null }, id: string): boolean => {
            const one = before(event);
            return one !== undefined && (one.event_id === id || follows(one, id));
          };
          for (const { event, order } of held.filter((one) => isNarrowing(one.event))) {
            for (const key of Object.keys(event.choices).filter((each) => states[each] === 'given')) {
              const grants = held.filter((one) => new Map(Object.entries(one.event.choices)).get(key) === 'given');
              expect(grants.some((grant) => grant.order > order || follows(grant.event, event.event_id))).toBe(true);
            }
          }
        }),
        RUNS,
      );
    },
  );
});
