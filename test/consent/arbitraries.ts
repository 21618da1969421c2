import fc from 'fast-check';
import * as v from 'valibot';
import type { RecordedEvent } from '../../src/consent/consent.ts';
import { choiceKey, timestamp } from '../../src/contract/ids.ts';
import type { ChoiceKey, Timestamp } from '../../src/contract/ids.ts';
import { purpose } from '../../src/contract/purpose.ts';
import type { Effective } from '../../src/contract/receipt.ts';

/** Text as a choice key. */
export const key = (text: string): ChoiceKey => v.parse(choiceKey, text);
/** Text as a time. */
export const at = (text: string): Timestamp => v.parse(timestamp, text);

/** The n-th second of the test's day, by the server. */
export const second = (count: number): Timestamp => at(new Date(Date.UTC(2026, 10, 22) + count * 1000).toISOString());

/** Two purposes, one of them with a vendor of its own choice. */
export const KEYS = ['ads', 'ads@meta', 'chat', 'chat@llm'].map(key);
/** The shop's purposes. */
export const PURPOSES = [
  v.parse(purpose, { id: 'ads', basis: 'consent', validFor: 'P6M', vendors: ['meta'] }),
  v.parse(purpose, { id: 'chat', basis: 'consent', vendors: ['llm'] }),
];

/** An event the shop has recorded, the first one in order unless told. */
export const anEvent = (
  choices: Record<string, 'given' | 'refused'>,
  over: Partial<RecordedEvent> = {},
): RecordedEvent => ({
  seq: 1,
  order: 1,
  received_at: second(over.order ?? 1),
  forked: false,
  choices,
  ...over,
});

/** A consent status from words: `{ ads: 'given' }`. */
export const effectiveOf = (states: Record<string, Effective[ChoiceKey]['state']>): Effective =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, { state }]));

const choice = fc.constantFrom('given' as const, 'refused' as const);
const someKeys = fc.subarray(KEYS, { minLength: 1 });

/** Choices of one act. */
export const anyChoices = someKeys.chain((keys) =>
  fc
    .tuple(...keys.map(() => choice))
    .map((made) => Object.fromEntries(keys.map((name, place) => [name, made[place] ?? 'refused']))),
);

/** Choices that take nothing but away. */
export const anyNarrowing = someKeys.map((keys) => Object.fromEntries(keys.map((name) => [name, 'refused' as const])));

/** An unbroken chain in order, arrived as made. */
export const anyChain = fc
  .array(anyChoices, { minLength: 1, maxLength: 7 })
  .map((acts) => acts.map((choices, place) => anEvent(choices, { seq: place + 1, order: place + 1 })));

/** The same events as if they had arrived in another order: `order` and `received_at` are the server's, so they change. */
export const arrivedAs = (chain: readonly RecordedEvent[], arrival: readonly number[]): readonly RecordedEvent[] =>
  chain.map((event, place) => {
    const order = arrival.indexOf(place) + 1;
    return { ...event, order, received_at: second(order) };
  });

/** A chain and some other order in which its events arrive. */
export const anyArrival = anyChain.chain((chain) =>
  fc.shuffledSubarray([...chain.keys()], { minLength: chain.length }).map((arrival) => ({ chain, arrival })),
);

/** What one side may hold of a subject, with or without an end. */
export const anyEffective: fc.Arbitrary<Effective> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...KEYS),
      fc.constantFrom(
        'unknown' as const,
        'given' as const,
        'given' as const,
        'refused' as const,
        'withdrawn' as const,
        'expired' as const,
      ),
      fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    ),
  )
  .map((entries) =>
    Object.fromEntries(
      entries.map(([name, state, end]) => [name, end === undefined ? { state } : { state, until: second(end) }]),
    ),
  );
