import type { DataRow } from '../contract/explanation.ts';
import type { ReadableClaims, ReadClaims } from '../contract/read-first-claims.ts';
import { factorLines, type FactorLine, remainderOf } from './arithmetic.ts';
import { commercialOf, type CommercialCode } from './commercial.ts';
import { withoutFew, withoutFewInFactor } from './few.ts';
import { isFew, isPersonalCode, LAST_SECOND, LONGEST_VALID } from './limits.ts';
import type { SignatureState } from './open.ts';
import { rowsOf, type Sentence, sentenceOf } from './sentence.ts';

/** A factor with the data it rests on; `TRow` is what is known of a row. */
export type ShownFactor<TRow> = FactorLine & {
  readonly rows: readonly TRow[];
  /** It speaks of the shopper and cites no data. */
  readonly lacksSource: boolean;
  /** How often it was seen together with the item; undefined when not told or withheld. */
  readonly together: number | undefined;
  readonly isFewPeople: boolean;
};

/** What is told of an explanation at once: before the shopper's receipts are asked what they say. */
export type FirstView = {
  readonly explanation: ReadableClaims;
  readonly signature: SignatureState;
  readonly jws: string | undefined;
  /** When it was made, in milliseconds. */
  readonly madeAt: number;
  readonly isOutOfDate: boolean;
  readonly commercial: readonly CommercialCode[];
  readonly sentence: Sentence;
  readonly factors: readonly ShownFactor<DataRow>[];
  readonly remainder: number | undefined;
};

/** What a first view is told from. */
export type Opened = {
  readonly read: ReadClaims;
  readonly signature: SignatureState;
  readonly jws: string | undefined;
};

/** When an explanation was made, in seconds since 1970. */
export const madeIn = ({ iat }: Pick<ReadableClaims, 'iat'>): number => Math.min(iat, LAST_SECOND);

const lacksSource = ({ factor }: FactorLine, rows: readonly DataRow[]): boolean =>
  rows.length < factor.data.length || (rows.length === 0 && isPersonalCode(factor.code));

const shownFactor = (line: FactorLine, data: readonly DataRow[]): ShownFactor<DataRow> => {
  const rows = rowsOf(line, data);
  const together = line.factor.detail?.together;
  return {
    ...line,
    factor: withoutFewInFactor(line.factor),
    rows,
    lacksSource: lacksSource(line, rows),
    together: isFew(together) ? undefined : together,
    isFewPeople: isFew(together),
  };
};

/** What an opened explanation tells by itself; `now` is the latest server time seen, in milliseconds. */
export const firstViewOf = ({ read, signature, jws }: Opened, now: number): FirstView => {
  const { explanation } = read;
  const iat = madeIn(explanation);
  const lines = factorLines(explanation);
  const remainder = remainderOf(explanation);
  return {
    explanation: withoutFew(explanation),
    signature,
    jws,
    madeAt: iat * 1000,
    isOutOfDate: Math.min(explanation.exp, iat + LONGEST_VALID) * 1000 < now,
    commercial: commercialOf(read),
    sentence: sentenceOf(explanation, lines, remainder ?? 0),
    factors: lines.map((line) => shownFactor(line, explanation.data)),
    remainder,
  };
};
