import type { Product } from '../../data/shop-data.ts';
import type { ShopContext, View } from '../context.ts';
import { button, el, link } from '../dom.ts';
import { recommendations } from '../parts/recommendations.ts';
import { picture } from '../picture/picture.ts';

const FREE_DELIVERY = 4_900;

const addToBasket = async ({ api, me, text, announce }: ShopContext, product: Product): Promise<void> => {
  const held = me.get()?.basket.find((line) => line.product.id === product.id)?.quantity ?? 0;
  try {
    me.set(await api.setQuantity(product.id, Math.min(99, held + 1)));
    announce(text.say('added'));
  } catch {
    announce(text.say('failed'));
  }
};

const details = (context: ShopContext, product: Product, currency: string): readonly Node[] => {
  const { text, href } = context;
  const shelfName = el('span', {});
  const nameShelf = async (): Promise<void> => {
    const all = await context.api.categories();
    shelfName.textContent = text.shelf(all.find(({ id }) => id === product.category)?.name ?? {});
  };
  nameShelf().catch(() => shelfName.replaceChildren(product.category));
  return [
    el('div', { class: 'product-picture' }, picture(product)),
    el(
      'div',
      { class: 'product-text' },
      el('p', { class: 'note' }, link(href(`/category/${product.category}`), {}, shelfName)),
      el('h1', {}, el('bdi', { lang: 'en' }, product.name)),
      product.text !== '' && el('p', { class: 'lead' }, el('bdi', { lang: 'en' }, product.text)),
      el('p', { class: 'price' }, text.money(product.price, currency)),
      button(text.say('addToBasket'), () => void addToBasket(context, product), { class: 'first' }),
      el('p', { class: 'note' }, text.say('shipping', text.money(FREE_DELIVERY, currency))),
    ),
  ];
};

/** One product, and what is often ordered with it. Having looked is recorded only where the shopper allows it. */
export const productPage = (context: ShopContext, id: string): View => {
  const { api, text, candor } = context;
  const place = el('div', { class: 'product' });
  const body = el('main', { id: 'main' }, place);
  const load = async (): Promise<void> => {
    const { product, currency } = await api.product(id);
    document.title = `${product.name} – Linden & Rye`;
    place.replaceChildren(...details(context, product, currency));
    body.append(recommendations(context, { surface: 'product', item: id }));
    await api.view(id, await candor.consent());
  };
  load().catch(() => {
    if (place.childElementCount === 0) place.replaceChildren(el('h1', {}, text.say('notFound')));
  });
  return { title: 'Linden & Rye', body };
};
