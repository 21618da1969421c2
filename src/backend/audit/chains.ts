import type { ReceiptPayload } from '../../contract/receipt.ts';
import { type ChainEvent, mend } from '../../consent/chain.ts';
import type { Check } from './checks.ts';
import { note, shortened } from './finding.ts';
import type { Bundle } from './read-bundle.ts';

const chainEvent = ({ event, event_sha256, order, received_at, forked }: ReceiptPayload): ChainEvent => ({
  seq: event.seq,
  prev: event.prev,
  choices: event.choices,
  sha256: event_sha256,
  order,
  received_at,
  forked,
});

const runOf = (first: number, last: number): string => (first === last ? `${first}` : `${first} to ${last}`);

const linkFault = (subject: string, before: ChainEvent | undefined, event: ChainEvent): readonly string[] => {
  if (!before)
    return event.seq === 1
      ? []
      : [
          `Subject ${subject}: the chain begins at event ${event.seq}; ${runOf(1, event.seq - 1)} came before the range, or were left out.`,
        ];
  if (event.seq > before.seq + 1)
    return [`Subject ${subject}: a gap, events ${runOf(before.seq + 1, event.seq - 1)} are not here.`];
  return event.prev === before.sha256
    ? []
    : [`Subject ${subject}: event ${event.seq} does not name event ${before.seq} as the one before it.`];
};

/** Where the chain of one subject does not hold together; events apart from it are left aside, they only took away. */
const chainFaults = (subject: string, receipts: readonly ReceiptPayload[]): readonly string[] => {
  const chain = mend(receipts.map(chainEvent))
    .filter(({ forked }) => !forked)
    .sort((a, b) => a.seq - b.seq);
  return chain.flatMap((event, at) => linkFault(subject, chain[at - 1], event));
};

/** Each subject's events name the one before: what is missing between them shows. */
export const checkChains: Check = async ({ consents }) => {
  const subjects = new Map<string, ReceiptPayload[]>();
  for (const receipt of consents) {
    const { subject } = receipt.event;
    subjects.set(subject, [...(subjects.get(subject) ?? []), receipt]);
  }
  const faults = [...subjects].flatMap(([subject, receipts]) => chainFaults(subject, receipts));
  const whole = [...subjects].filter(([subject, receipts]) => chainFaults(subject, receipts).length === 0).length;
  return [
    note(`${whole} of ${subjects.size} chains are unbroken from their first event on.`),
    ...shortened(faults.map(note)),
  ];
};

const ordersOf = ({ consents, objections, retractions, erasures }: Bundle): readonly number[] =>
  [...consents, ...objections, ...retractions, ...erasures].map(({ order }) => order).sort((a, b) => a - b);

/**
 * Everything the shop records has a number of its own: what is missing between them was deleted, or left out. Of what was
 * deleted the day is kept, so days that lie partly in the range may explain more than is missing, never less.
 */
export const checkOrders: Check = async (bundle) => {
  const orders = ordersOf(bundle);
  const gaps = orders.flatMap((order, at) => {
    const first = (orders[at - 1] ?? order) + 1;
    return order > first ? [{ first, last: order - 1 }] : [];
  });
  const missing = gaps.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const deleted = bundle.erased.reduce((sum, { acts }) => sum + acts, 0);
  const unexplained = missing - deleted;
  return [
    ...(deleted > 0
      ? [note(`${deleted} acts of these days were deleted, by erasure or retention (erased.jsonl).`)]
      : []),
    ...shortened(gaps.map(({ first, last }) => note(`Numbers ${runOf(first, last)} of the record are not here.`))),
    ...(unexplained > 0
      ? [
          note(
            `${unexplained} of these numbers were not deleted: they were left out, or the shop's clock was set back.`,
          ),
        ]
      : []),
  ];
};
