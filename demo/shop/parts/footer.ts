import type { ShopContext } from '../context.ts';
import { el, link } from '../dom.ts';

const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['ar', 'العربية'],
] as const;

/** The shop's small print, and its languages. */
export const footer = ({ text, href }: ShopContext): HTMLElement =>
  el(
    'footer',
    { class: 'foot' },
    el(
      'ul',
      {},
      ...(['contact', 'privacy', 'complaints', 'how-we-recommend'] as const).map((page) =>
        el('li', {}, link(href(`/${page}`), {}, text.say(page === 'how-we-recommend' ? 'howWeRecommend' : page))),
      ),
    ),
    el(
      'ul',
      {},
      ...LANGUAGES.map(([lang, name]) =>
        // A new language is a new page: the server writes it into `lang`, `dir` and the widget's settings.
        el(
          'li',
          {},
          el(
            'a',
            {
              href: `/?lang=${lang}`,
              lang,
              hreflang: lang,
              'data-reload': true,
              ...(lang === text.lang ? { 'aria-current': 'true' } : {}),
            },
            name,
          ),
        ),
      ),
    ),
    el('p', { class: 'note' }, text.say('orderNote')),
  );
