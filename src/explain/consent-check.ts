import type { Choice } from '../contract/consent-event.ts';
import type { DataRow } from '../contract/explanation.ts';
import { choiceKey, type ChoiceKey, type ReceiptId, type Timestamp } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { ConsentStatus, Effective } from '../contract/receipt.ts';

/** An act of this shopper as this device remembers it; without a receipt the shop has not confirmed it. */
export type ConsentAct = {
  readonly choices: Readonly<Record<ChoiceKey, Choice>>;
  readonly occurred_at: Timestamp;
  /** Made by the browser's opt-out preference, not by hand. */
  readonly byGpc: boolean;
  readonly receipt: { readonly jti: ReceiptId; readonly received_at: Timestamp } | undefined;
};

/** What came of asking the shop for a receipt that a data row names. */
export type Fetched = 'asking' | 'kept' | 'unknown' | 'unreachable';

/** What this device knows of the shopper's consent. */
export type ConsentPast = {
  /** Status by the events the shop had confirmed as received until then. */
  readonly statusAt: (key: ChoiceKey, time: Timestamp) => ConsentStatus;
  /** Status now, as this device knows it, confirmed or not. */
  readonly statusNow: (key: ChoiceKey) => ConsentStatus;
  /** Oldest first; none that the shop refused. */
  readonly acts: readonly ConsentAct[];
  /** Receipts asked for, by id. */
  readonly fetched: Readonly<Record<string, Fetched>>;
};

/** What the shopper's own receipts say about the use of one data row under consent. */
export type ConsentVerdict =
  | { readonly code: 'allowed'; readonly purpose: ChoiceKey }
  | { readonly code: 'allowed-then'; readonly purpose: ChoiceKey }
  | { readonly code: 'receipt-of-another'; readonly purpose: ChoiceKey }
  | { readonly code: 'withdrawal-not-arrived'; readonly purpose: ChoiceKey }
  | { readonly code: 'not-allowed'; readonly purpose: ChoiceKey }
  | { readonly code: 'receipt-not-here'; readonly purpose: ChoiceKey; readonly receipt: string }
  | { readonly code: 'no-record'; readonly purpose: ChoiceKey | undefined };

/** Clocks and queues differ by this much without anybody being wrong, in milliseconds. */
const TOLERANCE = 60_000;

const shifted = (time: number): Timestamp => new Date(time).toISOString() as Timestamp;

/** The choice key a data row under consent rests on. */
export const purposeOfRow = ({ consent, purpose }: Pick<DataRow, 'consent' | 'purpose'>): ChoiceKey | undefined =>
  parse(choiceKey, consent?.purposeId ?? purpose);

const wholeOf = (key: ChoiceKey): ChoiceKey => key.split('@', 1)[0] as ChoiceKey;

/** Consent status of a key; a vendor's is never wider than its purpose's. */
export const statusIn = (state: Effective, key: ChoiceKey): ConsentStatus => {
  const whole = state[wholeOf(key)]?.state ?? 'unknown';
  const own = state[key]?.state ?? whole;
  return own === 'given' ? whole : own;
};

/** A vendor's key is decided by acts about the vendor and about its whole purpose. */
const choiceIn = ({ choices }: ConsentAct, key: ChoiceKey): Choice | undefined => choices[key] ?? choices[wholeOf(key)];

/** When the data was used: never later than the explanation was made. */
const timeOfUse = (told: string | undefined, iat: number): number => {
  const at = told === undefined ? NaN : Date.parse(told);
  return Math.min(Number.isNaN(at) ? iat * 1000 : at, iat * 1000);
};

/** Every moment within the tolerance at which the confirmed status may differ. */
const momentsAround = (at: number, { acts }: ConsentPast): readonly Timestamp[] => {
  const [from, to] = [at - TOLERANCE, at + TOLERANCE];
  const received = acts.flatMap(({ receipt }) => (receipt ? [receipt.received_at] : []));
  return [
    shifted(from),
    shifted(at),
    shifted(to),
    ...received.filter((time) => Date.parse(time) >= from && Date.parse(time) <= to),
  ];
};

const lastActBefore = (past: ConsentPast, key: ChoiceKey, at: number): ConsentAct | undefined =>
  past.acts.findLast((act) => choiceIn(act, key) !== undefined && Date.parse(act.occurred_at) <= at);

/** The shopper had already said no on this device, and the shop had not received it. */
const wasOnItsWay = (past: ConsentPast, key: ChoiceKey, at: number): boolean => {
  const last = lastActBefore(past, key, at);
  return (
    last !== undefined &&
    choiceIn(last, key) === 'refused' &&
    !(last.receipt && Date.parse(last.receipt.received_at) <= at)
  );
};

const hasUnconfirmedGrant = (past: ConsentPast, key: ChoiceKey): boolean =>
  past.acts.some((act) => !act.receipt && choiceIn(act, key) === 'given');

type Use = { readonly key: ChoiceKey; readonly at: number; readonly receipt: string | undefined };

const verdictWhenGiven = ({ key, at, receipt }: Use, past: ConsentPast): ConsentVerdict => {
  const named = past.acts.find((act) => act.receipt?.jti === receipt);
  if (wasOnItsWay(past, key, at)) return { code: 'withdrawal-not-arrived', purpose: key };
  if (receipt !== undefined && named && choiceIn(named, key) !== 'given')
    return { code: 'receipt-of-another', purpose: key };
  return { code: past.statusNow(key) === 'given' ? 'allowed' : 'allowed-then', purpose: key };
};

/** Not known as given then: red only when confirmed events say so and no receipt that could say otherwise is named. */
const verdictWhenNot = ({ key, at, receipt }: Use, past: ConsentPast): ConsentVerdict => {
  const isHere = past.acts.some((act) => act.receipt?.jti === receipt);
  if (receipt !== undefined && !isHere) {
    const fetched = past.fetched[receipt];
    const settled = fetched === 'kept' || fetched === 'unknown';
    return settled ? { code: 'no-record', purpose: key } : { code: 'receipt-not-here', purpose: key, receipt };
  }
  const confirmed = past.statusAt(key, shifted(at)) !== 'unknown' && !hasUnconfirmedGrant(past, key);
  return confirmed ? { code: 'not-allowed', purpose: key } : { code: 'no-record', purpose: key };
};

/**
 * Compares a data row under consent with the shopper's own receipts (GDPR Art. 7(1)); undefined for a row on another
 * basis. Accuses only on events the shop itself has confirmed.
 */
export const checkConsent = (row: DataRow, iat: number, past: ConsentPast): ConsentVerdict | undefined => {
  if (row.basis !== 'consent') return undefined;
  const key = purposeOfRow(row);
  if (key === undefined) return { code: 'no-record', purpose: undefined };
  const use = { key, at: timeOfUse(row.consent?.at, iat), receipt: row.consent?.receiptId };
  const wasGiven = momentsAround(use.at, past).some((moment) => past.statusAt(key, moment) === 'given');
  return wasGiven ? verdictWhenGiven(use, past) : verdictWhenNot(use, past);
};
