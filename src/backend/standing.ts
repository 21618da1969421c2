import { type ChainEvent, mend } from '../consent/chain.ts';
import { foldEvents, inForce, type RecordedEvent, withExpiry } from '../consent/consent.ts';
import type { ChoiceKey, ReceiptId, Sha256, Timestamp } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { Purpose } from '../contract/purpose.ts';
import { type Effective, receivedEvent } from '../contract/receipt.ts';
import { keysOf } from '../contract/records.ts';
import type { StoredEvent } from './store.ts';

/** One that has its receipt. */
export type HeldEvent = ChainEvent & { readonly receipt_id: ReceiptId };

/** Furthest a chain may run ahead of what is known of it. */
const FURTHEST_AHEAD = 10_000;

const choicesOf = ({ event }: StoredEvent): RecordedEvent['choices'] =>
  parse(receivedEvent, JSON.parse(event))?.choices ?? {};

/** A subject's stored events as the rules see them. */
export const chainOf = (stored: readonly StoredEvent[]): readonly HeldEvent[] =>
  mend(stored.map((event) => ({ ...event, choices: choicesOf(event) })));

/** Where the chain stands: its last `seq`, 0 without any, and that event's digest. */
export const headOf = (chain: readonly ChainEvent[]): { readonly last_seq: number; readonly head: Sha256 | null } => {
  const last = chain
    .filter(({ forked }) => !forked)
    .reduce<ChainEvent | undefined>((a, b) => (a && a.seq > b.seq ? a : b), undefined);
  return { last_seq: last?.seq ?? 0, head: last?.sha256 ?? null };
};

/** `gap`: fits into a hole of the chain, but neither neighbour proves it. */
export type Place = 'chain' | 'gap' | 'fork';

/**
 * Where a newcomer belongs. One with a `seq` the chain has passed is a fork (a restored profile, an imported secret),
 * unless it fills a hole: then the event after it names it.
 */
export const placeOf = (chain: readonly ChainEvent[], newcomer: Pick<ChainEvent, 'seq' | 'prev' | 'sha256'>): Place => {
  const { last_seq } = headOf(chain);
  if (newcomer.seq > last_seq + FURTHEST_AHEAD) return 'fork';
  if (newcomer.seq > last_seq) return 'chain';
  const at = (seq: number): readonly ChainEvent[] => chain.filter((event) => !event.forked && event.seq === seq);
  if (at(newcomer.seq).length > 0) return 'fork';
  const after = at(newcomer.seq + 1);
  if (after.length > 0) return after.some(({ prev }) => prev === newcomer.sha256) ? 'chain' : 'fork';
  const before = at(newcomer.seq - 1);
  return before.length === 0 || before.some(({ sha256 }) => sha256 === newcomer.prev) ? 'gap' : 'fork';
};

/** Effective consent status at a time of the server's clock. */
export const effectiveAt = (chain: readonly RecordedEvent[], purposes: readonly Purpose[], at: Timestamp): Effective =>
  withExpiry(foldEvents(chain, purposes), at);

/** Purpose → the receipt of the event that settled its present state. */
export const settledBy = (chain: readonly HeldEvent[]): Readonly<Record<ChoiceKey, ReceiptId>> =>
  Object.fromEntries(
    inForce(chain).flatMap(({ choices, receipt_id }) => keysOf(choices).map((key) => [key, receipt_id])),
  );
