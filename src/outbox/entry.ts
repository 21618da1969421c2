import { sha256Text } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { FINAL_PROBLEMS, type Problem } from '../contract/problem.ts';
import { grantsUntil, objectionReceiptPayload, receiptPayload } from '../contract/receipt.ts';
import { peekPayload } from '../crypto/peek.ts';
import type { LedgerEntry, OutboxRow, Settlement, WaitingEntry } from '../ledger/ledger.ts';
import { narrows } from '../ledger/past.ts';
import type { Outcome } from '../transport/outcome.ts';

/** What follows from one attempt: the entry is settled for good, or waits until a time. */
export type Step =
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | { readonly kind: 'wait'; readonly attempts: number; readonly notBefore: number };

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 15 * 60_000;
const DAY = 24 * 3_600_000;
/** An event schema the shop does not speak yet: asked again daily, never final. */
const UNSUPPORTED_WAIT = DAY;
/** However long the shop asks to wait, and whatever a clock says: an entry is tried at least once a day. */
const MOST_WAIT = DAY;

/** Whether an entry may be tried now. A time further ahead than any wait was written before the clock went back. */
export const isDue = ({ notBefore }: Pick<OutboxRow, 'notBefore'>, now: number): boolean =>
  notBefore <= now || notBefore > now + MOST_WAIT;

/**
 * The order in which entries are sent: what takes away overtakes what gives, so that a withdrawal is never behind the
 * grant it takes back; otherwise as they were made.
 */
export const sendOrder = <T extends Pick<WaitingEntry, 'entry'>>(waiting: readonly T[]): readonly T[] => [
  ...waiting.filter(({ entry }) => narrows(entry)),
  ...waiting.filter(({ entry }) => !narrows(entry)),
];

/** A receipt of an entry: what it told, and its bytes. */
type Confirmation = Extract<Settlement, { readonly delivery: 'confirmed' }>;

/** The receipt as kept, if it names this very entry: its id and its digest. Whether its signature holds is shown apart. */
export const receiptFor = (entry: LedgerEntry, jws: string): Confirmation | undefined => {
  const payload = peekPayload(jws);
  if (entry.kind === 'objection') {
    const read = parse(objectionReceiptPayload, payload);
    if (read?.objection.objection_id !== entry.id || read.objection_sha256 !== entry.digest) return undefined;
    const { jti, order, received_at } = read;
    return { delivery: 'confirmed', receipt: { jti, order, received_at, forked: false }, jws };
  }
  const read = parse(receiptPayload, payload);
  if (read?.event.event_id !== entry.id || read.event_sha256 !== entry.digest) return undefined;
  const { jti, order, received_at, forked } = read;
  return { delivery: 'confirmed', receipt: { jti, order, received_at, forked, until: grantsUntil(read) }, jws };
};

/** Full jitter: anywhere between at once and a bound that doubles with every try. */
const backoff = (attempts: number, chance: number): number =>
  Math.round(chance * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 20)));

/** A final refusal. `chain-forked` tells where the record stands, so that the choice can be made again behind it. */
const refusalOf = ({ code, last_seq: seq, head }: Problem): Settlement => {
  const digest = parse(sha256Text, head);
  const knows = code === 'chain-forked' && seq !== undefined && digest !== undefined;
  return { delivery: 'refused', problem: code, ...(knows ? { head: { seq, digest } } : {}) };
};

/** The state machine of one entry. `now` in ms, `chance` in [0, 1). */
export const afterAttempt = (
  { entry, attempts }: Pick<WaitingEntry, 'entry' | 'attempts'>,
  outcome: Outcome<{ readonly receipt: string }>,
  { now, chance }: { readonly now: number; readonly chance: number },
): Step => {
  const wait = (least: number): Step => ({
    kind: 'wait',
    attempts: attempts + 1,
    notBefore: now + Math.min(MOST_WAIT, Math.max(least, backoff(attempts, chance))),
  });
  switch (outcome.kind) {
    case 'accepted': {
      const settlement = receiptFor(entry, outcome.body.receipt);
      return settlement ? { kind: 'settle', settlement } : wait(0);
    }
    case 'busy':
      return wait(outcome.retryAfter ?? 0);
    case 'unreachable':
      return wait(0);
    case 'rejected': {
      const { code } = outcome.problem;
      if (FINAL_PROBLEMS.has(code)) return { kind: 'settle', settlement: refusalOf(outcome.problem) };
      return wait(code === 'schema-unsupported' ? UNSUPPORTED_WAIT : 0);
    }
  }
};
