import type { ChoiceKey } from '../contract/ids.ts';
import type { MarkReason, ReadExplanation } from '../contract/read-explanation.ts';
import type { CommercialCode } from './commercial.ts';
import type { ConsentVerdict } from './consent-check.ts';
import type { RowView } from './explain.ts';
import type { SignatureState, Withheld } from './open.ts';
import type { PriceState } from './price-state.ts';
import { isMuchUntold, sumState } from './sum-check.ts';

/** What a check is about, by its number in the product's table of thirteen. */
export type CheckNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13;

/** `bad`: the shop did wrong, or somebody else did to its words; `warn`: the shopper should know; `neutral`: so it is; `good`: it holds. */
export type Tone = 'bad' | 'warn' | 'neutral' | 'good';

type ConsentCode = ConsentVerdict['code'];

/** What the price check can find. */
export type PriceCode = 'personal-price' | 'price-unread' | 'same-price' | 'price-untold';

/** What a check can find besides what the receipts say; each code has one sentence. */
export type PlainCode =
  | 'sum-right'
  | 'sum-untold'
  | 'sum-wrong'
  | 'much-untold'
  | 'rest-factors'
  | 'rest-unknown'
  | 'sourced'
  | 'no-source'
  | 'no-consent-used'
  | CommercialCode
  | 'disclosed'
  | 'undisclosed'
  | 'engine-reason'
  | 'written-by-ai'
  | 'many-people'
  | 'few-people'
  | 'not-sensitive'
  | 'sensitive'
  | 'plain'
  | 'left-out'
  | 'cleaned'
  | 'link-refused'
  | SignatureState
  | Withheld
  | 'list-broken'
  | 'in-date'
  | 'out-of-date'
  | 'verified-changes'
  | 'estimate'
  | 'no-changes'
  | 'known-words'
  | 'unknown-words'
  | PriceCode;

/** The result of a check; `count` says how many factors, rows or changes it is about. */
export type PlainCheck<TCode extends PlainCode = PlainCode> = {
  readonly number: CheckNumber;
  readonly code: TCode;
  readonly tone: Tone;
  readonly count?: number;
};

/** The result of comparing the data rows under one purpose with the shopper's receipts. */
export type ConsentCheck<TCode extends ConsentCode = ConsentCode> = {
  readonly number: 3;
  readonly code: TCode;
  readonly tone: Tone;
  readonly purpose: ChoiceKey;
  readonly rows: readonly RowView[];
};

/** The result of one check. */
export type Check = PlainCheck | ConsentCheck;

/** What must be said before the reasons are read. */
export type Finding =
  | ConsentCheck<'not-allowed'>
  | ConsentCheck<'withdrawal-not-arrived'>
  | PlainCheck<
      'sum-wrong' | 'list-broken' | 'much-untold' | 'personal-price' | 'left-out' | 'cleaned' | 'unknown-words'
    >;

/** The result of one check, by its parts. */
export const check = <TCode extends PlainCode>(number: CheckNumber, code: TCode, tone: Tone): PlainCheck<TCode> => ({
  number,
  code,
  tone,
});

const CONSENT: Readonly<Record<ConsentCode, Tone>> = {
  'not-allowed': 'bad',
  'withdrawal-not-arrived': 'warn',
  'receipt-of-another': 'warn',
  'allowed-then': 'neutral',
  'receipt-not-here': 'neutral',
  'no-record': 'neutral',
  allowed: 'good',
};

/** Check 3 for one verdict: each purpose it concerns once, with its rows. */
export const consentChecks = <TCode extends ConsentCode>(
  code: TCode,
  views: readonly RowView[],
): readonly ConsentCheck<TCode>[] => {
  const concerned = views.filter(({ consent }) => consent?.code === code);
  const purposes = new Set(concerned.flatMap(({ consent }) => consent?.purpose ?? []));
  return [...purposes].map((purpose) => ({
    number: 3,
    code,
    tone: CONSENT[code],
    purpose,
    rows: concerned.filter(({ consent }) => consent?.purpose === purpose),
  }));
};

const MARKED: readonly (readonly [(reason: MarkReason) => boolean, 'left-out' | 'cleaned' | 'unknown-words'])[] = [
  [(reason) => reason === 'unreadable' || reason === 'missing' || reason === 'too-long', 'left-out'],
  [(reason) => reason === 'cleaned', 'cleaned'],
  [(reason) => reason === 'unknown-value', 'unknown-words'],
];

/** What the findings are found in. */
export type Judging = {
  readonly read: ReadExplanation;
  readonly views: readonly RowView[];
  readonly price: PriceState;
  readonly isListBroken: boolean;
  readonly isLinkRefused: boolean;
};

/** Everything that must be said before the reasons are read, worst first. */
export const findingsOf = ({ read, views, price, isListBroken, isLinkRefused }: Judging): readonly Finding[] => {
  const { explanation, marks } = read;
  const when = <TCode extends PlainCode>(
    holds: boolean,
    ...[number, code, tone]: readonly [CheckNumber, TCode, Tone]
  ): readonly PlainCheck<TCode>[] => (holds ? [check(number, code, tone)] : []);
  return [
    ...consentChecks('not-allowed', views),
    ...when(sumState(read) === 'wrong', 1, 'sum-wrong', 'bad'),
    ...consentChecks('withdrawal-not-arrived', views),
    ...when(isListBroken, 10, 'list-broken', 'warn'),
    ...when(isMuchUntold(explanation), 1, 'much-untold', 'warn'),
    ...when(price === 'personal', 13, 'personal-price', 'warn'),
    ...MARKED.flatMap(([holds, code]) =>
      when(
        marks.some(({ reason }) => holds(reason)) || (code === 'left-out' && isLinkRefused),
        code === 'unknown-words' ? 12 : 9,
        code,
        'neutral',
      ),
    ),
  ];
};
