import { pointerOf } from '../../contract/fault.ts';
import { toPlain } from '../../contract/plain-text.ts';

/** An `error` would be shown to a shopper as a failed check, or keeps the explanation from being shown; a `warning` is for the merchant to judge. */
export type Severity = 'error' | 'warning';

/** Every code with how grave it is and what to do about it. Codes are stable: a merchant's CI may name them. */
const CODES = {
  'json-unreadable': ['error', 'give a compact JWS, a list of them, an explanation, or {"explanations": […]}'],
  'list-too-long': ['error', 'answer at most 50 at once'],
  'list-empty': ['warning', 'check that the ids asked for are known'],
  'too-large': ['error', 'name fewer factors and data rows, and put the rest into the residual'],
  'too-deep': ['error', 'take out what the format does not know'],
  schema: ['error', 'see the type ExplanationInput of candor-widget/contract'],
  'unknown-member': ['warning', 'take it out, or check its spelling: nobody reads it'],
  'jws-malformed': ['error', 'sign again with signExplanation, and hand on the text as it is'],
  'typ-wrong': ['error', 'sign with typ "why+jws", as signExplanation does'],
  'alg-not-allowed': ['error', 'sign with EdDSA or Ed25519 (an Ed25519 key) or ES256 (a P-256 key)'],
  'key-unknown': ['error', 'add the public key to explanationKeys in the config, or compare the kid'],
  'role-wrong': ['error', 'sign with a key whose candor_role is "explanation"'],
  'signature-wrong': ['error', 'sign again: something was changed after signing, or the key is another'],
  'iss-wrong': ['error', 'write the issuer of the config, or compare --iss'],
  'signature-unsupported': ['warning', 'check again with a Node that knows the algorithm'],
  'signature-unchecked': ['warning', 'name the published keys with --keys'],
  'not-signed': ['warning', 'sign it with signExplanation: as it is, the panel says "not signed by the shop"'],
  'signature-missing': ['error', 'sign it with signExplanation: --keys asks for a signature'],
  'chain-broken': ['error', 'sign a whole answer at once with signExplanations, and keep its order'],
  'chain-missing': ['warning', 'sign a whole answer at once with signExplanations'],
  'chain-start': ['warning', 'the first of an answer has no "previous"; check that none was left out before it'],
  'duplicate-id': ['error', 'give each its own id'],
  'origin-wrong': ['error', 'write scheme, host and port only, as in https://shop.example'],
  'not-seconds': ['error', 'write seconds since 1970, not milliseconds'],
  'exp-before-iat': ['error', 'write a later exp'],
  'exp-too-far': ['error', 'write an exp of at most iat + 86400'],
  'url-unsafe': ['error', 'write an https address without user name and password'],
  'url-elsewhere': ['warning', 'name the origin in shopOrigins of the config: else the panel shows no link'],
  'sum-wrong': ['error', 'put what is not listed into the residual, so that base, weights and residual make the score'],
  'sum-untold': ['warning', 'tell the score and every weight, or name another method'],
  'tolerance-too-wide': ['warning', 'leave it out, or claim no more than a millionth of the score or of 1'],
  'much-untold': ['warning', 'list more factors: the panel says that a part of the reason is not told'],
  'effect-contradicts': ['warning', 'above 0 is "for", below 0 is "against"; the panel goes by the weight'],
  'ai-story-weighed': ['error', 'write null for every weight: what a language model tells is not what moved the item'],
  'source-missing': ['error', 'name the data rows it rests on'],
  'data-unresolved': ['error', 'name a row of "data"'],
  'control-unresolved': ['error', 'name a control of "controls"'],
  'factor-unresolved': ['error', 'name a factor of "factors"'],
  'change-unresolved': ['error', 'name the row of "data" that is left out'],
  'counterfactual-unverified': ['warning', 'rank again and write true: else the panel calls it an estimate'],
  'few-shoppers': ['error', 'count at least 10 shoppers together, or leave it out'],
  'shoppers-uncounted': ['warning', 'tell how many, so that 10 or more can be seen'],
  'special-examples': ['warning', 'leave the examples out: they travel through the page (GDPR Art. 9)'],
  'consent-untold': ['warning', 'name purposeId, receiptId and at: else the panel says "no record on this device"'],
  'consent-not-given': ['error', 'leave such data out; it may not be used (GDPR Art. 6(1)(a))'],
  'used-later': ['error', 'write when the data was used, which is before iat'],
  'price-undisclosed': ['error', 'name the disclosure of the law that applies: else the price line is withheld'],
  'price-data-untold': ['warning', 'name the data rows the price rests on'],
  'commercial-contradicts': ['error', 'say so in "commercial" (UCPD Annex I no. 11a)'],
  'commercial-untold': ['warning', 'find out and write "none", "included" or "boosted"'],
  'payer-untold': ['warning', 'name who paid, and on whose behalf'],
  'engine-unreachable': ['error', 'check --engine; it must answer JSON with 200 within 15 seconds, at most 5 MB'],
  'engine-answer-wrong': [
    'error',
    'answer {"explanations": [{"id", "factors": [{"id", "weight"}, …]}]} with all factors',
  ],
  'engine-answer-missing': ['error', 'answer every id that --engine is asked for'],
  'engine-factor-missing': ['error', 'list only factors that the engine has, under its ids'],
  'engine-weight-wrong': ['error', 'write the weight that the engine worked with'],
  'engine-base-wrong': ['error', 'write the base that the engine worked with'],
  'engine-residual-wrong': ['error', 'write the sum of the unlisted factors, and nothing else'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

/** A finding's stable name. */
export type FindingCode = keyof typeof CODES;

/** Something an explanation is found with. `path` is a JSON Pointer (RFC 6901) into it; empty for the whole. */
export type Finding = {
  readonly severity: Severity;
  readonly code: FindingCode;
  readonly path: string;
  /** What is wrong, as a sentence without its subject. */
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
};

/** Where a finding is: the steps to it, or a JSON Pointer. */
type Place = string | readonly (string | number)[];

/** A finding. What it repeats of an explanation is cut and stripped of hidden characters: it is written to a terminal. */
export const found = (code: FindingCode, place: Place, reason: string, hint: string = CODES[code][1]): Finding => ({
  severity: CODES[code][0],
  code,
  path: toPlain(typeof place === 'string' ? place : pointerOf(place), 300),
  reason: toPlain(reason, 300),
  hint,
});

/** How many findings are errors. */
export const countErrors = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity === 'error').length;
