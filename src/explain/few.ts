import type { Factor } from '../contract/explanation.ts';
import type { ReadableClaims } from '../contract/read-first-claims.ts';
import { isFew } from './limits.ts';

/** A factor without the detail that rests on too few shoppers: how often, and what was worked out from it. */
export const withoutFewInFactor = (factor: Factor): Factor =>
  isFew(factor.detail?.together) ? { ...factor, detail: undefined } : factor;

/** The explanation without details and track record that rest on too few shoppers. */
export const withoutFew = <TClaims extends ReadableClaims>(explanation: TClaims): TClaims => {
  const { score, factors } = explanation;
  const told = score && isFew(score.calibration?.n) ? { ...score, calibration: undefined } : score;
  return { ...explanation, score: told, factors: factors.map(withoutFewInFactor) };
};
