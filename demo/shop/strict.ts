import { api } from './api.ts';
import { followCandor } from './candor.ts';
import { el } from './dom.ts';
import { createText } from './text/text.ts';

/** A plain page without styles or chat: one list of recommendations, each with its reason. */
const start = (): void => {
  const text = createText(document.documentElement.lang);
  const candor = followCandor();
  const load = async (): Promise<readonly string[]> => {
    const { heading, items, currency, explanations } = await api.recommend({
      surface: 'home',
      ...(await candor.consent()),
      lang: text.lang,
    });
    const lines = items.map(({ product, explanationId }) => {
      const trigger = document.createElement('candor-why');
      trigger.setAttribute('explanation-id', explanationId);
      trigger.append(text.say('whyThis'));
      return el('li', {}, `${product.name}, ${text.money(product.price, currency)} `, trigger);
    });
    document.querySelector('h2')?.replaceChildren(heading);
    document.querySelector('ul')?.replaceChildren(...lines);
    return explanations;
  };
  const reload = (): void => void load().catch(() => document.querySelector('h2')?.replaceChildren(text.say('failed')));
  candor.onChange(reload);
  candor.onInfluence(load);
  reload();
};

start();
