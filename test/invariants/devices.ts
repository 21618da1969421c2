import fc from 'fast-check';
import type { NoticeRef } from '../../src/contract/notice.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, anEvent, CHAT, type Person, PURCHASES, type RawEvent } from '../support/builders.ts';

const { subtle } = globalThis.crypto;

/** Everything that may be chosen in these tests: three purposes, one with a vendor of its own. */
export const KEYS = [PURCHASES, CHAT, ADS, `${ADS}@meta`] as const;

type Act = { readonly choices: Readonly<Record<string, 'given' | 'refused'>>; readonly occurred_at: string };

/** A subject on two devices: `own` goes on all the time; `restored` starts from a copy of its first `copied` events and goes its own way. */
export type Devices = { readonly own: readonly Act[]; readonly copied: number; readonly restored: readonly Act[] };

/** What two devices do, and in which order their events arrive, each at least once. */
export type Story = { readonly devices: Devices; readonly arrival: readonly number[] };

const choices = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('given' as const, 'refused' as const), {
  minKeys: 1,
  maxKeys: 3,
});
/** Any time a clock may show; none of them may count. */
const occurredAt = fc
  .date({ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** One act, with a clock that may be wrong. */
export const anyAct: fc.Arbitrary<Act> = fc.record({ choices, occurred_at: occurredAt });

/** An act that takes nothing but away. */
export const anyRefusal: fc.Arbitrary<Act> = fc.record({
  choices: fc
    .subarray([...KEYS], { minLength: 1 })
    .map((keys) => Object.fromEntries(keys.map((key) => [key, 'refused' as const]))),
  occurred_at: occurredAt,
});

/** An arrival of so many events: any order, some of them again. */
export const anyArrival = (count: number): fc.Arbitrary<readonly number[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(2 * count)), { maxLength: 4 }),
    )
    .map(([once, again]) =>
      again.reduce<readonly number[]>((all, [event, at]) => [...all.slice(0, at), event, ...all.slice(at)], once),
    );

const anyDevices: fc.Arbitrary<Devices> = fc
  .array(anyAct, { minLength: 1, maxLength: 5 })
  .chain((own) =>
    fc.record({ own: fc.constant(own), copied: fc.nat(own.length), restored: fc.array(anyAct, { maxLength: 3 }) }),
  );

/** Any two devices, any order of arrival. */
export const anyStory: fc.Arbitrary<Story> = anyDevices.chain((devices) =>
  fc.record({
    devices: fc.constant(devices),
    arrival: anyArrival(devices.own.length + devices.restored.length),
  }),
);

const goOn = async (
  before: readonly RawEvent[],
  acts: readonly Act[],
  person: Person,
  notice: NoticeRef,
): Promise<readonly RawEvent[]> => {
  const chain = [...before];
  for (const act of acts) {
    const last = chain.at(-1);
    const prev = last ? await digestJson(last, subtle) : null;
    chain.push(anEvent(person, notice, { seq: chain.length + 1, prev, ...act }));
  }
  return chain.slice(before.length);
};

/** The events of both devices: first all of `own`, then all of `restored`. */
export const eventsOf = async (
  { own, copied, restored }: Devices,
  person: Person,
  notice: NoticeRef,
): Promise<readonly RawEvent[]> => {
  const first = await goOn([], own, person, notice);
  return [...first, ...(await goOn(first.slice(0, copied), restored, person, notice))];
};

/** Whether an event takes nothing but away. */
export const isNarrowing = (event: Pick<RawEvent, 'choices'>): boolean =>
  Object.values(event.choices).every((choice) => choice === 'refused');
