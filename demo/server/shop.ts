import type { ExplanationInput } from 'candor-widget/contract';
import type { Product, ShopData } from '../data/shop-data.ts';
import type { OrdersIndex } from '../recommender/orders-index.ts';
import type { CatalogueSearch } from './catalogue-search.ts';
import type { AskRecord } from './permission.ts';
import type { ShopperData } from './shopper-rows.ts';
import type { ChatLines } from './store/chat-lines.ts';
import type { Explanations } from './store/explanations.ts';
import type { Goods } from './store/goods.ts';
import type { Sessions } from './store/sessions.ts';

/** Signs the explanations of one answer with the recommender's own key; gives the compact JWS, each naming the one before it. */
export type SignAnswer = (claims: readonly ExplanationInput[]) => Promise<readonly string[]>;

/** Everything the shop's API works with. */
export type Shop = {
  readonly data: ShopData;
  readonly index: OrdersIndex;
  readonly search: CatalogueSearch;
  readonly shoppers: ShopperData;
  readonly sessions: Sessions;
  readonly goods: Goods;
  readonly explanations: Explanations;
  readonly chatLines: ChatLines;
  readonly ask: AskRecord;
  readonly sign: SignAnswer;
  readonly issuer: string;
  /** Origins the page is served under, the first the usual one. */
  readonly pageOrigins: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
};

/** The origin the shopper's page has: the request's, where the shop is served under it. */
export const pageOriginOf = ({ pageOrigins }: Pick<Shop, 'pageOrigins'>, request: Request): string => {
  const candidates = [request.headers.get('origin'), new URL(request.url).origin];
  return candidates.find((origin) => origin !== null && pageOrigins.includes(origin)) ?? pageOrigins[0] ?? '';
};

/** A product by its code, and its place. */
export const findProduct = (
  { data }: Pick<Shop, 'data'>,
  id: string,
): { readonly product: Product; readonly item: number } | undefined => {
  const item = data.products.findIndex((product) => product.id === id);
  const product = data.products[item];
  return product && { product, item };
};
