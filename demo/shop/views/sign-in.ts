import type { Me } from '../api.ts';
import type { ShopContext, View } from '../context.ts';
import { button, el } from '../dom.ts';

type Enter = (number: string) => Promise<void>;

/** The form for any number; says what is wrong beside the field. */
const numberForm = ({ text }: ShopContext, enter: Enter): HTMLElement => {
  const field = el('input', {
    id: 'shopper',
    name: 'shopper',
    inputmode: 'numeric',
    autocomplete: 'off',
    required: true,
    'aria-describedby': 'shopper-problem',
  });
  const problem = el('p', { id: 'shopper-problem', class: 'problem', role: 'alert' });
  const refuse = (error: unknown): void => {
    const isUnknown = error instanceof Error && error.message === 'shopper-unknown';
    problem.textContent = text.say(isUnknown ? 'unknownShopper' : 'failed');
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  };
  const onsubmit = (event: Event): void => {
    event.preventDefault();
    enter(field.value.trim()).catch(refuse);
  };
  return el(
    'form',
    { class: 'sign-in', onsubmit },
    el('label', { for: 'shopper' }, text.say('shopperNumber')),
    field,
    problem,
    el('button', { type: 'submit', class: 'first' }, text.say('signIn')),
  );
};

/** Shoppers with a history worth trying. */
const suggestionList = ({ me, text, announce }: ShopContext, enter: Enter): HTMLElement => {
  const list = el('ul', { class: 'suggestions' });
  const pick = (number: string): void => void enter(number).catch(() => announce(text.say('failed')));
  const show = ({ suggestions }: Me): void => {
    const lines = suggestions.map(({ number, orders }) =>
      el(
        'li',
        {},
        button(number, () => pick(number), { class: 'second' }),
        el('span', { class: 'note' }, text.say('suggestion', orders)),
      ),
    );
    list.replaceChildren(...lines);
  };
  me.onChange(show);
  const known = me.get();
  if (known) show(known);
  return list;
};

/** Signing in with a shopper number; without a password, as this is a demonstration. */
export const signInPage = (context: ShopContext): View => {
  const { api, me, text, go } = context;
  const enter: Enter = async (number) => {
    me.set(await api.signIn(number));
    go('/');
  };
  return {
    title: `${text.say('signIn')} – Linden & Rye`,
    body: el(
      'main',
      { id: 'main', class: 'narrow' },
      el('h1', {}, text.say('signInTitle')),
      el('p', {}, text.say('signInNote')),
      suggestionList(context, enter),
      numberForm(context, enter),
    ),
  };
};
