import type { Translate } from '../i18n/i18n.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { FactorLine } from './arithmetic.ts';
import type { CommercialCode } from './commercial.ts';
import type { ActingModel } from './acting-model.ts';
import type { Half } from './details.tsx';
import type { ExplainModel } from './explain-model.ts';
import { explainText } from './explain-text.ts';
import { localised, rowsOf } from './sentence.ts';
import type { Why } from './explain.ts';
import type { FirstView } from './first-view.ts';
import type { JudgedModel } from './judged-model.ts';
import type { Parts } from './parts.ts';
import type { Late } from '../runtime/late.ts';

/** What the panel is given; `late` is its second half. */
export type PanelProps = { readonly model: ExplainModel; readonly i18n: I18n; readonly late: Late<Half> };

/** What the parts of the first view are given. */
export type FirstProps = PanelProps & { readonly why: FirstView };

type JudgedProps = { readonly i18n: I18n; readonly why: Why; readonly parts: Parts };

/** What every part of the second half is given: the explanation as it was judged, and the parts that come one by one. */
export type PartProps = JudgedProps & { readonly model: JudgedModel };

/** What the parts are given by which the shopper acts. */
export type ActProps = JudgedProps & { readonly model: ActingModel };

/** What words are chosen by, before and after an explanation is judged. */
type Told = Pick<FirstProps, 'i18n'> & { readonly why: Pick<FirstView, 'explanation'> };

/** The panel's own words. */
export type Text = Translate<typeof explainText>;

/** Looks up the panel's words. */
export const textOf = (i18n: I18n): Text => i18n.of(explainText);

/** A share in the language's own way, `34 %`. */
export const percent = (share: number, i18n: I18n): string =>
  i18n.number(share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });

/** A text the shop sent in several languages. */
export const shopText = (text: Readonly<Record<string, string>> | undefined, { i18n, why }: Told): string | undefined =>
  localised(text, [i18n.lang, why.explanation.lang]);

/** Words of the shop's between quotation marks: they are never taken for the panel's own. */
export const quoted = (words: string, i18n: I18n): string => textOf(i18n)('why.said', { words });

/** A factor in the shop's words, or its code. */
export const toldLabel = ({ factor }: FactorLine, props: Told): string => {
  const told = shopText(factor.label, props);
  return told === undefined ? textOf(props.i18n)('why.unnamed', { code: factor.code }) : quoted(told, props.i18n);
};

/** Whether a factor rests on data of a special category (GDPR Art. 9): its words may tell an example. */
export const isSensitive = (line: FactorLine, { why }: Pick<Told, 'why'>): boolean =>
  rowsOf(line, why.explanation.data).some(({ special }) => special);

/** The same, but nothing of sensitive data: that is told only when asked for. */
export const labelOf = (line: FactorLine, props: Told): string =>
  isSensitive(line, props) ? textOf(props.i18n)('why.sensitive') : toldLabel(line, props);

/** How strong a factor is, in words first. */
export const strengthOf = ({ direction, share, strength }: FactorLine, i18n: I18n): string => {
  const text = textOf(i18n);
  if (direction === 'neutral') return text('why.neutral');
  if (share === undefined || !strength)
    return text(direction === 'against' ? 'why.undisclosed.against' : 'why.undisclosed');
  const words = text(`why.${strength}`, { share: percent(share, i18n) });
  return direction === 'against' ? text('why.against', { strength: words }) : words;
};

/** A month, for "You bought X (April 2011)". */
export const monthOf = (time: string, i18n: I18n): string =>
  new Intl.DateTimeFormat(i18n.lang, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(time));

/** A purpose as the notice calls it. */
export const purposeTitle = (key: string, model: Pick<ExplainModel, 'config'>): string =>
  model.config.value?.notice.purposes.find(({ id }) => id === key)?.title ?? key;

/** What the shop says about money, with names where it gives them. */
export const commercialText = (code: CommercialCode, { why, i18n }: Told): string => {
  const text = textOf(i18n);
  const { payer, onBehalfOf, promotion } = why.explanation.commercial;
  if (code === 'promotion') return text('why.commercial.promotion', { name: promotion ?? '' });
  if (code !== 'sponsored' || payer === undefined) return text(`why.commercial.${code}`);
  return onBehalfOf === undefined
    ? text('why.commercial.payer', { payer })
    : text('why.commercial.behalf', { payer, owner: onBehalfOf });
};
