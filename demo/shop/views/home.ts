import type { ShopContext, View } from '../context.ts';
import { el, link } from '../dom.ts';
import { picture } from '../picture/picture.ts';
import { recommendations } from '../parts/recommendations.ts';
import { productGrid } from '../parts/product-grid.ts';

const shelves = (context: ShopContext): HTMLElement => {
  const list = el('ul', { class: 'shelves' });
  const load = async (): Promise<void> => {
    const all = await context.api.categories();
    list.append(
      ...all.map(({ id, name, sample }) =>
        el(
          'li',
          {},
          link(
            context.href(`/category/${id}`),
            { class: 'shelf' },
            sample && picture(sample),
            el('span', {}, context.text.shelf(name)),
          ),
        ),
      ),
    );
  };
  // Without the shelves the rest of the page still works.
  load().catch(() => list.remove());
  return el('section', {}, el('h2', {}, context.text.say('shelves')), list);
};

/** The shop's first page: what is for you (or popular), the shelves, and things from them. */
export const home = (context: ShopContext): View => ({
  title: 'Linden & Rye',
  body: el(
    'main',
    { id: 'main' },
    el('h1', { class: 'tagline' }, context.text.say('tagline')),
    recommendations(context, { surface: 'home' }),
    shelves(context),
    el('section', {}, el('h2', {}, context.text.say('browse')), productGrid(context, {})),
  ),
});
