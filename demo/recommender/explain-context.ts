import type { ShopData } from '../data/shop-data.ts';
import type { Permission } from './obey.ts';
import type { OrdersIndex } from './orders-index.ts';

/** What every explanation of one answer shares. */
export type ExplainContext = {
  readonly data: ShopData;
  readonly index: OrdersIndex;
  /** `iss`: the shop's issuer in Candor's config. */
  readonly issuer: string;
  /** `aud`: the page's origin; links in the explanation lead there. */
  readonly origin: string;
  readonly lang: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly permission: Permission;
  readonly responseId: string;
};

/** The name of a product by its place. */
export const nameOf = ({ data }: Pick<ExplainContext, 'data'>, item: number): string =>
  data.products[item]?.name ?? String(item);

/** The code of a product by its place. */
export const codeOf = ({ data }: Pick<ExplainContext, 'data'>, item: number): string =>
  data.products[item]?.id ?? String(item);
