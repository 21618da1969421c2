import type { RecommendedList } from '../api.ts';
import type { ShopContext } from '../context.ts';
import { button, el } from '../dom.ts';
import { card } from './card.ts';

type Place = { readonly surface: 'home' | 'product' | 'cart'; readonly item?: string };

const skeleton = (count: number): readonly HTMLElement[] =>
  Array.from({ length: count }, () =>
    el('div', { class: 'card card-empty', 'aria-hidden': 'true' }, el('div', { class: 'picture' })),
  );

/** The row on the page, before and after its products are known. */
const createRow = (context: ShopContext, place: Place) => {
  const { text } = context;
  const heading = el('h2', {}, '\u00a0');
  const note = el('p', { class: 'note' });
  const row = el('div', { class: 'row' }, ...skeleton(place.surface === 'home' ? 8 : 4));
  const head = el('div', { class: 'section-head' }, heading, note);
  const section = el('section', { class: 'recommended', 'aria-busy': 'true' }, head, row);
  return {
    section,
    show: ({ heading: words, byRows, items, currency }: RecommendedList): void => {
      heading.textContent = words;
      note.textContent = place.surface === 'product' ? '' : text.say(byRows ? 'forYouNote' : 'popularNote');
      row.replaceChildren(...items.map((item) => card(context, item.product, { ...item, currency })));
      section.removeAttribute('aria-busy');
    },
    fail: (again: () => void): void => {
      section.removeAttribute('aria-busy');
      row.replaceChildren(el('p', {}, text.say('failed'), ' ', button(text.say('retry'), again, { class: 'quiet' })));
    },
  };
};

/** A row of recommendations, each with its reason; asks anew when the shopper changes what may be used. */
export const recommendations = (context: ShopContext, place: Place): HTMLElement => {
  const { api, text, candor } = context;
  const row = createRow(context, place);
  let ids: ReadonlySet<string> = new Set();
  let asked = 0;
  const load = async (): Promise<readonly string[]> => {
    asked += 1;
    const turn = asked;
    const list = await api.recommend({ ...place, ...(await candor.consent()), lang: text.lang });
    // An answer that was overtaken by a newer question is not shown.
    if (turn === asked) {
      ids = new Set(list.items.map(({ explanationId }) => explanationId));
      row.show(list);
    }
    return list.explanations;
  };
  const tryLoad = (): void => void load().catch(() => row.fail(tryLoad));
  context.lists.add({ has: (id) => ids.has(id), reload: load });
  tryLoad();
  return row.section;
};
