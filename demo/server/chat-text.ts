import type { Language } from './input.ts';

/** What the chat says; nothing here is written by a language model. */
export type ChatText = {
  readonly found: (words: string, count: number) => string;
  readonly first: string;
  readonly nothing: (words: string) => string;
  readonly noWords: string;
  readonly personal: string;
};

const count = (lang: string, value: number): string => new Intl.NumberFormat(lang).format(value);

/** The chat's sentences by language. */
export const CHAT_TEXT: Readonly<Record<Language, ChatText>> = {
  en: {
    found: (words, n) =>
      n === 1 ? `I found one product for “${words}”.` : `I found ${count('en', n)} products for “${words}”.`,
    nothing: (words) =>
      `I found nothing for “${words}” in this shop. I only know our catalogue — try another word, such as “mug” or “candle”.`,
    first: 'Here you are:',
    noWords: 'Here is what I would show you first:',
    personal: 'What you allowed us to use helped to put them in order.',
  },
  de: {
    found: (words, n) =>
      n === 1
        ? `Ich habe ein Produkt für „${words}“ gefunden.`
        : `Ich habe ${count('de', n)} Produkte für „${words}“ gefunden.`,
    nothing: (words) =>
      `Für „${words}“ habe ich in diesem Shop nichts gefunden. Ich kenne nur unser Sortiment – versuch ein anderes Wort, etwa „Tasse“ oder „Kerze“.`,
    first: 'Bitte sehr:',
    noWords: 'Das würde ich Ihnen zuerst zeigen:',
    personal: 'Was Sie uns erlaubt haben, bestimmt die Reihenfolge mit.',
  },
  ar: {
    found: (words, n) =>
      n === 1 ? `وجدت منتجًا واحدًا عن «${words}».` : `وجدت ${count('ar-u-nu-latn', n)} منتجات عن «${words}».`,
    nothing: (words) =>
      `لم أجد شيئًا عن «${words}» في هذا المتجر. أعرف منتجاتنا فقط، فجرّب كلمة أخرى مثل «كوب» أو «شمعة».`,
    first: 'تفضّل:',
    noWords: 'هذا ما أعرضه عليك أولًا:',
    personal: 'ما سمحت لنا باستخدامه أثّر في الترتيب.',
  },
};
