import { check, type Check, type CheckNumber, consentChecks, type PlainCode, type Tone } from './checks.ts';
import type { CommercialCode } from './commercial.ts';
import type { RowView, Why } from './explain.ts';
import type { PriceState } from './price-state.ts';

type Group = (why: Why) => readonly Check[];

const has = ({ findings }: Why, code: Check['code']): boolean => findings.some((finding) => finding.code === code);

/** One result that tells of `count` places, or that there is none. */
const counted = (
  number: CheckNumber,
  count: number,
  [found, tone, none]: readonly [PlainCode, Tone, PlainCode],
): readonly Check[] => (count > 0 ? [{ ...check(number, found, tone), count }] : [check(number, none, 'good')]);

/** Only an engine that tells its sum exactly can say that the rest is further factors and nothing else. */
const restOf = ({ remainder, explanation: { method } }: Why): readonly Check[] => {
  if (remainder === undefined || remainder === 0) return [];
  return [method.type === 'exact-additive' ? check(1, 'rest-factors', 'good') : check(1, 'rest-unknown', 'neutral')];
};

const sums: Group = (why) => [
  ...(why.sum === 'wrong' ? [check(1, 'sum-wrong', 'bad')] : []),
  ...(why.sum === 'right' ? [check(1, 'sum-right', 'good')] : []),
  ...(why.sum === 'untold' ? [check(1, 'sum-untold', 'neutral')] : []),
  ...(has(why, 'much-untold') ? [check(1, 'much-untold', 'warn')] : []),
  ...restOf(why),
];

const sources: Group = ({ factors }) =>
  counted(2, factors.filter(({ lacksSource }) => lacksSource).length, ['no-source', 'warn', 'sourced']);

const VERDICTS = [
  'not-allowed',
  'withdrawal-not-arrived',
  'receipt-of-another',
  'allowed-then',
  'receipt-not-here',
  'no-record',
  'allowed',
] as const;

const consents: Group = ({ rows }) => {
  const found = VERDICTS.flatMap((code) => consentChecks(code, rows));
  return found.length > 0 ? found : [check(3, 'no-consent-used', 'good')];
};

/** How each thing about money sounds. */
export const MONEY: Readonly<Record<CommercialCode, Tone>> = {
  sponsored: 'warn',
  boosted: 'warn',
  included: 'warn',
  untold: 'warn',
  margin: 'warn',
  'own-brand': 'neutral',
  promotion: 'neutral',
  none: 'good',
};

const money: Group = ({ commercial }) => commercial.map((code) => check(4, code, MONEY[code]));

const strengths: Group = ({ factors }) =>
  counted(5, factors.filter(({ factor }) => factor.weight === null).length, ['undisclosed', 'neutral', 'disclosed']);

const authors: Group = ({ sentence }) => [
  sentence.code === 'written-by-ai' ? check(6, 'written-by-ai', 'warn') : check(6, 'engine-reason', 'good'),
];

const isAboutFew = ({ isFewPeople }: Pick<RowView, 'isFewPeople'>): boolean => isFewPeople;

const people: Group = ({ rows, factors }) =>
  counted(7, rows.filter(isAboutFew).length + factors.filter(isAboutFew).length, [
    'few-people',
    'neutral',
    'many-people',
  ]);

const sensitive: Group = ({ rows }) =>
  counted(8, rows.filter(({ row }) => row.special).length, ['sensitive', 'neutral', 'not-sensitive']);

const texts: Group = (why) => {
  const refused = why.isLinkRefused ? [check(9, 'link-refused', 'neutral')] : [];
  const found = why.findings.filter(({ code }) => code === 'left-out' || code === 'cleaned');
  return found.length + refused.length > 0 ? [...found, ...refused] : [check(9, 'plain', 'good')];
};

const signatures: Group = (why) => [
  check(10, why.signature, why.signature === 'signed' ? 'good' : 'warn'),
  ...(has(why, 'list-broken') ? [check(10, 'list-broken', 'warn')] : []),
  why.isOutOfDate ? check(10, 'out-of-date', 'neutral') : check(10, 'in-date', 'good'),
];

const changes: Group = ({ explanation: { counterfactuals } }) =>
  counterfactuals.length === 0
    ? [check(11, 'no-changes', 'neutral')]
    : counted(11, counterfactuals.filter(({ verified }) => !verified).length, [
        'estimate',
        'neutral',
        'verified-changes',
      ]);

const words: Group = (why) => [
  has(why, 'unknown-words') ? check(12, 'unknown-words', 'neutral') : check(12, 'known-words', 'good'),
];

const PRICES: Readonly<Record<PriceState, Check>> = {
  personal: check(13, 'personal-price', 'warn'),
  unread: check(13, 'price-unread', 'warn'),
  same: check(13, 'same-price', 'good'),
  untold: check(13, 'price-untold', 'neutral'),
};

const GROUPS: readonly Group[] = [
  sums,
  sources,
  consents,
  money,
  strengths,
  authors,
  people,
  sensitive,
  texts,
  signatures,
  changes,
  words,
  ({ price }) => [PRICES[price]],
];

/** What came of all thirteen checks, in their order; each has at least one result. */
export const allChecks = (why: Why): readonly Check[] => GROUPS.flatMap((group) => group(why));
