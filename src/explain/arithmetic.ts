import type { Factor } from '../contract/explanation.ts';
import type { ReadableClaims } from '../contract/read-first-claims.ts';

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

/** What an engine tells in numbers. */
export type Numbers = Pick<ReadableClaims, 'factors' | 'score' | 'method'>;

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
