import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { ObjectionScope } from '../contract/objection.ts';
import type { ReadableExplanation, ReadExplanation } from '../contract/read-explanation.ts';
import { citedPurposes, type SwitchedOff, switchedOff } from './changes.ts';
import { type Finding, findingsOf } from './checks.ts';
import { checkConsent, type ConsentPast, type ConsentVerdict, purposeOfRow } from './consent-check.ts';
import { type FirstView, firstViewOf, madeIn, type Opened, type ShownFactor } from './first-view.ts';
import { withoutFew } from './few.ts';
import { isFew } from './limits.ts';
import { hasRefusedLink } from './links.ts';
import { type PriceState, priceState } from './price-state.ts';
import { type SumState, sumState } from './sum-check.ts';

/** A data row with what the shopper's receipts say about it. */
export type RowView = {
  readonly row: DataRow;
  readonly consent: ConsentVerdict | undefined;
  /** Fewer than ten shoppers stand behind it: neither number nor example is shown. */
  readonly isFewPeople: boolean;
  /** The shopper has objected to it, or to everything under its purpose. */
  readonly isObjected: boolean;
};

/** A factor with the data it rests on, judged. */
export type FactorView = ShownFactor<RowView>;

/** An explanation, checked, and ready to be shown. */
export type Why = Omit<FirstView, 'explanation' | 'factors'> & {
  readonly explanation: ReadableExplanation;
  /** What must be said before the reasons are read, worst first. */
  readonly findings: readonly Finding[];
  /** A link is left out: it is not safe, or leads to an item outside the shop. */
  readonly isLinkRefused: boolean;
  readonly sum: SumState;
  readonly price: PriceState;
  readonly factors: readonly FactorView[];
  /** Every data row, cited by a factor or not. */
  readonly rows: readonly RowView[];
  readonly cited: readonly ChoiceKey[];
  readonly switchedOff: readonly SwitchedOff[];
};

/** What the shopper has objected to. */
export type Objected = { readonly scope: ObjectionScope; readonly ref: string };

/** What an explanation is judged by. */
export type Context = {
  readonly past: ConsentPast;
  readonly objections: readonly Objected[];
  /** Purposes a shopper decides about. */
  readonly choosable: readonly PurposeId[];
  /** The latest server time seen, in milliseconds. */
  readonly now: number;
  /** Origins an item's link may lead to; undefined while the shop's config is not known. */
  readonly shopOrigins?: readonly string[] | undefined;
  /** It names another one before it than the one that came before it in the same answer. */
  readonly isListBroken?: boolean;
};

const isObjected = (row: DataRow, objections: readonly Objected[]): boolean =>
  objections.some(
    ({ scope, ref }) => (scope === 'data' && ref === row.id) || (scope === 'purpose' && ref === purposeOfRow(row)),
  );

const rowView = (row: DataRow, iat: number, { past, objections }: Context): RowView => ({
  row,
  consent: checkConsent(row, iat, past),
  isFewPeople: row.about === 'other-shoppers' && isFew(row.count),
  isObjected: isObjected(row, objections),
});

/** An explanation that was opened, and read whole. */
export type Whole = Opened & { readonly read: ReadExplanation };

/** Puts an opened explanation beside the shopper's own receipts and says what may be shown, and how. */
export const assess = (opened: Whole, context: Context): Why => {
  const { read } = opened;
  const { explanation } = read;
  const first = firstViewOf(opened, context.now);
  const views = explanation.data.map((row) => rowView(row, madeIn(explanation), context));
  const price = priceState(read);
  const isLinkRefused = hasRefusedLink(explanation, context.shopOrigins);
  return {
    ...first,
    explanation: withoutFew(explanation),
    findings: findingsOf({ read, views, price, isListBroken: context.isListBroken ?? false, isLinkRefused }),
    isLinkRefused,
    sum: sumState(read),
    price,
    factors: first.factors.map(({ rows, ...factor }) => ({
      ...factor,
      rows: rows.flatMap((row) => views.find((view) => view.row === row) ?? []),
    })),
    rows: views,
    cited: citedPurposes(explanation),
    switchedOff: switchedOff(explanation, context.choosable, context.past),
  };
};
