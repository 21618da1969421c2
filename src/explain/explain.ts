import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { ObjectionScope } from '../contract/objection.ts';
import type { MarkReason, ReadableExplanation, ReadExplanation } from '../contract/read-explanation.ts';
import { factorLines, type FactorLine, isMuchUntold, remainderOf, sumState } from './arithmetic.ts';
import { citedPurposes, type SwitchedOff, switchedOff } from './changes.ts';
import { commercialOf, type CommercialCode } from './commercial.ts';
import { checkConsent, type ConsentPast, type ConsentVerdict, purposeOfRow } from './consent-check.ts';
import { isFew, isPersonalCode, LAST_SECOND, LONGEST_VALID } from './limits.ts';
import type { OpenedExplanation, SignatureState } from './open.ts';
import { rowsOf, type Sentence, sentenceOf } from './sentence.ts';

/** A check that failed, or has something to say, about the explanation as a whole. */
export type Finding =
  | { readonly code: 'sum-wrong' | 'much-untold' | 'personal-price' | 'left-out' | 'cleaned' | 'unknown-words' }
  | {
      readonly code: 'not-allowed' | 'withdrawal-not-arrived';
      readonly purpose: ChoiceKey;
      readonly rows: readonly RowView[];
    };

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
  readonly findings: readonly Finding[];
  readonly factors: readonly FactorView[];
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
    rows: rows.flatMap((row) => rowViews.find((view) => view.row === row) ?? []),
    lacksSource: lacksSource(line, rows),
    together: isFew(together) ? undefined : together,
    isFewPeople: isFew(together),
  };
};

const byPurpose = (code: 'not-allowed' | 'withdrawal-not-arrived', views: readonly RowView[]): readonly Finding[] => {
  const guilty = views.filter(({ consent }) => consent?.code === code);
  const purposes = new Set(guilty.flatMap(({ consent }) => consent?.purpose ?? []));
  return [...purposes].map((purpose) => ({
    code,
    purpose,
    rows: guilty.filter(({ consent }) => consent?.purpose === purpose),
  }));
};

const MARKED: readonly (readonly [(reason: MarkReason) => boolean, 'left-out' | 'cleaned' | 'unknown-words'])[] = [
  [(reason) => reason === 'unreadable' || reason === 'missing' || reason === 'too-long', 'left-out'],
  [(reason) => reason === 'cleaned', 'cleaned'],
  [(reason) => reason === 'unknown-value', 'unknown-words'],
];

/** Everything that must be said before the reasons are read, worst first. */
const findingsOf = (read: ReadExplanation, views: readonly RowView[]): readonly Finding[] => [
  ...byPurpose('not-allowed', views),
  ...(sumState(read) === 'wrong' ? [{ code: 'sum-wrong' } as const] : []),
  ...byPurpose('withdrawal-not-arrived', views),
  ...(isMuchUntold(read.explanation) ? [{ code: 'much-untold' } as const] : []),
  ...(read.explanation.price?.personalised ? [{ code: 'personal-price' } as const] : []),
  ...MARKED.flatMap(([holds, code]) => (read.marks.some(({ reason }) => holds(reason)) ? [{ code }] : [])),
];

/** Puts an opened explanation beside the shopper's own receipts and says what may be shown, and how. */
export const assess = (opened: OpenedExplanation & { readonly kind: 'read' }, context: Context): Why => {
  const { read, signature, jws } = opened;
  const { explanation } = read;
  const iat = Math.min(explanation.iat, LAST_SECOND);
  const views = explanation.data.map((row) => rowView(row, iat, context));
  const lines = factorLines(explanation);
  const remainder = remainderOf(explanation);
  return {
    explanation,
    signature,
    jws,
    madeAt: iat * 1000,
    isOutOfDate: Math.min(explanation.exp, iat + LONGEST_VALID) * 1000 < context.now,
    commercial: commercialOf(read),
    sentence: sentenceOf(explanation, lines, remainder ?? 0),
    findings: findingsOf(read, views),
    factors: lines.map((line) => factorView(line, explanation, views)),
    remainder,
    cited: citedPurposes(explanation),
    switchedOff: switchedOff(explanation, context.choosable, context.past),
  };
};
