import type { Messages } from './i18n.ts';

type Bring = () => Promise<Messages>;

/** The words of several chunks together. */
const together =
  (...parts: readonly Bring[]): Bring =>
  async () =>
    Object.assign({}, ...(await Promise.all(parts.map((bring) => bring()))));

/** Languages of the panel's own words, besides English; lazy chunks each: one for first views, the others for what comes later. */
const LOCALES: ReadonlyMap<string, readonly [first: Bring, late: Bring]> = new Map([
  [
    'ar',
    [
      async () => (await import('./locales/ar.ts')).ar,
      together(
        async () => (await import('./locales/ar-late.ts')).arLate,
        async () => (await import('./locales/ar-acts.ts')).arActs,
      ),
    ],
  ],
  [
    'de',
    [
      async () => (await import('./locales/de.ts')).de,
      together(
        async () => (await import('./locales/de-late.ts')).deLate,
        async () => (await import('./locales/de-acts.ts')).deActs,
      ),
    ],
  ],
]);

const nothing: Bring = async () => ({});

/** The panel's words, and the language they are really in; `late` brings those of the later parts. */
export type Locale = { readonly lang: string; readonly messages: Messages; readonly late: Bring };

const ENGLISH: Locale = { lang: 'en', messages: {}, late: nothing };

/** The words for a language tag, by its primary subtag; English, and said to be, where there are none or they cannot be loaded. */
export const loadLocale = async (lang: string): Promise<Locale> => {
  const primary = lang.split('-', 1)[0]?.toLowerCase() ?? '';
  if (primary === 'en') return { ...ENGLISH, lang };
  const [load, late = nothing] = LOCALES.get(primary) ?? [];
  try {
    return load ? { lang, messages: await load(), late } : ENGLISH;
  } catch {
    return ENGLISH;
  }
};
