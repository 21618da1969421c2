import type { ExplanationInput } from 'candor-widget/contract';
import type { Product } from '../data/shop-data.ts';
import type { ExplainContext } from '../recommender/explain-context.ts';
import { explain } from '../recommender/explain.ts';
import type { Permission } from '../recommender/obey.ts';
import type { Localised } from '../recommender/phrases.ts';
import type { Placed } from '../recommender/rank.ts';
import type { Recommendation } from '../recommender/recommend.ts';
import { whatIf } from '../recommender/what-if.ts';
import type { Language } from './input.ts';
import type { Shop } from './shop.ts';
import type { Session } from './store/sessions.ts';

/** Who asks, from where, in which language, and what may be used for the answer. */
export type Asker = {
  readonly session: Session | undefined;
  readonly permission: Permission;
  readonly origin: string;
  readonly lang: Language;
};

/** What to show: a ranking, how much of it, and where. */
export type Showing = {
  readonly recommendation: Recommendation;
  readonly count: number;
  readonly surface: { readonly id: string; readonly heading: Localised };
  readonly ai?: (placed: Placed) => ExplanationInput['ai'];
};

/** Products in order, each with its explanation's id; the explanations as compact JWS. */
export type Answer = {
  readonly items: readonly { readonly product: Product; readonly explanationId: string }[];
  readonly explanations: readonly string[];
};

const contextOf = (shop: Shop, { permission, origin, lang }: Asker): ExplainContext => ({
  data: shop.data,
  index: shop.index,
  issuer: shop.issuer,
  origin,
  lang,
  iat: Math.floor(shop.now() / 1000),
  permission,
  responseId: shop.newId(),
});

/** Explains, signs and keeps what is shown. */
export const answer = async (shop: Shop, asker: Asker, showing: Showing): Promise<Answer> => {
  const { recommendation, surface } = showing;
  const { ranking } = recommendation;
  const context = contextOf(shop, asker);
  const placed = ranking.slice(0, showing.count);
  const asked = whatIf(recommendation);
  const told = placed.map((one, place) =>
    explain(
      {
        id: shop.newId(),
        placed: one,
        position: place + 1,
        of: placed.length,
        surface,
        ranking,
        whatIf: asked,
        ai: showing.ai?.(one),
      },
      context,
    ),
  );
  shop.explanations.keep(asker.session, told, context.iat);
  const items = placed.flatMap(({ item }, place) => {
    const [product, claims] = [shop.data.products[item], told[place]];
    return product && claims ? [{ product, explanationId: claims.id }] : [];
  });
  return { items, explanations: await shop.sign(told) };
};
