import type { Messages } from './i18n.ts';

/** Languages of the panel's own words, besides English; one lazy chunk each. */
const LOCALES: ReadonlyMap<string, () => Promise<Messages>> = new Map([
  ['ar', async () => (await import('./locales/ar.ts')).ar],
  ['de', async () => (await import('./locales/de.ts')).de],
]);

/** The panel's words, and the language they are really in. */
export type Locale = { readonly lang: string; readonly messages: Messages };

const ENGLISH: Locale = { lang: 'en', messages: {} };

/** The words for a language tag, by its primary subtag; English, and said to be, where there are none or they cannot be loaded. */
export const loadLocale = async (lang: string): Promise<Locale> => {
  const primary = lang.split('-', 1)[0]?.toLowerCase() ?? '';
  if (primary === 'en') return { lang, messages: {} };
  const load = LOCALES.get(primary);
  try {
    return load ? { lang, messages: await load() } : ENGLISH;
  } catch {
    return ENGLISH;
  }
};
