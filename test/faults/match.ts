import type { ActRecord, Wish } from './acts.ts';
import type { EventRow, ObjectionRow, Rows } from './records.ts';

type Choices = Readonly<Record<string, string>>;
type Sent = {
  readonly region?: { readonly declared: string | null };
  readonly choices?: Choices;
};
type Matched = Map<ActRecord, EventRow | ObjectionRow>;

const read = (json: string): Sent => JSON.parse(json) as Sent;

/** An event's region names the load of the page that made it. */
export const visitOf = (json: string): string => read(json).region?.declared ?? '';

/** The choices an event carries; none for an objection. */
export const choicesIn = (json: string): Choices => read(json).choices ?? {};

const isSame = (one: Choices, other: Choices): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

/** Whether a wish may have left these choices. */
export const leaves = (wish: Wish, choices: Choices): boolean =>
  wish.kind !== 'choices' || isSame(wish.choices, choices);

const refOf = ({ objection }: ObjectionRow): string => String((JSON.parse(objection) as { readonly ref: unknown }).ref);

/** First the acts that are certain, then those that could have left any row; acknowledged ones before the others. */
const RANK: Readonly<Record<Wish['kind'], number>> = { choices: 0, objection: 0, undo: 2, untold: 4 };
const rankOf = ({ wish, isAcked }: ActRecord): number => RANK[wish.kind] + (isAcked ? 0 : 1);

type Link = readonly [ActRecord, EventRow | ObjectionRow];

/** Whether the row of the later act stands before the earlier one's in their chain. */
const isTurned = ([one, row]: Link, [other, otherRow]: Link): boolean =>
  'seq' in row &&
  'seq' in otherRow &&
  row.subject === otherRow.subject &&
  (one.step - other.step) * (row.seq - otherRow.seq) < 0;

const turns = (act: ActRecord, row: EventRow | ObjectionRow, matched: Matched): number =>
  [...matched].filter((link) => link[0] !== act && isTurned([act, row], link)).length;

/** Whether another act could have left the row of this one, and matters the same. */
const couldBe = (other: ActRecord, act: ActRecord, row: EventRow | ObjectionRow): boolean =>
  'event' in row &&
  other.visit === act.visit &&
  other.isAcked === act.isAcked &&
  other.wish.kind !== 'objection' &&
  leaves(other.wish, choicesIn(row.event));

/** Of acts that could have left the same row, it was the one in whose place the row stands: the chain tells. */
const putInOrder = (acts: readonly ActRecord[], matched: Matched): void => {
  for (const [act, row] of matched) {
    const without = new Map([...matched].filter(([other]) => other !== act));
    const better = acts
      .filter((other) => !matched.has(other) && couldBe(other, act, row))
      .map((other) => ({ other, turned: turns(other, row, without) }))
      .sort((a, b) => a.turned - b.turned)[0];
    if (!better || better.turned >= turns(act, row, without)) continue;
    matched.delete(act);
    matched.set(better.other, row);
  }
};

/** Gives each act of one load the row it left. `left` are rows that no act left. */
export const match = (acts: readonly ActRecord[], { events, objections }: Rows) => {
  const matched: Matched = new Map();
  // In the order they were made: a withdrawal may have arrived before the grant that it undoes.
  const freeEvents = new Set(events.toSorted((a, b) => a.seq - b.seq));
  const freeObjections = new Set(objections);
  for (const act of acts.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const { wish, visit } = act;
    const isMine = ({ event }: EventRow): boolean => visitOf(event) === visit && leaves(wish, choicesIn(event));
    const objection = [...freeObjections].find((row) => wish.kind === 'objection' && refOf(row) === wish.ref);
    const event = wish.kind === 'objection' ? undefined : [...freeEvents].find(isMine);
    const row = objection ?? event;
    if (row) matched.set(act, row);
    if (objection) freeObjections.delete(objection);
    if (event) freeEvents.delete(event);
  }
  putInOrder(acts, matched);
  return { matched, left: [...freeEvents, ...freeObjections] };
};
