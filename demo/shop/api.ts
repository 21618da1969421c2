import type { Category, Product } from '../data/shop-data.ts';

/** What the shop knows of this visit. */
export type Me = {
  readonly shopper: string | null;
  readonly currency: string;
  readonly basket: readonly { readonly product: Product; readonly quantity: number }[];
  readonly total: number;
  readonly suggestions: readonly { readonly number: string; readonly orders: number; readonly products: number }[];
};

/** A shelf and one product of it, for its picture. */
export type Shelf = Category & { readonly sample?: Product };

/** A page of products. */
export type ProductPage = {
  readonly currency: string;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly products: readonly Product[];
};

/** Products with the ids of their explanations, and the explanations as compact JWS. */
export type Recommended = {
  readonly currency: string;
  readonly items: readonly { readonly product: Product; readonly explanationId: string }[];
  readonly explanations: readonly string[];
};

/** A list of recommendations with its heading. `byRows`: something of this visit or page decided, not popularity. */
export type RecommendedList = Recommended & { readonly heading: string; readonly byRows: boolean };

/** The shop's own API, same origin. Rejects with the problem's code. */
export type Api = {
  readonly categories: () => Promise<readonly Shelf[]>;
  readonly products: (query: {
    readonly category?: string;
    readonly q?: string;
    readonly page?: number;
  }) => Promise<ProductPage>;
  readonly product: (id: string) => Promise<{ readonly currency: string; readonly product: Product }>;
  readonly me: () => Promise<Me>;
  readonly signIn: (shopper: string) => Promise<Me>;
  readonly signOut: () => Promise<Me>;
  readonly setQuantity: (product: string, quantity: number) => Promise<Me>;
  readonly order: () => Promise<{ readonly order: string; readonly me: Me }>;
  readonly view: (product: string, consent: object) => Promise<unknown>;
  readonly recommend: (question: object) => Promise<RecommendedList>;
  readonly chat: (question: object) => Promise<Recommended & { readonly text: string }>;
  readonly keptChat: (
    consent: object,
  ) => Promise<{ readonly lines: readonly { readonly who: 'user' | 'ai'; readonly text: string }[] }>;
};

/** An answer of the shop that is not a success; `code` is the problem's. */
export class ShopAnswerError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = 'ShopAnswerError';
    this.code = code;
  }
}

// The shop reads its own answers: the types above are the server's.
const call = async <T>(path: string, body?: object): Promise<T> => {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/shop${path}`, init);
  const answer: T & { readonly code?: string } = await response.json();
  if (!response.ok) throw new ShopAnswerError(answer.code ?? 'unknown');
  return answer;
};

const query = (values: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

/** The API over fetch. */
export const api: Api = {
  categories: async () => (await call<{ categories: readonly Shelf[] }>('/categories')).categories,
  products: (wanted) => call(`/products?${query(wanted)}`),
  product: (id) => call(`/product/${encodeURIComponent(id)}`),
  me: () => call('/me'),
  signIn: (shopper) => call('/sign-in', { shopper }),
  signOut: () => call('/sign-out', {}),
  setQuantity: (product, quantity) => call('/basket', { product, quantity }),
  order: () => call('/order', {}),
  view: (product, consent) => call('/views', { product, ...consent }),
  recommend: (question) => call('/recommendations', question),
  chat: (question) => call('/chat', question),
  keptChat: (consent) => call('/chat/kept', consent),
};
