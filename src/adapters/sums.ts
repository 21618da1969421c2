import type { Explanation } from '../contract/explanation.ts';
import type { Gap } from './adapted.ts';
import { MOST_FACTORS, type Part } from './factors.ts';

/** A part with what it contributed; undefined when that cannot be read. */
export type Contribution = Omit<Part, 'weight' | 'effect'> & { readonly value: number | undefined };

/** What an engine tells of a score that is a sum. */
export type Sum = {
  readonly parts: readonly Contribution[];
  /** Whether the parts are all there are; else the score tells how much is missing. */
  readonly isComplete: boolean;
  readonly base: number | undefined;
  /** The engine's own score. */
  readonly score: number | undefined;
  readonly scale: NonNullable<Explanation['score']>['scale'];
};

/** The sum as an explanation tells it. */
export type ToldSum = {
  readonly parts: readonly Part[];
  readonly score: Explanation['score'];
  /** The engine's own score was there, and the parts add up to it. */
  readonly isVerified: boolean;
  readonly gaps: readonly Gap[];
};

/** Engines add in single precision: a difference this small, times the score, is rounding. */
const ROUNDING = 1e-5;

const sumOf = (parts: readonly Contribution[]): number => parts.reduce((sum, { value }) => sum + (value ?? 0), 0);

const partOf = ({ value, ...part }: Contribution, isWhole: boolean): Part => {
  const effect = value === undefined ? 'unknown' : (['against', 'neutral', 'for'] as const)[Math.sign(value) + 1];
  return { ...part, weight: isWhole && value !== undefined ? value : null, effect: effect ?? 'neutral' };
};

type Left = { readonly value: number; readonly isOff: boolean };

/** What the listed parts leave over: those not listed, with rounding; a difference that nothing explains stays visible. */
const leftOver = ({ parts, isComplete, base = 0, score }: Sum, listed: readonly Contribution[]): Left => {
  const isRead = parts.every(({ value }) => value !== undefined);
  const unlisted = sumOf(parts) - sumOf(listed);
  if (score === undefined) return { value: unlisted, isOff: false };
  const rest = score - base - sumOf(listed);
  const isOff = isComplete && isRead && Math.abs(rest - unlisted) > ROUNDING * Math.max(1, Math.abs(score));
  return { value: isOff ? unlisted : rest, isOff };
};

const isFinal = (...numbers: readonly number[]): boolean => numbers.every(Number.isFinite);

/**
 * Strongest parts first, as many as may be listed. Weights are told only where the whole they are parts of is known: each would
 * otherwise look like more of the decision than it was.
 */
export const tellSum = (sum: Sum): ToldSum => {
  const { parts, isComplete, base, scale } = sum;
  const sorted = parts.toSorted((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  const listed = sorted.slice(0, MOST_FACTORS);
  const isRead = parts.every(({ value }) => value !== undefined);
  const left = leftOver(sum, listed);
  const value = sum.score ?? (isComplete && isRead && base !== undefined ? base + sumOf(parts) : undefined);
  const isTold = value !== undefined && base !== undefined && isFinal(value, base, left.value);
  const isWhole = isTold || (isComplete && isRead && listed.length === parts.length && isFinal(left.value));
  const gaps: readonly (readonly [boolean, Gap['code']])[] = [
    [sum.score === undefined, 'score-missing'],
    [base === undefined, 'base-missing'],
    [left.isOff, 'sum-wrong'],
    [!isWhole, 'strength-unknown'],
    [listed.length < parts.length, 'too-many'],
  ];
  return {
    parts: listed.map((part) => partOf(part, isWhole)),
    score: isTold && isWhole ? { value, scale, base, residual: left.value } : undefined,
    isVerified: isTold && isRead && sum.score !== undefined && !left.isOff,
    gaps: gaps.flatMap(([holds, code]) => (holds ? [{ code }] : [])),
  };
};
