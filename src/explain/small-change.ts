import type { Why } from './explain.ts';
import { isAdditive } from './sum-check.ts';

/**
 * Whether it is to be said that no small change would alter this: the engine could have stated one, since its scores are sums, the list rests on the shopper's
 * data, and it stated none. Never where one was stated and could not be read.
 */
export const isUnmoved = ({ explanation, findings }: Pick<Why, 'explanation' | 'findings'>): boolean => {
  const { kind, data, factors, counterfactuals } = explanation;
  const isPersonal = data.some(({ about }) => about === 'shopper') && factors.length > 0;
  const isLost = findings.some(({ code }) => code === 'left-out');
  return kind === 'recommendation' && isAdditive(explanation) && isPersonal && counterfactuals.length === 0 && !isLost;
};
