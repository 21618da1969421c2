import type { Me } from '../api.ts';
import type { ShopContext, View } from '../context.ts';
import { button, el } from '../dom.ts';

/** Signing in with a shopper number; without a password, as this is a demonstration. */
export const signInPage = (context: ShopContext): View => {
  const { api, me, text, go } = context;
  const field = el('input', {
    id: 'shopper',
    name: 'shopper',
    inputmode: 'numeric',
    autocomplete: 'off',
    required: true,
    'aria-describedby': 'shopper-problem',
  });
  const problem = el('p', { id: 'shopper-problem', class: 'problem', role: 'alert' });
  const enter = (number: string): void => {
    api.signIn(number).then(
      (now) => {
        me.set(now);
        go('/');
      },
      (error: unknown) => {
        const known = error instanceof Error && error.message === 'shopper-unknown';
        problem.textContent = text.say(known ? 'unknownShopper' : 'failed');
        field.setAttribute('aria-invalid', 'true');
        field.focus();
      },
    );
  };
  const suggestions = el('ul', { class: 'suggestions' });
  const suggest = ({ suggestions: all }: Me): void => {
    suggestions.replaceChildren(
      ...all.map(({ number, orders }) =>
        el(
          'li',
          {},
          button(number, () => enter(number), { class: 'second' }),
          el('span', { class: 'note' }, text.say('suggestion', orders)),
        ),
      ),
    );
  };
  me.onChange(suggest);
  const known = me.get();
  if (known) suggest(known);
  const form = el(
    'form',
    {
      class: 'sign-in',
      onsubmit: (event) => {
        event.preventDefault();
        enter(field.value.trim());
      },
    },
    el('label', { for: 'shopper' }, text.say('shopperNumber')),
    field,
    problem,
    el('button', { type: 'submit', class: 'first' }, text.say('signIn')),
  );
  return {
    title: `${text.say('signIn')} – Linden & Rye`,
    body: el(
      'main',
      { id: 'main', class: 'narrow' },
      el('h1', {}, text.say('signInTitle')),
      el('p', {}, text.say('signInNote')),
      suggestions,
      form,
    ),
  };
};
