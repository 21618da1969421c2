import type { Product } from '../../data/shop-data.ts';
import type { ShopContext } from '../context.ts';
import { el, link } from '../dom.ts';
import { picture } from '../picture/picture.ts';

/** What a card shows besides the product. */
export type CardOptions = {
  readonly currency: string;
  readonly explanationId?: string;
  readonly heading?: 'h2' | 'h3';
};

const why = ({ text }: ShopContext, explanationId: string, name: string): HTMLElement => {
  const trigger = document.createElement('candor-why');
  trigger.setAttribute('explanation-id', explanationId);
  trigger.append(text.say('whyThis'), el('span', { class: 'unseen' }, ` ${name}`));
  return trigger;
};

/** One product in a list, with `Why this?` where it was recommended. */
export const card = (
  context: ShopContext,
  product: Product,
  { currency, explanationId, heading = 'h3' }: CardOptions,
): HTMLElement =>
  el(
    'article',
    { class: 'card' },
    link(
      context.href(`/product/${product.id}`),
      { class: 'card-link' },
      picture(product),
      el(heading, { class: 'card-name' }, el('bdi', { lang: 'en' }, product.name)),
    ),
    el('p', { class: 'card-price' }, context.text.money(product.price, currency)),
    explanationId !== undefined && why(context, explanationId, product.name),
  );
