import type { RecommendedList } from '../api.ts';
import type { ShopContext } from '../context.ts';
import { button, el } from '../dom.ts';
import { card } from './card.ts';

const skeleton = (count: number): readonly HTMLElement[] =>
  Array.from({ length: count }, () =>
    el('div', { class: 'card card-empty', 'aria-hidden': 'true' }, el('div', { class: 'picture' })),
  );

/** A row of recommendations, each with its reason; asks anew when the shopper changes what may be used. */
export const recommendations = (
  context: ShopContext,
  place: { readonly surface: 'home' | 'product' | 'cart'; readonly item?: string },
): HTMLElement => {
  const { api, text, candor } = context;
  const count = place.surface === 'home' ? 8 : 4;
  const heading = el('h2', {}, '\u00a0');
  const note = el('p', { class: 'note' });
  const row = el('div', { class: 'row', 'aria-live': 'off' }, ...skeleton(count));
  const section = el(
    'section',
    { class: 'recommended', 'aria-busy': 'true' },
    el('div', { class: 'section-head' }, heading, note),
    row,
  );
  const ids = new Set<string>();
  let asked = 0;

  const show = (list: RecommendedList): void => {
    ids.clear();
    list.items.forEach(({ explanationId }) => ids.add(explanationId));
    heading.textContent = list.heading;
    note.textContent = place.surface === 'product' ? '' : text.say(list.byRows ? 'forYouNote' : 'popularNote');
    row.replaceChildren(
      ...list.items.map(({ product, explanationId }) =>
        card(context, product, { currency: list.currency, explanationId }),
      ),
    );
    section.removeAttribute('aria-busy');
  };
  const load = async (): Promise<readonly string[]> => {
    asked += 1;
    const turn = asked;
    const list = await api.recommend({ ...place, ...(await candor.consent()), lang: text.lang });
    // An answer that was overtaken by a newer question is not shown.
    if (turn === asked) show(list);
    return list.explanations;
  };
  const tryLoad = (): void => {
    load().catch(() => {
      section.removeAttribute('aria-busy');
      row.replaceChildren(el('p', {}, text.say('failed'), ' ', button(text.say('retry'), tryLoad, { class: 'quiet' })));
    });
  };
  context.lists.add({ has: (id) => ids.has(id), reload: load });
  tryLoad();
  return section;
};
