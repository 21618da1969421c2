import type { ShopContext } from '../context.ts';
import { button, el } from '../dom.ts';
import { card } from './card.ts';

/** Products of a shelf or a search, a page at a time. */
export const productGrid = (
  context: ShopContext,
  wanted: { readonly category?: string; readonly q?: string; readonly onTotal?: (total: number) => void },
): HTMLElement => {
  const { api, text } = context;
  const grid = el('div', { class: 'grid' });
  const foot = el('p', { class: 'grid-foot' });
  const load = async (page: number): Promise<void> => {
    foot.replaceChildren();
    const { products, total, pageSize, currency } = await api.products({
      category: wanted.category,
      q: wanted.q,
      page,
    });
    const cards = products.map((product) => card(context, product, { currency }));
    grid.append(...cards);
    wanted.onTotal?.(total);
    if (page * pageSize < total) foot.append(button(text.say('more'), () => tryLoad(page + 1), { class: 'second' }));
    if (page > 1) cards[0]?.querySelector('a')?.focus();
  };
  const tryLoad = (page: number): void => {
    load(page).catch(() =>
      foot.replaceChildren(
        text.say('failed'),
        ' ',
        button(text.say('retry'), () => tryLoad(page), { class: 'quiet' }),
      ),
    );
  };
  tryLoad(1);
  return el('div', {}, grid, foot);
};
