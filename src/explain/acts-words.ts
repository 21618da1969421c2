import type { I18n, Translate } from '../i18n/i18n.ts';
import { explainActsText } from './explain-acts-text.ts';

/** The words of changes and acts. */
export type ActsText = Translate<typeof explainActsText>;

/** Looks up the words of changes and acts. */
export const actsTextOf = (i18n: I18n): ActsText => i18n.of(explainActsText);
