import type { Explanation } from '../../contract/explanation.ts';
import { fromBase64Url } from '../../crypto/base64url.ts';
import { partsOf } from '../../crypto/peek.ts';
import { readJson } from '../json-text.ts';
import { CLAIM_RULES } from './claims.ts';
import { DATA_RULES } from './data-rows.ts';
import { type AskEngine, recompute } from './engine.ts';
import { type Finding, found } from './finding.ts';
import { MONEY_RULES } from './money.ts';
import { NUMBER_RULES } from './numbers.ts';
import { type Given, readGiven } from './read-given.ts';
import { REFERENCE_RULES } from './references.ts';
import type { Rule } from './rule.ts';
import { checkShape } from './shape.ts';
import { checkChain, checkIssuer, checkSignature, type Signer, unsigned } from './signature.ts';

/** What is known of the merchant: keys and issuer to compare with, and the engine to ask. */
export type CheckContext = Signer & { readonly engine?: AskEngine };

/** One explanation with what was found. */
export type CheckedExplanation = {
  /** As it names itself; undefined when its format is wrong. */
  readonly id: string | undefined;
  readonly findings: readonly Finding[];
};

/** What a text held, and what was found. */
export type Checked = {
  readonly explanations: readonly CheckedExplanation[];
  /** About the text as a whole. */
  readonly findings: readonly Finding[];
};

const LONGEST_JWS = 90_000;

/** What an explanation in the right format is checked for. */
const RULES: readonly Rule[] = [...CLAIM_RULES, ...NUMBER_RULES, ...DATA_RULES, ...REFERENCE_RULES, ...MONEY_RULES];

type Opened = {
  readonly jws: string | undefined;
  readonly explanation: Explanation | undefined;
  readonly findings: readonly Finding[];
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The claims of a JWS, read as strictly as a file: no name twice, nothing that engines read differently. */
const claimsOf = (jws: string): object | undefined => {
  const bytes = fromBase64Url(partsOf(jws)[1] ?? '');
  try {
    const reading = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return reading.ok && isRecord(reading.value) ? reading.value : undefined;
  } catch {
    return undefined;
  }
};

const inside = (value: object, signer: Signer): Pick<Opened, 'explanation' | 'findings'> => {
  const { explanation, findings } = checkShape(value);
  if (!explanation) return { explanation, findings };
  const checks = [...checkIssuer(explanation, signer), ...RULES.flatMap((rule) => rule(explanation))];
  return { explanation, findings: [...findings, ...checks] };
};

const openJws = async (jws: string, signer: Signer): Promise<Opened> => {
  const refused = (finding: Finding): Opened => ({ jws, explanation: undefined, findings: [finding] });
  if (jws.length > LONGEST_JWS)
    return refused(found('too-large', '', `has ${jws.length} characters, not at most ${LONGEST_JWS}`));
  const claims = claimsOf(jws);
  if (!claims) return refused(found('jws-malformed', '', 'is no compact JWS of an explanation, or damaged'));
  const signature = await checkSignature(jws, signer);
  const { explanation, findings } = inside(claims, signer);
  return { jws, explanation, findings: [...signature, ...findings] };
};

const open = async (given: Given, signer: Signer): Promise<Opened> => {
  if (given.kind === 'jws') return openJws(given.jws, signer);
  if (given.kind === 'neither')
    return { jws: undefined, explanation: undefined, findings: [found('json-unreadable', '', 'is no explanation')] };
  const { explanation, findings } = inside(given.value, signer);
  return { jws: undefined, explanation, findings: [...unsigned(signer), ...findings] };
};

/** Findings of a list as such, one entry for each of its explanations: the chain, and ids that stand twice. */
const aboutList = async (all: readonly Opened[]): Promise<readonly (readonly Finding[])[]> => {
  const chain = await checkChain(all.map(({ jws, explanation }) => ({ jws, previous: explanation?.previous })));
  return all.map(({ explanation }, at) => {
    const before = all.slice(0, at).some((other) => explanation && other.explanation?.id === explanation.id);
    return [...(before ? [found('duplicate-id', '/id', 'stands twice in this answer')] : []), ...(chain[at] ?? [])];
  });
};

/**
 * Checks what a recommender answers: size, format, arithmetic, sources, references, money, signatures and their chain, and
 * with an engine, whether it was worked out so. Never throws, whatever the text is.
 */
export const checkExplanations = async (text: string, context: CheckContext): Promise<Checked> => {
  const { given, isAnswer, findings } = readGiven(text);
  const opened = await Promise.all(given.map((one) => open(one, context)));
  const list = isAnswer ? await aboutList(opened) : [];
  const readable = opened.flatMap(({ explanation }) => explanation ?? []);
  const engine = context.engine ? await recompute(readable, context.engine) : undefined;
  return {
    findings,
    explanations: opened.map(({ explanation, findings: own }, at) => ({
      id: explanation?.id,
      findings: [...own, ...(list[at] ?? []), ...(engine?.get(explanation?.id ?? '') ?? [])],
    })),
  };
};
