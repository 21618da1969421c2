import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey, ReceiptId } from '../contract/ids.ts';
import type { ObjectionScope } from '../contract/objection.ts';
import { type ConsentPast, purposeOfRow } from './consent-check.ts';

/** What is objected to; `ref` is its name within the shop. */
export type ObjectTo = { readonly scope: ObjectionScope; readonly ref: string };

/** What one tap does: purposes on consent are withdrawn (GDPR Art. 7(3)), everything else is objected to (Art. 21). */
export type Deed = { readonly withdraw: readonly ChoiceKey[]; readonly object: readonly ObjectTo[] };

const NOTHING: Deed = { withdraw: [], object: [] };

/** Each objection once. */
const each = (all: readonly ObjectTo[]): readonly ObjectTo[] =>
  all.filter((one, at) => all.findIndex(({ scope, ref }) => scope === one.scope && ref === one.ref) === at);

/** Withdraws consent for purposes. */
export const withdrawing = (withdraw: readonly ChoiceKey[]): Deed => ({ ...NOTHING, withdraw });

/** Objects to each of these. */
export const objecting = (...object: readonly ObjectTo[]): Deed => ({ ...NOTHING, object: each(object) });

/** Objects to data rows, one by one. */
export const leavingOut = (rows: readonly Pick<DataRow, 'id'>[]): Deed =>
  objecting(...rows.map(({ id }) => ({ scope: 'data' as const, ref: id })));

/** Objects to use without consent: to the row, or to the whole purpose where there are more. */
export const objectingToUse = (purpose: ChoiceKey, rows: readonly Pick<DataRow, 'id'>[]): Deed =>
  rows.length === 1 ? leavingOut(rows) : objecting({ scope: 'purpose', ref: purpose });

const CANNOT_OBJECT: ReadonlySet<DataRow['basis']> = new Set(['consent', 'not-personal', 'legal-obligation']);

/** Data about the shopper on a basis other than consent, which no withdrawal reaches. */
export const objectable = (data: readonly DataRow[]): readonly DataRow[] =>
  data.filter(({ about, basis }) => (about === 'shopper' || about === 'session') && !CANNOT_OBJECT.has(basis));

/** An objection to a row's whole purpose; to the row alone where its purpose has no name a recommender could obey. */
const toPurpose = (row: DataRow): ObjectTo => {
  const purpose = purposeOfRow(row);
  return purpose === undefined ? { scope: 'data', ref: row.id } : { scope: 'purpose', ref: purpose };
};

/** Ends all use of the shopper's data: `personal` purposes are withdrawn, the rest of the rows is objected to by purpose. */
export const withoutData = (personal: readonly ChoiceKey[], data: readonly DataRow[]): Deed => ({
  withdraw: personal,
  object: each(objectable(data).map(toPurpose)),
});

/** Ends the purposes of some rows, each in the way of its basis. */
export const endingPurposes = (rows: readonly DataRow[]): Deed =>
  withoutData([...new Set(rows.flatMap((row) => (row.basis === 'consent' ? (purposeOfRow(row) ?? []) : [])))], rows);

/** Whether there is nothing to do. */
export const isIdle = ({ withdraw, object }: Deed): boolean => withdraw.length + object.length === 0;

/** Whether two taps would do the same. */
export const isSameDeed = (one: Deed, other: Deed): boolean => keyOf(one) === keyOf(other);

const keyOf = ({ withdraw, object }: Deed): string =>
  JSON.stringify([[...withdraw].sort(), object.map(({ scope, ref }) => `${scope} ${ref}`).sort()]);

/** An objection this device remembers; without a receipt the shop has not confirmed it. */
export type Objection = ObjectTo & { readonly receipt: ReceiptId | undefined };

/** What this device remembers of acts. */
export type Remembered = {
  readonly past: Pick<ConsentPast, 'statusNow' | 'acts'>;
  readonly objections: readonly Objection[];
};

const objectionTo = ({ scope, ref }: ObjectTo, { objections }: Remembered): Objection | undefined =>
  objections.findLast((one) => one.scope === scope && one.ref === ref);

const OFF: ReadonlySet<string> = new Set(['refused', 'withdrawn']);

/** Whether everything a deed stands for has been done already. */
export const isDone = ({ withdraw, object }: Deed, remembered: Remembered): boolean =>
  withdraw.every((purpose) => OFF.has(remembered.past.statusNow(purpose))) &&
  object.every((wish) => objectionTo(wish, remembered) !== undefined);

/** The shop's receipts for a deed that was done; fewer than it has parts while some are still on their way. */
export const receiptsOf = ({ withdraw, object }: Deed, remembered: Remembered): readonly ReceiptId[] => {
  const withdrawals = withdraw.flatMap((purpose) => {
    const act = remembered.past.acts.findLast(({ choices }) => choices[purpose] === 'refused');
    return act?.receipt?.jti ?? [];
  });
  const objections = object.flatMap((wish) => objectionTo(wish, remembered)?.receipt ?? []);
  return [...new Set([...withdrawals, ...objections])];
};
