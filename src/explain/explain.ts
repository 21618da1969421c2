import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { ObjectionScope } from '../contract/objection.ts';
import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { factorLines, type FactorLine, remainderOf } from './arithmetic.ts';
import { citedPurposes, type SwitchedOff, switchedOff } from './changes.ts';
import { type Finding, findingsOf } from './checks.ts';
import { commercialOf, type CommercialCode } from './commercial.ts';
import { checkConsent, type ConsentPast, type ConsentVerdict, purposeOfRow } from './consent-check.ts';
import { withoutFew, withoutFewInFactor } from './few.ts';
import { isFew, isPersonalCode, LAST_SECOND, LONGEST_VALID } from './limits.ts';
import { hasRefusedLink } from './links.ts';
import type { OpenedExplanation, SignatureState } from './open.ts';
import { type PriceState, priceState } from './price-state.ts';
import { rowsOf, type Sentence, sentenceOf } from './sentence.ts';
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

/** A factor with the data it rests on. */
export type FactorView = FactorLine & {
  readonly rows: readonly RowView[];
  /** It speaks of the shopper and cites no data. */
  readonly lacksSource: boolean;
  /** How often it was seen together with the item; undefined when not told or withheld. */
  readonly together: number | undefined;
  readonly isFewPeople: boolean;
};

/** An explanation, checked, and ready to be shown. */
export type Why = {
  readonly explanation: ReadableExplanation;
  readonly signature: SignatureState;
  readonly jws: string | undefined;
  /** When it was made, in milliseconds. */
  readonly madeAt: number;
  readonly isOutOfDate: boolean;
  readonly commercial: readonly CommercialCode[];
  readonly sentence: Sentence;
  /** What must be said before the reasons are read, worst first. */
  readonly findings: readonly Finding[];
  /** A link is left out: it is not safe, or leads to an item outside the shop. */
  readonly isLinkRefused: boolean;
  readonly sum: SumState;
  readonly price: PriceState;
  readonly factors: readonly FactorView[];
  /** Every data row, cited by a factor or not. */
  readonly rows: readonly RowView[];
  readonly remainder: number | undefined;
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

const lacksSource = ({ factor }: FactorLine, rows: readonly DataRow[]): boolean =>
  rows.length < factor.data.length || (rows.length === 0 && isPersonalCode(factor.code));

const factorView = (line: FactorLine, explanation: ReadableExplanation, rowViews: readonly RowView[]): FactorView => {
  const rows = rowsOf(line, explanation.data);
  const together = line.factor.detail?.together;
  return {
    ...line,
    factor: withoutFewInFactor(line.factor),
    rows: rows.flatMap((row) => rowViews.find((view) => view.row === row) ?? []),
    lacksSource: lacksSource(line, rows),
    together: isFew(together) ? undefined : together,
    isFewPeople: isFew(together),
  };
};

/** Puts an opened explanation beside the shopper's own receipts and says what may be shown, and how. */
export const assess = (opened: OpenedExplanation & { readonly kind: 'read' }, context: Context): Why => {
  const { read, signature, jws } = opened;
  const { explanation } = read;
  const iat = Math.min(explanation.iat, LAST_SECOND);
  const views = explanation.data.map((row) => rowView(row, iat, context));
  const lines = factorLines(explanation);
  const remainder = remainderOf(explanation);
  const price = priceState(read);
  const isListBroken = opened.list === 'broken';
  const isLinkRefused = hasRefusedLink(explanation, context.shopOrigins);
  return {
    explanation: withoutFew(explanation),
    signature,
    jws,
    madeAt: iat * 1000,
    isOutOfDate: Math.min(explanation.exp, iat + LONGEST_VALID) * 1000 < context.now,
    commercial: commercialOf(read),
    sentence: sentenceOf(explanation, lines, remainder ?? 0),
    findings: findingsOf({ read, views, price, isListBroken, isLinkRefused }),
    isLinkRefused,
    sum: sumState(read),
    price,
    factors: lines.map((line) => factorView(line, explanation, views)),
    rows: views,
    remainder,
    cited: citedPurposes(explanation),
    switchedOff: switchedOff(explanation, context.choosable, context.past),
  };
};
