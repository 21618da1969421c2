import type { Why } from './explain.ts';

/** Engines that could compute what another input would have done. */
const COULD_TELL: ReadonlySet<string> = new Set(['exact-additive', 'shap', 'linear', 'als-explain']);

/**
 * Whether it is to be said that no small change would alter this: the engine could have stated one, the list rests on the shopper's
 * data, and it stated none. Never where one was stated and could not be read.
 */
export const isUnmoved = ({ explanation, findings }: Pick<Why, 'explanation' | 'findings'>): boolean => {
  const { kind, method, data, factors, counterfactuals } = explanation;
  const isPersonal = data.some(({ about }) => about === 'shopper') && factors.length > 0;
  const isLost = findings.some(({ code }) => code === 'left-out');
  return (
    kind === 'recommendation' && COULD_TELL.has(method.type) && isPersonal && counterfactuals.length === 0 && !isLost
  );
};
