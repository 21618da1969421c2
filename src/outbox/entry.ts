import { sha256Text } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { FINAL_PROBLEMS, type Problem } from '../contract/problem.ts';
import { objectionReceiptPayload, receiptPayload } from '../contract/receipt.ts';
import { peekPayload } from '../crypto/peek.ts';
import type { KeptReceipt, LedgerEntry, Settlement, WaitingEntry } from '../ledger/ledger.ts';
import type { Outcome } from '../transport/outcome.ts';

/** What follows from one attempt: the entry is settled for good, or waits until a time. */
export type Step =
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | { readonly kind: 'wait'; readonly attempts: number; readonly notBefore: number };

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 15 * 60_000;
/** An event schema the shop does not speak yet: asked again daily, never final. */
const UNSUPPORTED_WAIT = 24 * 3_600_000;

/** The receipt as kept, if it names this very entry: its id and its digest. Whether its signature holds is shown apart. */
export const receiptFor = (entry: LedgerEntry, jws: string): KeptReceipt | undefined => {
  const payload = peekPayload(jws);
  if (entry.kind === 'objection') {
    const read = parse(objectionReceiptPayload, payload);
    const names = read?.objection.objection_id === entry.id && read.objection_sha256 === entry.digest;
    return read && names
      ? { jws, jti: read.jti, order: read.order, received_at: read.received_at, forked: false }
      : undefined;
  }
  const read = parse(receiptPayload, payload);
  const names = read?.event.event_id === entry.id && read.event_sha256 === entry.digest;
  return read && names
    ? { jws, jti: read.jti, order: read.order, received_at: read.received_at, forked: read.forked }
    : undefined;
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
  { entry, attempts }: WaitingEntry,
  outcome: Outcome<{ readonly receipt: string }>,
  { now, chance }: { readonly now: number; readonly chance: number },
): Step => {
  const wait = (least: number): Step => ({
    kind: 'wait',
    attempts: attempts + 1,
    notBefore: now + Math.max(least, backoff(attempts, chance)),
  });
  switch (outcome.kind) {
    case 'accepted': {
      const receipt = receiptFor(entry, outcome.body.receipt);
      return receipt ? { kind: 'settle', settlement: { delivery: 'confirmed', receipt } } : wait(0);
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
