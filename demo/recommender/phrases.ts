/** The same sentence in the shop's languages; English always. */
export type Localised = { readonly en: string; readonly de: string; readonly ar: string };

/** "You bought X"; when stands in the data row. */
export const bought = (name: string): Localised => ({
  en: `You bought ${name}`,
  de: `Sie haben ${name} gekauft`,
  ar: `اشتريت ${name}`,
});

/** "You looked at X". */
export const viewed = (name: string): Localised => ({
  en: `You looked at ${name}`,
  de: `Sie haben sich ${name} angesehen`,
  ar: `شاهدت ${name}`,
});

/** "X is in your basket". */
export const inBasket = (name: string): Localised => ({
  en: `${name} is in your basket`,
  de: `${name} liegt in Ihrem Warenkorb`,
  ar: `${name} موجود في سلتك`,
});

/** "Often ordered together with X". */
export const orderedWith = (name: string): Localised => ({
  en: `Often ordered together with ${name}`,
  de: `Wird oft zusammen mit ${name} bestellt`,
  ar: `يُطلب كثيرًا مع ${name}`,
});

/** "In 1,204 orders of the last 90 days", or without the number where fewer than ten shoppers could stand behind it. */
export const popularIn = (orders: number, days: number): Localised => {
  const count = (lang: string) => new Intl.NumberFormat(lang).format(orders);
  if (orders < 10) return { en: 'Bought by other shoppers', de: 'Von anderen gekauft', ar: 'اشتراه متسوقون آخرون' };
  return {
    en: `In ${count('en')} orders of the last ${days} days`,
    de: `In ${count('de')} Bestellungen der letzten ${days} Tage`,
    ar: `في ${count('ar-u-nu-latn')} طلبًا خلال آخر ${days} يومًا`,
  };
};

/** "Matches “candle”". */
export const matches = (words: readonly string[]): Localised => {
  const list = (lang: string) => new Intl.ListFormat(lang).format(words);
  return {
    en: `Matches your words: ${list('en')}`,
    de: `Passt zu Ihren Worten: ${list('de')}`,
    ar: `يطابق كلماتك: ${list('ar')}`,
  };
};

/** Sentences without a place. */
export const PHRASES = {
  forYou: { en: 'For you', de: 'Für Sie', ar: 'مختار لك' },
  popularNow: { en: 'Popular now', de: 'Gerade beliebt', ar: 'الرائج الآن' },
  together: { en: 'Often ordered together', de: 'Oft zusammen bestellt', ar: 'يُطلب معًا كثيرًا' },
  withBasket: { en: 'Goes with your basket', de: 'Passt zu Ihrem Warenkorb', ar: 'يناسب سلتك' },
  answer: { en: 'Answer in the chat', de: 'Antwort im Chat', ar: 'الإجابة في الدردشة' },
  popularWithAll: { en: 'Popular with everyone', de: 'Bei allen beliebt', ar: 'رائج لدى الجميع' },
  matchesOnly: {
    en: 'Matches your words, nothing else',
    de: 'Passt zu Ihren Worten, sonst nichts',
    ar: 'يطابق كلماتك فقط',
  },
  excludeData: { en: "Don't use this", de: 'Das nicht verwenden', ar: 'لا تستخدم هذا' },
  withdraw: { en: "Don't use any of this kind", de: 'Nichts dieser Art verwenden', ar: 'لا تستخدم أي شيء من هذا النوع' },
  noPersonal: { en: 'Recommend without my data', de: 'Ohne meine Daten empfehlen', ar: 'أوصِ دون بياناتي' },
  notInterested: { en: 'Not interested', de: 'Kein Interesse', ar: 'لا يهمني' },
  wrongData: { en: 'This is wrong', de: 'Das stimmt nicht', ar: 'هذا غير صحيح' },
  report: { en: 'This reason is not right', de: 'Dieser Grund stimmt nicht', ar: 'هذا السبب غير صحيح' },
  human: { en: 'Talk to a person', de: 'Mit einem Menschen sprechen', ar: 'تحدث إلى شخص' },
  note: {
    en: 'Each number says how often two products were ordered together, less the longer ago your own row is. Added up, nothing else.',
    de: 'Jede Zahl sagt, wie oft zwei Produkte zusammen bestellt wurden, weniger, je länger Ihre Zeile her ist. Addiert, sonst nichts.',
    ar: 'كل رقم يقول كم مرة طُلب منتجان معًا، ويقل كلما كان بيانك أقدم. تُجمع الأرقام ولا شيء غير ذلك.',
  },
} as const satisfies Readonly<Record<string, Localised>>;
