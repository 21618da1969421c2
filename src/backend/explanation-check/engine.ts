import { type Recomputed, recomputed as schema } from '../../contract/engine-answer.ts';
import type { Explanation } from '../../contract/explanation.ts';
import { parse } from '../../contract/parse.ts';
import { peekPayload } from '../../crypto/peek.ts';
import { toleranceOf } from '../../explain/sum-check.ts';
import { type Finding, found } from './finding.ts';
import { readGiven } from './read-given.ts';

/** Asks a merchant's engine to recompute: the text it answers, undefined when it answers none. */
export type AskEngine = (ids: readonly string[]) => Promise<string | undefined>;

const isUnique = ({ factors }: Recomputed): boolean => new Set(factors.map(({ id }) => id)).size === factors.length;

/** What an engine answers, in any form that `candor explain check` takes; undefined when a part of it is none. */
const readAnswer = (text: string): readonly Recomputed[] | undefined => {
  const { given } = readGiven(text);
  const read = given.map((one) => {
    if (one.kind === 'neither') return undefined;
    return parse(schema, one.kind === 'jws' ? peekPayload(one.jws) : one.value);
  });
  const all = read.flatMap((one) => (one && isUnique(one) ? [one] : []));
  return given.length > 0 && all.length === given.length ? all : undefined;
};

/** Whether two numbers are one within the tolerance; what is no number is not. */
const isSame = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance;

const weightFindings = (explanation: Explanation, truth: ReadonlyMap<string, number>): readonly Finding[] =>
  explanation.factors.flatMap(({ id, weight }, at) => {
    const place = ['factors', at, 'weight'];
    const worked = truth.get(id);
    if (worked === undefined)
      return [found('engine-factor-missing', ['factors', at, 'id'], `"${id}" is unknown to the engine`)];
    if (weight === null || isSame(weight, worked, toleranceOf(explanation))) return [];
    return [found('engine-weight-wrong', place, `is ${weight}; the engine has ${worked}`)];
  });

/** Compares listed weights, the base, and the residual, which is the sum of the unlisted factors and nothing else. */
export const compare = (explanation: Explanation, { factors, score }: Recomputed): readonly Finding[] => {
  const { base = 0, residual = 0 } = explanation.score ?? {};
  const truth = new Map(factors.map(({ id, weight }) => [id, weight] as const));
  const tolerance = toleranceOf(explanation);
  const listed = new Set(explanation.factors.map(({ id }) => id));
  const rest = factors.filter(({ id }) => !listed.has(id)).reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...weightFindings(explanation, truth),
    ...(score?.base === undefined || isSame(base, score.base, tolerance)
      ? []
      : [found('engine-base-wrong', '/score/base', `is ${base}; the engine has ${score.base}`)]),
    ...(isSame(residual, rest, tolerance)
      ? []
      : [found('engine-residual-wrong', '/score/residual', `is ${residual}; the unlisted factors make ${rest}`)]),
  ];
};

const judge = async (
  asked: readonly Explanation[],
  ask: AskEngine,
): Promise<ReadonlyMap<string, readonly Finding[]>> => {
  const all = (finding: Finding) => new Map(asked.map(({ id }) => [id, [finding]] as const));
  const text = await ask([...new Set(asked.map(({ id }) => id))]);
  if (text === undefined)
    return all(found('engine-unreachable', '', 'could not be recomputed: the engine gave no answer'));
  const answer = readAnswer(text);
  if (!answer)
    return all(found('engine-answer-wrong', '', 'could not be recomputed: the engine answered something else'));
  return new Map(
    asked.map((explanation) => {
      const own = answer.find(({ id }) => id === explanation.id);
      return [
        explanation.id,
        own ? compare(explanation, own) : [found('engine-answer-missing', '/id', 'is not in the answer of the engine')],
      ];
    }),
  );
};

/** Has the exact explanations of one text recomputed, all at once. Findings by id; none for what is not `exact-additive`. */
export const recompute = async (
  explanations: readonly Explanation[],
  ask: AskEngine,
): Promise<ReadonlyMap<string, readonly Finding[]>> => {
  const exact = explanations.filter(({ method }) => method.type === 'exact-additive');
  return exact.length === 0 ? new Map() : judge(exact, ask);
};
