import type { Me } from '../api.ts';
import type { ShopContext, View } from '../context.ts';
import { button, el, link } from '../dom.ts';
import { recommendations } from '../parts/recommendations.ts';
import { picture } from '../picture/picture.ts';

type Line = Me['basket'][number];

const quantityField = (
  context: ShopContext,
  { product, quantity }: Line,
  change: (quantity: number) => void,
): HTMLElement =>
  el('input', {
    type: 'number',
    min: 1,
    max: 99,
    value: quantity,
    class: 'quantity',
    'aria-label': context.text.say('quantity', product.name),
    onchange: (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement && field.validity.valid && field.value !== '') change(field.valueAsNumber);
    },
  });

const lineRow = (context: ShopContext, line: Line, currency: string): HTMLElement => {
  const { api, me, text, href, announce } = context;
  const change = (quantity: number): void => {
    api.setQuantity(line.product.id, quantity).then(me.set, () => announce(text.say('failed')));
  };
  return el(
    'li',
    { class: 'line' },
    picture(line.product),
    el(
      'div',
      { class: 'line-text' },
      link(href(`/product/${line.product.id}`), {}, el('bdi', { lang: 'en' }, line.product.name)),
      button(text.say('remove'), () => change(0), { class: 'quiet' }),
    ),
    quantityField(context, line, change),
    el('p', { class: 'line-price' }, text.money(line.product.price * line.quantity, currency)),
  );
};

const ordered = ({ text, href }: ShopContext, number: string): readonly Node[] => [
  el('h1', { tabindex: -1 }, text.say('ordered', number)),
  el('p', {}, text.say('orderedNote')),
  el('p', {}, link(href('/'), {}, text.say('keepBrowsing'))),
];

const filled = (context: ShopContext, { basket, currency, total }: Me, order: () => void): readonly Node[] => {
  const { text } = context;
  return [
    el('h1', {}, text.say('basket')),
    el('ul', { class: 'lines' }, ...basket.map((line) => lineRow(context, line, currency))),
    el('div', { class: 'total' }, el('p', {}, text.say('total')), el('p', {}, text.money(total, currency))),
    button(text.say('order'), order, { class: 'first' }),
    el('p', { class: 'note' }, text.say('orderNote')),
  ];
};

const empty = ({ text, href }: ShopContext): readonly Node[] => [
  el('h1', {}, text.say('basket')),
  el('p', {}, text.say('emptyBasket')),
  el('p', {}, link(href('/'), {}, text.say('keepBrowsing'))),
];

/** The basket, and ordering without paying. */
export const basketPage = (context: ShopContext): View => {
  const { api, me, text, announce } = context;
  const place = el('div', {});
  let done = false;
  const placeOrder = async (): Promise<void> => {
    const { order: number, me: after } = await api.order();
    done = true;
    me.set(after);
    place.replaceChildren(...ordered(context, number));
    place.querySelector('h1')?.focus();
  };
  const order = (): void => void placeOrder().catch(() => announce(text.say('failed')));
  const show = (now: Me): void => {
    if (!done) place.replaceChildren(...(now.basket.length > 0 ? filled(context, now, order) : empty(context)));
  };
  me.onChange(show);
  const known = me.get();
  if (known) show(known);
  return {
    title: `${text.say('basket')} – Linden & Rye`,
    body: el('main', { id: 'main', class: 'narrow' }, place, recommendations(context, { surface: 'cart' })),
  };
};
