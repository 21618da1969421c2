import type { Money } from '../contract/explanation-values.ts';
import type { I18n } from '../i18n/i18n.ts';

/** An amount in the language's own way; its minor unit is the currency's (ISO 4217). */
export const moneyOf = ({ amount, currency }: Money, i18n: I18n): string => {
  const style = { style: 'currency', currency } as const;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(i18n.lang, style).resolvedOptions();
  return i18n.number(amount / 10 ** digits, style);
};
