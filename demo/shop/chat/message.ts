import type { Recommended } from '../api.ts';
import type { ShopContext } from '../context.ts';
import { el } from '../dom.ts';
import { card } from '../parts/card.ts';

/** Products of an answer as the chat component takes them: markup. Serialised from elements, so text stays text. */
export const productsMarkup = (context: ShopContext, { items, currency }: Recommended): string => {
  const cards = items.map(({ product, explanationId }) => card(context, product, { currency, explanationId }));
  return new XMLSerializer().serializeToString(el('div', { class: 'answer' }, ...cards));
};

/** Styles of the products inside the chat component's shadow tree; the shop's custom properties reach there. */
export const PRODUCT_STYLE = `
  .answer { display: grid; gap: 8px; font: inherit; text-align: start; }
  .card { display: grid; grid-template-columns: 64px 1fr auto; column-gap: 12px; align-items: center; }
  .card-link { display: contents; color: inherit; text-decoration: none; }
  .picture { grid-row: 1 / 3; inline-size: 64px; block-size: 64px; border-radius: 8px; }
  .card-name { grid-column: 2; grid-row: 1; margin: 0; font-size: 14px; font-weight: 500; line-height: 1.35; align-self: end; }
  .card-link:hover .card-name { text-decoration: underline; text-underline-offset: 3px; }
  .card-link:focus-visible .card-name { outline: 2px solid var(--accent); outline-offset: 2px; }
  .card-price { grid-column: 3; grid-row: 1; margin: 0; font-size: 14px; font-variant-numeric: tabular-nums; align-self: end; }
  candor-why { grid-column: 2 / 4; grid-row: 2; justify-self: start; font-size: 13px; color: var(--accent); align-self: start; }
  candor-why:not(:defined) { display: none; }
  candor-why { position: relative; }
  .unseen { position: absolute; inset-inline-start: 0; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  #messages { scrollbar-width: thin; }
  #text-input::placeholder { color: var(--soft); }
`;
