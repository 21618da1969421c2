import type { Check, PlainCheck } from './checks.ts';
import { moreTextOf } from './more-words.ts';
import { commercialText, type PartProps, percent, purposeTitle, textOf } from './panel-words.ts';

/** What a check found, in the sentence that stands for it elsewhere in the panel, if one does. */
const plainSentence = ({ code, count = 0 }: PlainCheck, props: PartProps): string => {
  const { i18n, why } = props;
  const [text, more] = [textOf(i18n), moreTextOf(i18n)];
  switch (code) {
    case 'sum-wrong':
    case 'much-untold':
    case 'left-out':
    case 'cleaned':
    case 'list-broken':
    case 'unknown-words':
    case 'personal-price':
      return text(`why.finding.${code}`, { share: percent(why.remainder ?? 0, i18n) });
    case 'sponsored':
    case 'boosted':
    case 'included':
    case 'untold':
    case 'margin':
    case 'own-brand':
    case 'promotion':
    case 'none':
      return commercialText(code, props);
    case 'signed':
    case 'not-signed':
    case 'unsupported':
    case 'keys-unreachable':
      return text(`why.signature.${code}`);
    case 'changed':
    case 'unreadable':
    case 'other-page':
    case 'someone-else':
    case 'other-view':
      return text(`why.withheld.${code}`);
    case 'written-by-ai':
      return text('why.sentence.written-by-ai');
    case 'out-of-date':
      return text('why.out-of-date', { date: i18n.date(why.madeAt, true) });
    case 'price-unread':
      return more('why.price.unread');
    case 'same-price':
      return more('why.price.same-for-all');
    default:
      return more(`why.check.${code}`, { count });
  }
};

/** The sentence of a check's result. */
export const sentenceOfCheck = (result: Check, props: PartProps): string => {
  if (!('purpose' in result)) return plainSentence(result, props);
  const { code, purpose } = result;
  const verdict = textOf(props.i18n)(`why.consent.${code}`);
  return moreTextOf(props.i18n)('why.check.consent', { purpose: purposeTitle(purpose, props.model), verdict });
};
