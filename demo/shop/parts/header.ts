import type { ShopContext } from '../context.ts';
import { button, el, link } from '../dom.ts';

const searchForm = ({ text, go }: ShopContext): HTMLElement => {
  const field = el('input', {
    type: 'search',
    name: 'q',
    id: 'search',
    placeholder: text.say('search'),
    autocomplete: 'off',
    enterkeyhint: 'search',
  });
  return el(
    'form',
    {
      role: 'search',
      class: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        if (field.value.trim()) go(`/search?q=${encodeURIComponent(field.value.trim())}`);
      },
    },
    el('label', { for: 'search', class: 'unseen' }, text.say('search')),
    field,
    el('button', { type: 'submit', class: 'unseen' }, text.say('searchButton')),
  );
};

const account = (context: ShopContext, shopper: string | null): readonly HTMLElement[] => {
  const { text, api, me, href, go, announce } = context;
  if (shopper === null) return [link(href('/sign-in'), { class: 'plain' }, text.say('signIn'))];
  const leave = async (): Promise<void> => {
    me.set(await api.signOut());
    go('/');
  };
  const signOut = (): void => void leave().catch(() => announce(text.say('failed')));
  return [
    el('span', { class: 'who' }, text.say('signedInAs', shopper)),
    button(text.say('signOut'), signOut, { class: 'quiet' }),
  ];
};

/** Wordmark, search, account, basket. */
export const header = (context: ShopContext): HTMLElement => {
  const { text, href, me } = context;
  const people = el('div', { class: 'account' }, ...account(context, null));
  const count = el('span', { class: 'count', 'aria-hidden': 'true' });
  const words = el('span', { class: 'unseen' }, text.say('basketCount', 0));
  const basket = link(
    href('/basket'),
    { class: 'plain basket-link' },
    el('span', { 'aria-hidden': 'true' }, text.say('basket')),
    words,
    count,
  );
  me.onChange(({ shopper, basket: lines }) => {
    const items = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    people.replaceChildren(...account(context, shopper));
    count.textContent = items > 0 ? text.number(items) : '';
    words.textContent = text.say('basketCount', items);
  });
  return el(
    'header',
    { class: 'top' },
    link(href('/'), { class: 'wordmark', lang: 'en', translate: 'no' }, 'Linden ', el('span', {}, '&'), ' Rye'),
    searchForm(context),
    el('nav', { class: 'visit', 'aria-label': text.say('basket') }, people, basket),
  );
};
