import type { Messages } from './i18n.ts';

/** Languages of the panel's own words, besides English; one lazy chunk each. */
const LOCALES: Readonly<Record<string, () => Promise<Messages>>> = {
  ar: async () => (await import('./locales/ar.ts')).ar,
  de: async () => (await import('./locales/de.ts')).de,
};

/** The messages for a language tag, by its primary subtag; empty (English) where there is none or it cannot be loaded. */
export const loadLocale = async (lang: string): Promise<Messages> => {
  const load = LOCALES[lang.split('-', 1)[0]?.toLowerCase() ?? ''];
  try {
    return (await load?.()) ?? {};
  } catch {
    return {};
  }
};
