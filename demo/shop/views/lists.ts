import type { ShopContext, View } from '../context.ts';
import { el } from '../dom.ts';
import { productGrid } from '../parts/product-grid.ts';

/** One shelf. */
export const shelf = (context: ShopContext, category: string): View => {
  const heading = el('h1', {}, '\u00a0');
  const count = el('p', { class: 'note' });
  const load = async (): Promise<void> => {
    const all = await context.api.categories();
    const found = all.find(({ id }) => id === category);
    heading.textContent = found ? context.text.shelf(found.name) : context.text.say('notFound');
    document.title = `${heading.textContent} – Linden & Rye`;
  };
  load().catch(() => heading.replaceChildren(context.text.say('failed')));
  const onTotal = (total: number): void => void (count.textContent = context.text.say('found', total));
  return {
    title: 'Linden & Rye',
    body: el('main', { id: 'main' }, heading, count, productGrid(context, { category, onTotal })),
  };
};

/** What a search found. */
export const search = (context: ShopContext, q: string): View => {
  const count = el('p', { class: 'note', role: 'status' });
  const onTotal = (total: number): void => {
    count.textContent = total === 0 ? context.text.say('nothing', q) : context.text.say('found', total);
  };
  return {
    title: `${q} – Linden & Rye`,
    body: el('main', { id: 'main' }, el('h1', {}, `“${q}”`), count, productGrid(context, { q, onTotal })),
  };
};
