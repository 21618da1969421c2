import type { Factor } from '../contract/explanation.ts';
import type { ReadExplanation, ReadableExplanation } from '../contract/read-explanation.ts';

/** Which way a factor moved the item: against it, for it, not at all, or nobody says. */
export type Direction = 'for' | 'against' | 'neutral' | 'unknown';

/** How much of the decision a factor is, in a word. */
export type Strength = 'strong' | 'medium' | 'weak';

/** A factor as it can be drawn. `share` of all contributions, 0 to 1; undefined where strength is not disclosed. */
export type FactorLine = {
  readonly factor: Factor;
  readonly direction: Direction;
  readonly share: number | undefined;
  readonly strength: Strength | undefined;
};

/** Whether the numbers of an explanation add up; `untold` when it does not tell enough of them to say. */
export type SumState = 'right' | 'wrong' | 'untold';

/** No explanation may claim a wider tolerance than this, times the score. */
const WIDEST_TOLERANCE = 1e-6;
/** From here on the untold part is worth a sentence of its own. */
const MUCH_UNTOLD = 0.2;

const ADDITIVE: ReadonlySet<string> = new Set(['exact-additive', 'shap', 'linear', 'als-explain']);

/** Whether an engine's scores are sums of its weights. */
export const isAdditive = ({ method }: Pick<ReadableExplanation, 'method'>): boolean => ADDITIVE.has(method.type);

type Numbers = Pick<ReadableExplanation, 'factors' | 'score' | 'method'>;

/** Bars are drawn only from weights the engine itself worked with; a language model's story has none. */
const isWeighed = ({ method }: Numbers): boolean => method.type !== 'llm-generated' && method.type !== 'none';

const sizeOf = (weight: number | null): number => Math.abs(weight ?? 0);

/** All contributions, for and against, with the part that is not told: what shares are shares of. */
const totalOf = ({ factors, score }: Numbers): number =>
  factors.reduce((sum, { weight }) => sum + sizeOf(weight), Math.abs(score?.residual ?? 0));

const strengthOf = (share: number): Strength => {
  if (share >= 0.25) return 'strong';
  return share >= 0.08 ? 'medium' : 'weak';
};

const directionOf = ({ weight, effect }: Factor): Direction => {
  if (weight !== null && weight !== 0) return weight > 0 ? 'for' : 'against';
  if (weight === 0) return 'neutral';
  return effect === 'other' ? 'unknown' : effect;
};

const lineOf = (factor: Factor, total: number): FactorLine => {
  const share = factor.weight === null || total === 0 ? undefined : sizeOf(factor.weight) / total;
  return {
    factor,
    direction: directionOf(factor),
    share,
    strength: share === undefined ? undefined : strengthOf(share),
  };
};

/** Factors strongest first, those of undisclosed strength last. */
export const factorLines = (numbers: Numbers): readonly FactorLine[] => {
  const total = isWeighed(numbers) ? totalOf(numbers) : 0;
  return numbers.factors.map((factor) => lineOf(factor, total)).sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
};

/** The untold part as a share of all contributions; undefined when the engine tells of none. */
export const remainderOf = (numbers: Numbers): number | undefined => {
  const total = totalOf(numbers);
  const residual = numbers.score?.residual;
  return residual === undefined || total === 0 || !isWeighed(numbers) ? undefined : Math.abs(residual) / total;
};

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
