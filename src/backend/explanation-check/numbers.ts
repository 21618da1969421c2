import type { Factor } from '../../contract/explanation.ts';
import { remainderOf } from '../../explain/arithmetic.ts';
import { isAdditive, isMuchUntold, sumOf, sumState, toleranceOf } from '../../explain/sum-check.ts';
import { found } from './finding.ts';
import type { Rule } from './rule.ts';

/** Digits enough to see what differs, without the noise of binary fractions. */
const written = (number: number): string => String(Number(number.toPrecision(12)));

const sums: Rule = (explanation) => {
  const { score } = explanation;
  const state = sumState({ explanation, marks: [] });
  if (state === 'untold' && isAdditive(explanation))
    return [
      found(
        'sum-untold',
        '/score',
        `and weights do not tell enough to add up, though ${explanation.method.type} is a sum`,
      ),
    ];
  if (state !== 'wrong' || !score) return [];
  const sum = sumOf(explanation);
  const difference = `they differ by ${written(Math.abs(sum - score.value))}, more than ${written(toleranceOf(explanation))}`;
  return [
    found(
      'sum-wrong',
      '/score/value',
      `is ${written(score.value)}; base, weights and residual make ${written(sum)}: ${difference}`,
    ),
  ];
};

const tolerance: Rule = (explanation) => {
  const claimed = explanation.method.tolerance ?? 0;
  const taken = toleranceOf(explanation);
  return claimed > taken
    ? [found('tolerance-too-wide', '/method/tolerance', `is ${written(claimed)}; ${written(taken)} is what counts`)]
    : [];
};

const remainder: Rule = (explanation) => {
  const share = remainderOf(explanation) ?? 0;
  return isMuchUntold(explanation)
    ? [
        found(
          'much-untold',
          '/score/residual',
          `is ${written(Number((share * 100).toPrecision(3)))} % of all contributions, more than 20 %`,
        ),
      ]
    : [];
};

const isContradiction = ({ weight, effect }: Factor): boolean =>
  weight !== null && ((weight > 0 && effect === 'against') || (weight < 0 && effect === 'for'));

const effects: Rule = ({ factors }) =>
  factors.flatMap((factor, at) =>
    isContradiction(factor)
      ? [
          found(
            'effect-contradicts',
            ['factors', at, 'effect'],
            `is "${factor.effect}" with a weight of ${written(factor.weight ?? 0)}`,
          ),
        ]
      : [],
  );

const aiStory: Rule = ({ method, factors }) =>
  method.type === 'llm-generated'
    ? factors.flatMap(({ weight }, at) =>
        weight === null
          ? []
          : [found('ai-story-weighed', ['factors', at, 'weight'], 'weighs what a language model told')],
      )
    : [];

/** Whether the numbers add up, how much they leave untold, and whether they may be numbers at all. */
export const NUMBER_RULES: readonly Rule[] = [sums, tolerance, remainder, effects, aiStory];
