import { at, listOf, numberOf, rawText } from './reading.ts';

/** A part of a search score. A clause that is no single word keeps the engine's description. */
export type Clause = {
  readonly value: number | undefined;
  readonly field?: string;
  readonly word?: string;
  readonly text: string;
};

/** A score taken apart. `isSum`: its parts add up to it; elsewhere they are only known to be in it. */
export type Clauses = { readonly parts: readonly Clause[]; readonly isSum: boolean };

/** Deeper formulas are not taken apart further. */
const MAX_DEPTH = 20;
const MAX_CLAUSES = 200;

const WEIGHT = /^weight\((.{1,300}?) in \d{1,12}\)/s;
const FIELD = /^([\w.@-]{1,100}):(.{1,200})$/s;

const describe = (node: unknown): string => (rawText(at(node, 'description')) ?? '').slice(0, 600);

const clauseOf = (node: unknown): Clause => {
  const text = describe(node);
  const [, inner = text] = WEIGHT.exec(text) ?? [];
  const [, field, word] = FIELD.exec(inner) ?? [];
  return { value: numberOf(at(node, 'value')), field, word, text: inner };
};

const isLeaf = (node: unknown, depth: number): boolean =>
  depth >= MAX_DEPTH || describe(node).startsWith('weight(') || listOf(at(node, 'details')).length === 0;

/** `sum of:` is a sum; `max of:`, `product of:` and function scores are not. */
const isSum = (node: unknown): boolean => /^sum of:/i.test(describe(node));

/** Words anywhere below a formula that is no sum: it is known that they counted, not how much. */
const wordsBelow = (node: unknown, depth: number): readonly Clause[] => {
  const isWord = WEIGHT.test(describe(node));
  if (isWord || depth >= MAX_DEPTH) return isWord ? [{ ...clauseOf(node), value: undefined }] : [];
  return listOf(at(node, 'details'))
    .slice(0, MAX_CLAUSES)
    .flatMap((below) => wordsBelow(below, depth + 1));
};

const walk = (node: unknown, depth: number): readonly Clause[] => {
  const details = listOf(at(node, 'details'));
  if (isLeaf(node, depth) || !isSum(node)) return [clauseOf(node)];
  return details.slice(0, MAX_CLAUSES).flatMap((below) => walk(below, depth + 1));
};

/** The score of an `_explanation` as its clauses. */
export const clausesOf = (root: unknown): Clauses => {
  if (isLeaf(root, 0) || isSum(root)) return { parts: walk(root, 0).slice(0, MAX_CLAUSES), isSum: true };
  const words = wordsBelow(root, 0);
  const parts = words.length > 0 ? words : [{ ...clauseOf(root), value: undefined }];
  return { parts: parts.slice(0, MAX_CLAUSES), isSum: false };
};
