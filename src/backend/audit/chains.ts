import type { ReceiptPayload } from '../../contract/receipt.ts';
import { type ChainEvent, mend } from '../standing.ts';
import { type Bundle, type Check, type Finding, note } from './checks.ts';

/** Longest list of one kind of finding; the rest is counted. */
const TOLD = 20;

const shortened = (texts: readonly string[]): readonly Finding[] => [
  ...texts.slice(0, TOLD).map(note),
  ...(texts.length > TOLD ? [note(`… and ${texts.length - TOLD} more of the kind.`)] : []),
];

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
  return [note(`${whole} of ${subjects.size} chains are unbroken from their first event on.`), ...shortened(faults)];
};

const ordersOf = ({ consents, objections, retractions }: Bundle): readonly number[] =>
  [...consents, ...objections, ...retractions].map(({ order }) => order).sort((a, b) => a - b);

/** Everything the shop records has a number of its own: what is missing between them was erased, or left out. */
export const checkOrders: Check = async (bundle) => {
  const orders = ordersOf(bundle);
  const missing = orders.flatMap((order, at) => {
    const before = orders[at - 1];
    return before === undefined || order <= before + 1
      ? []
      : [`Numbers ${runOf(before + 1, order - 1)} of the record are not here: erased, or left out.`];
  });
  return shortened(missing);
};
