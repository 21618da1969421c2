import type { Choice, ConsentEvent } from '../contract/consent-event.ts';
import type { ChoiceKey, Timestamp } from '../contract/ids.ts';
import type { Purpose } from '../contract/purpose.ts';
import type { Effective, EffectiveEntry } from '../contract/receipt.ts';
import { entriesOf, keysOf } from '../contract/records.ts';
import { addDuration } from './duration.ts';
import { entryOf, purposeOf, statusOf } from './status.ts';

/** A consent event as the record holds it. `order` and `received_at` are the server's. */
export type RecordedEvent = {
  readonly seq: number;
  readonly order: number;
  readonly received_at: Timestamp;
  /** Came with a `seq` the chain had already passed: applies after the head, and only narrows. */
  readonly forked: boolean;
  readonly choices: Readonly<Record<ChoiceKey, Choice>>;
  /** Ends of its grants as they were fixed when it was received; without one the purpose's present `validFor` counts. */
  readonly until?: Readonly<Record<ChoiceKey, Timestamp>>;
};

/** Whether the act takes nothing but away; such an event is never refused. */
export const onlyNarrows = (event: Pick<ConsentEvent, 'choices'>): boolean =>
  keysOf(event.choices).every((key) => event.choices[key] === 'refused');

/** What governs a key: its own entry, else its purpose's. */
const entryFor = (state: Effective, key: ChoiceKey): EffectiveEntry | undefined =>
  entryOf(state, key) ?? entryOf(state, purposeOf(key) as string as ChoiceKey);

const refusedAfter = (before: EffectiveEntry | undefined): EffectiveEntry => ({
  state:
    before?.state === 'given' || before?.state === 'withdrawn' || before?.state === 'expired' ? 'withdrawn' : 'refused',
});

const DEFAULT_VALIDITY = 'P12M';

/** What a grant's end is computed from. */
type Granting = Pick<RecordedEvent, 'choices' | 'received_at' | 'until'>;

const endOf = (key: ChoiceKey, { received_at, until = {} }: Granting, purposes: readonly Purpose[]): Timestamp => {
  const fixed = Object.hasOwn(until, key) ? until[key] : undefined;
  const validFor = purposes.find(({ id }) => id === purposeOf(key))?.validFor ?? DEFAULT_VALIDITY;
  return fixed ?? addDuration(received_at, validFor);
};

/** Ends of an event's grants, to be fixed when it is received: a later change of `validFor` changes no earlier grant. */
export const endsOf = (event: Granting, purposes: readonly Purpose[]): Readonly<Record<ChoiceKey, Timestamp>> =>
  Object.fromEntries(
    entriesOf(event.choices).flatMap(([key, choice]) =>
      choice === 'given' ? [[key, endOf(key, event, purposes)]] : [],
    ),
  );

/** Consent status after one more event; a grant is valid for the purpose's `validFor` from its receipt at the server. */
export const applyChoices = (before: Effective, event: Granting, purposes: readonly Purpose[]): Effective => {
  const after: Effective = { ...before };
  for (const [key, choice] of entriesOf(event.choices)) {
    after[key] =
      choice === 'given' ? { state: 'given', until: endOf(key, event, purposes) } : refusedAfter(entryFor(before, key));
  }
  return after;
};

/** Before the first link of the chain with a greater `seq`; looked for from the end, where it nearly always is. */
const placeIn = (sequence: readonly RecordedEvent[], seq: number): number => {
  let place = sequence.length;
  for (let at = sequence.length - 1; at >= 0; at -= 1) {
    const other = sequence[at];
    if (!other || other.forked) continue;
    if (other.seq <= seq) break;
    place = at;
  }
  return place;
};

/** Events in the order they apply: the chain by `seq`, a fork after whatever had arrived before it. */
export const inForce = <TEvent extends RecordedEvent>(events: readonly TEvent[]): readonly TEvent[] => {
  const sequence: TEvent[] = [];
  for (const event of [...events].sort((a, b) => a.order - b.order)) {
    sequence.splice(event.forked ? sequence.length : placeIn(sequence, event.seq), 0, event);
  }
  return sequence;
};

/** Effective consent status of a subject: a fold of its events. Any order of arrival ends in the same state. */
export const foldEvents = (events: readonly RecordedEvent[], purposes: readonly Purpose[]): Effective =>
  inForce(events).reduce<Effective>((state, event) => applyChoices(state, event, purposes), {});

const isOver = (entry: EffectiveEntry, now: Timestamp): boolean =>
  entry.state === 'given' && entry.until !== undefined && entry.until <= now;

/** The same status at a time: a grant whose `until` has passed is expired. */
export const withExpiry = (state: Effective, now: Timestamp): Effective =>
  Object.fromEntries<EffectiveEntry>(
    entriesOf(state).map(([key, entry]) => [key, isOver(entry, now) ? { ...entry, state: 'expired' } : entry]),
  );

/** Whether data may be used: given, and nothing else. */
export const isAllowed = (state: Effective, key: ChoiceKey): boolean => statusOf(state, key) === 'given';

const earlier = (one: Timestamp | undefined, other: Timestamp | undefined): Timestamp | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

const narrowerEntry = (one: Effective, other: Effective, key: ChoiceKey): EffectiveEntry => {
  const loser = isAllowed(one, key) ? other : one;
  if (!isAllowed(loser, key)) return { ...entryFor(loser, key), state: statusOf(loser, key) };
  const until = earlier(entryFor(one, key)?.until, entryFor(other, key)?.until);
  return until === undefined ? { state: 'given' } : { state: 'given', until };
};

/** The narrower of two records of one subject: allowed only where, and as long as, both say so (the page's state and the backend's). */
export const narrower = (one: Effective, other: Effective): Effective =>
  Object.fromEntries<EffectiveEntry>(
    [...new Set([...keysOf(one), ...keysOf(other)])].map((key) => [key, narrowerEntry(one, other, key)]),
  );
