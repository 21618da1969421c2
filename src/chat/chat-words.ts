/** What a chat says about itself. */
export type ChatWords = {
  /** Told at the first turn: AI Act, Art. 50(1) and (5). */
  readonly notice: string;
  /** The label of the trigger under an answer. */
  readonly why: string;
};

type Localised = ChatWords & { readonly lang: string };

const EN: Localised = { lang: 'en', notice: 'You are talking to an AI, not to a person.', why: 'Why this answer?' };

const OTHERS: readonly Localised[] = [
  { lang: 'de', notice: 'Sie sprechen mit einer KI, nicht mit einem Menschen.', why: 'Warum diese Antwort?' },
  { lang: 'ar', notice: 'أنت تتحدث إلى ذكاء اصطناعي، لا إلى إنسان.', why: 'لماذا هذه الإجابة؟' },
];

/** The words in a language (BCP 47), English where there are none. `lang` is the language they are really in. */
export const chatWords = (lang: string): Localised => {
  const [language] = lang.toLowerCase().split('-');
  return OTHERS.find((words) => words.lang === language) ?? EN;
};
