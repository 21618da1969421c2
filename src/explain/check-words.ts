import { MONEY } from './all-checks.ts';
import type { Check, PlainCheck, PlainCode } from './checks.ts';
import type { CommercialCode } from './commercial.ts';
import { consentText } from './consent-words.ts';
import { commercialText, type PartProps, percent, purposeTitle, textOf } from './panel-words.ts';
import { explainChecksText } from './explain-checks-more-text.ts';
import { explainPriceText } from './explain-price-more-text.ts';

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
  if (code === 'price-unread') return i18n.of(explainPriceText)('why.price.unread');
  if (code === 'same-price') return i18n.of(explainPriceText)('why.price.same-for-all');
  return i18n.of(explainChecksText)(`why.check.${code}`, { count });
};

/** The sentence of a check's result. */
export const sentenceOfCheck = (result: Check, props: PartProps): string => {
  if (!('purpose' in result)) return plainSentence(result, props);
  const { purpose, rows } = result;
  const [found] = rows.flatMap(({ consent }) => consent ?? []);
  return props.i18n.of(explainChecksText)('why.check.consent', {
    purpose: purposeTitle(purpose, props.model),
    verdict: found ? consentText(found, props) : '',
  });
};
