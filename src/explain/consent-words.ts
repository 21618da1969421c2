import type { ConsentVerdict } from './consent-check.ts';
import { type PartProps, textOf } from './panel-words.ts';

/** What the receipts say about the use of a data row. */
export const consentText = (verdict: ConsentVerdict, { model, i18n }: PartProps): string => {
  const isUnreachable =
    verdict.code === 'receipt-not-here' && model.past.value.fetched[verdict.receipt] === 'unreachable';
  return textOf(i18n)(isUnreachable ? 'why.consent.unreachable' : `why.consent.${verdict.code}`);
};
