import type { ShopContext, View } from './context.ts';
import { el } from './dom.ts';
import { basketPage } from './views/basket.ts';
import { home } from './views/home.ts';
import { infoPage } from './views/info.ts';
import { search, shelf } from './views/lists.ts';
import { productPage } from './views/product.ts';
import { signInPage } from './views/sign-in.ts';

const missing = ({ text }: ShopContext): View => ({
  title: 'Linden & Rye',
  body: el('main', { id: 'main', class: 'narrow' }, el('h1', {}, text.say('notFound'))),
});

/** The view for an address of the shop. */
export const viewFor = (context: ShopContext, url: URL): View => {
  const [, page = '', id = ''] = url.pathname.split('/');
  if (page === '') return home(context);
  if (page === 'product') return productPage(context, decodeURIComponent(id));
  if (page === 'category') return shelf(context, decodeURIComponent(id));
  if (page === 'search') return search(context, url.searchParams.get('q') ?? '');
  if (page === 'basket') return basketPage(context);
  if (page === 'sign-in') return signInPage(context);
  return infoPage(context, page) ?? missing(context);
};
