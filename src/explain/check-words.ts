import { MONEY } from './all-checks.ts';
import type { Check, PlainCheck, PlainCode } from './checks.ts';
import type { CommercialCode } from './commercial.ts';
import type { ConsentVerdict } from './consent-check.ts';
import { moreTextOf } from './more-words.ts';
import { commercialText, type PartProps, percent, purposeTitle, textOf } from './panel-words.ts';

/** Results whose sentence stands in the first view. */
const IN_FIRST_VIEW = {
  'sum-wrong': 'why.finding.sum-wrong',
  'much-untold': 'why.finding.much-untold',
  'left-out': 'why.finding.left-out',
  cleaned: 'why.finding.cleaned',
  'list-broken': 'why.finding.list-broken',
  'unknown-words': 'why.finding.unknown-words',
  'personal-price': 'why.finding.personal-price',
  signed: 'why.signature.signed',
  'not-signed': 'why.signature.not-signed',
  unsupported: 'why.signature.unsupported',
  'keys-unreachable': 'why.signature.keys-unreachable',
  changed: 'why.withheld.changed',
  unreadable: 'why.withheld.unreadable',
  'other-page': 'why.withheld.other-page',
  'someone-else': 'why.withheld.someone-else',
  'other-view': 'why.withheld.other-view',
  'written-by-ai': 'why.sentence.written-by-ai',
  'out-of-date': 'why.out-of-date',
} as const satisfies Partial<Record<PlainCode, Parameters<ReturnType<typeof textOf>>[0]>>;

const isInFirstView = (code: PlainCode): code is keyof typeof IN_FIRST_VIEW => Object.hasOwn(IN_FIRST_VIEW, code);
const isAboutMoney = (code: PlainCode): code is CommercialCode => Object.hasOwn(MONEY, code);

/** What a check found, in the sentence that stands for it elsewhere in the panel, if one does. */
const plainSentence = ({ code, count = 0 }: PlainCheck, props: PartProps): string => {
  const { i18n, why } = props;
  const places = { share: percent(why.remainder ?? 0, i18n), date: i18n.date(why.madeAt, true) };
  if (isAboutMoney(code)) return commercialText(code, props);
  if (isInFirstView(code)) return textOf(i18n)(IN_FIRST_VIEW[code], places);
  const text = moreTextOf(i18n);
  if (code === 'price-unread') return text('why.price.unread');
  return code === 'same-price' ? text('why.price.same-for-all') : text(`why.check.${code}`, { count });
};

/** What the receipts say about the use of a data row. */
export const consentText = (verdict: ConsentVerdict, { model, i18n }: PartProps): string => {
  const isUnreachable =
    verdict.code === 'receipt-not-here' && model.past.value.fetched[verdict.receipt] === 'unreachable';
  return textOf(i18n)(isUnreachable ? 'why.consent.unreachable' : `why.consent.${verdict.code}`);
};

/** The sentence of a check's result. */
export const sentenceOfCheck = (result: Check, props: PartProps): string => {
  if (!('purpose' in result)) return plainSentence(result, props);
  const { purpose, rows } = result;
  const [found] = rows.flatMap(({ consent }) => consent ?? []);
  return moreTextOf(props.i18n)('why.check.consent', {
    purpose: purposeTitle(purpose, props.model),
    verdict: found ? consentText(found, props) : '',
  });
};
