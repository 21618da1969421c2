import type { ShopContext, View } from '../context.ts';
import { el } from '../dom.ts';
import type { WordKey } from '../text/words.ts';

/** The shop's small print, in English: the explanations link here. */
const PAGES: Readonly<Record<string, { readonly title: WordKey; readonly text: readonly string[] }>> = {
  contact: {
    title: 'contact',
    text: [
      'A person reads what you write to us and answers within three days: care@shop.candor.example.',
      'Tell us the number of your order if it is about one. You need no account to write to us.',
    ],
  },
  privacy: {
    title: 'privacy',
    text: [
      'We keep your orders because the law asks for it. Everything else you decide: whether the assistant may use your purchases, what you looked at and your basket, and whether we keep your chat.',
      'Nothing is stored in your browser before you sign in, fill the basket, order, or make a choice. Open “Choices” at any time to change your mind; it is as easy as it was to agree.',
      'What you looked at and your basket are deleted after ninety days, kept chats after a year.',
    ],
  },
  complaints: {
    title: 'complaints',
    text: [
      'If a recommendation used something it should not have, say so under “Why this?”, or write to complaints@shop.candor.example.',
      'You can also turn to the data protection authority where you live.',
    ],
  },
  'how-we-recommend': {
    title: 'howWeRecommend',
    text: [
      'The recommender counts how often two products were ordered together, and compares that with how often it would happen by chance. Pairs seen in few orders count less.',
      'Your score for a product is the plain sum over your newest thirty rows: what you bought, looked at or put into the basket. A purchase counts half after ninety days. Having looked counts half of having bought.',
      'It learns from past orders only, counted together, never from what you do here today. No money changes the order, and no price depends on you.',
      'It has never seen your age, your address or anything you did outside this shop. It is weak for products that few people have ordered.',
    ],
  },
};

/** Contact, privacy, complaints, and the recommender's card. */
export const infoPage = ({ text }: ShopContext, page: string): View | undefined => {
  const found = PAGES[page];
  if (!found) return undefined;
  return {
    title: `${text.say(found.title)} – Linden & Rye`,
    body: el(
      'main',
      { id: 'main', class: 'narrow' },
      el('h1', {}, text.say(found.title)),
      ...found.text.map((paragraph) => el('p', { lang: 'en', dir: 'ltr' }, paragraph)),
    ),
  };
};
