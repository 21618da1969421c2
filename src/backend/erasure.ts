import { addDuration } from '../consent/duration.ts';
import type { ChoiceKey, ReceiptId, SubjectId, Timestamp } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { Purpose } from '../contract/purpose.ts';
import { type Effective, receivedEvent } from '../contract/receipt.ts';
import { entriesOf } from '../contract/records.ts';
import { refuse, type Refusal } from './answer.ts';
import type { Desk } from './call.ts';
import type { HeldErasure, Removed, RemovedCount } from './erasure-store.ts';
import type { Pepper } from './pepper.ts';
import { logReceipt } from './receipt-log.ts';
import { issueErasureReceipt, timestampOf } from './receipts.ts';
import { chainOf, effectiveAt, settledBy } from './standing.ts';
import type { RecordReader, RecordWriter, SubjectHolding } from './store.ts';

/** Everything that was ever given is withdrawn; what was refused stays so. */
const withdrawn = (effective: Effective): Effective =>
  Object.fromEntries<Effective[ChoiceKey]>(
    entriesOf(effective).map(([key, entry]) => [key, entry.state === 'refused' ? entry : { state: 'withdrawn' }]),
  );

/** Effective consent status of a subject at a time; all withdrawn once its erasure was asked for. */
export const effectiveOf = (
  { events, erasure }: SubjectHolding,
  purposes: readonly Purpose[],
  at: Timestamp,
): Effective => {
  const effective = effectiveAt(chainOf(events), purposes, at);
  return erasure ? withdrawn(effective) : effective;
};

/** Purpose → the receipt that settled its present state: the erasure's, where it took something away. */
export const settledOf = (
  { events, erasure }: SubjectHolding,
  purposes: readonly Purpose[],
  at: Timestamp,
): Readonly<Record<ChoiceKey, ReceiptId>> => {
  const chain = chainOf(events);
  if (!erasure) return settledBy(chain);
  const taken = entriesOf(effectiveAt(chain, purposes, at)).filter(
    ([, { state }]) => state === 'given' || state === 'expired',
  );
  return { ...settledBy(chain), ...Object.fromEntries(taken.map(([key]) => [key, erasure.receipt_id])) };
};

/** Refuses a subject that was erased, or whose erasure is held: nothing more is recorded of it. */
export const refuseErased = async (
  { pepper }: Pick<Desk, 'pepper'>,
  { erasures }: RecordReader,
  subject: SubjectId,
): Promise<Refusal<'subject-erased'> | undefined> => {
  const isGone = (await erasures.held(subject)) ?? (await erasures.isErased(await pepper.tombstoneOf(subject)));
  return isGone ? refuse('subject-erased') : undefined;
};

const countsOf = (removed: readonly Removed[]): readonly RemovedCount[] => {
  const counts = new Map<string, RemovedCount>();
  for (const { event, received_at } of removed) {
    const read = event === undefined ? undefined : parse(receivedEvent, JSON.parse(event));
    const [day, notice] = [received_at.slice(0, 10), read?.notice.sha256 ?? ''];
    const acts = (counts.get(day + notice)?.acts ?? 0) + 1;
    counts.set(day + notice, { day, notice, acts });
  }
  return [...counts.values()];
};

/** After rows were deleted: destroys what the log could still show of them, and counts them. */
export const settleRemoved = async (
  { log, erasures }: RecordWriter,
  removed: readonly Removed[],
  pepper: Pepper,
): Promise<void> => {
  const receipts = removed.map(({ receipt_id }) => receipt_id).filter((receipt) => receipt !== undefined);
  await log.destroySalts(await Promise.all(receipts.map((receipt) => pepper.handleOf(receipt))));
  await erasures.count(countsOf(removed));
};

/** Deletes all that is held of a subject. What stays: leaves without salt, a keyed tombstone, and counts by day and notice. */
export const eraseSubject = async (record: RecordWriter, subject: SubjectId, pepper: Pepper): Promise<void> => {
  await settleRemoved(record, await record.erasures.removeSubject(subject), pepper);
  await record.erasures.bury(await pepper.tombstoneOf(subject));
};

/**
 * The server's own act: the subject's chain is the device's, so this is no consent event. It takes an order, has a
 * receipt and a leaf, and nothing can come after it. Undefined when there is nothing to withdraw.
 */
const withdrawAll = async (
  { issuer, pepper, config }: Desk,
  record: RecordWriter,
  subject: SubjectId,
): Promise<HeldErasure | undefined> => {
  const holding = await record.holding(subject);
  if (holding.order === 0) return undefined;
  const received_at = timestampOf(issuer.now());
  const erase_at = addDuration(received_at, `P${config.proofHold}D`);
  const order = await record.nextOrder();
  const effective = withdrawn(effectiveOf(holding, config.purposes, received_at));
  const issued = await issueErasureReceipt(issuer, { subject, received_at, erase_at, order, effective });
  const erasure = { subject, order, erase_at, ...issued };
  await record.erasures.hold(erasure);
  await logReceipt(record.log, issued, { pepper, chance: issuer.chance });
  return erasure;
};

/** Withdraws everything and erases, at once or when the hold is over; once more changes nothing. The held erasure, or `erased`. */
export const askErasure = async (
  desk: Desk,
  record: RecordWriter,
  subject: SubjectId,
): Promise<HeldErasure | 'erased'> => {
  const { pepper, issuer } = desk;
  if (await record.erasures.isErased(await pepper.tombstoneOf(subject))) return 'erased';
  const held = (await record.erasures.held(subject)) ?? (await withdrawAll(desk, record, subject));
  if (held && held.erase_at > timestampOf(issuer.now())) return held;
  await eraseSubject(record, subject, pepper);
  return 'erased';
};
