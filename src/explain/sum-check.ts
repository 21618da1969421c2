import type { ReadExplanation, ReadableExplanation } from '../contract/read-explanation.ts';
import { type Numbers, remainderOf } from './arithmetic.ts';

/** Whether the numbers of an explanation add up; `untold` when it does not tell enough of them to say. */
export type SumState = 'right' | 'wrong' | 'untold';

/** No explanation may claim a wider tolerance than this, times the score. */
const WIDEST_TOLERANCE = 1e-6;
/** From here on the untold part is worth a sentence of its own. */
const MUCH_UNTOLD = 0.2;

const ADDITIVE: ReadonlySet<string> = new Set(['exact-additive', 'shap', 'linear', 'als-explain']);

/** Whether an engine's scores are sums of its weights. */
export const isAdditive = ({ method }: Pick<ReadableExplanation, 'method'>): boolean => ADDITIVE.has(method.type);

/** Whether more than a fifth of the contributions is not told. */
export const isMuchUntold = (numbers: Numbers): boolean => (remainderOf(numbers) ?? 0) > MUCH_UNTOLD;

const lostNumbers = ({ marks }: ReadExplanation): boolean =>
  marks.some(
    ({ path, reason }) =>
      reason !== 'cleaned' && /^(?:factors(?:\.\d+(?:\.weight)?)?|score(?:\.(?:value|base|residual))?)$/.test(path),
  );

/** Base + Σ weights + residual; what is not told counts as 0. */
export const sumOf = ({ factors, score }: Pick<Numbers, 'factors' | 'score'>): number =>
  factors.reduce((total, { weight }) => total + (weight ?? 0), (score?.base ?? 0) + (score?.residual ?? 0));

/** How far a sum may be from the score: what the engine claims, but no more than a millionth of the score or of 1. */
export const toleranceOf = ({ score, method }: Pick<Numbers, 'score' | 'method'>): number => {
  const widest = WIDEST_TOLERANCE * Math.max(1, Math.abs(score?.value ?? 0));
  return Math.min(method.tolerance ?? widest, widest);
};

/** Whether base + Σ weights + residual is the score, for engines whose scores are sums. Never judged on numbers that were lost. */
export const sumState = (read: ReadExplanation): SumState => {
  const { factors, score } = read.explanation;
  const known =
    score && isAdditive(read.explanation) && factors.length > 0 && factors.every(({ weight }) => weight !== null);
  if (!known || lostNumbers(read)) return 'untold';
  return Math.abs(sumOf(read.explanation) - score.value) <= toleranceOf(read.explanation) ? 'right' : 'wrong';
};
