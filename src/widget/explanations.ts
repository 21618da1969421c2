import { explanationList } from '../contract/explanation-list.ts';
import { parse } from '../contract/parse.ts';
import { peekPayload } from '../crypto/peek.ts';
import type { ExplanationSource } from '../runtime/runtime.ts';

/** What a page may give: a compact JWS, an object without signature, or a path of the page's origin. */
export type GivenExplanation = string | object;

/** Explanations of one page: those it gave, those in its markup, those at `explanations-src`. */
export type Explanations = ExplanationSource & { readonly give: (explanation: string | object) => string | undefined };

/** Where explanations may be asked for. */
export type ExplanationsOptions = {
  readonly document: Document;
  readonly fetch: typeof globalThis.fetch;
  /** The attribute `explanations-src`, read at every look-up. */
  readonly src: () => string | undefined;
  readonly signal: AbortSignal;
};

const MARKUP = 'script[type="application/jose+json"][data-candor-explanations]';
const MOST_IN_MARKUP = 200;

/** The id an explanation claims. Not believed: only used to find it again; the panel checks it whole. */
const idOf = (explanation: GivenExplanation): string | undefined => {
  const payload = typeof explanation === 'string' ? peekPayload(explanation) : explanation;
  const id = payload && typeof payload === 'object' && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id : undefined;
};

const readJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** The merchant-named address with the ids asked for; undefined unless it stays on the page's origin. */
export const sameOriginUrl = (src: string, ids: readonly string[], base: string): string | undefined => {
  const url = URL.canParse(src, base) ? new URL(src, base) : undefined;
  if (url?.origin !== new URL(base).origin) return undefined;
  url.searchParams.set('ids', ids.join(','));
  return url.href;
};

/** The explanations a page gives to one widget. */
export const createExplanations = ({ document, fetch, src, signal }: ExplanationsOptions): Explanations => {
  const given = new Map<string, GivenExplanation>();
  let latest: string | undefined;

  const give = (explanation: GivenExplanation): string | undefined => {
    const id = idOf(explanation);
    if (id === undefined) return undefined;
    given.set(id, explanation);
    latest = id;
    return id;
  };
  const fromMarkup = (id: string): string | undefined => {
    const scripts = Array.from(document.querySelectorAll(MARKUP), ({ textContent }) => readJson(textContent));
    const all = scripts.flatMap((list) => parse(explanationList, { explanations: list })?.explanations ?? []);
    return all.slice(0, MOST_IN_MARKUP).find((jws) => idOf(jws) === id);
  };
  const fromShop = async (id: string): Promise<string | undefined> => {
    const address = src();
    const url = address === undefined ? undefined : sameOriginUrl(address, [id], document.location.href);
    if (url === undefined) return undefined;
    try {
      const response = await fetch(url, { cache: 'no-store', redirect: 'error', signal });
      const list = response.ok ? parse(explanationList, await response.json()) : undefined;
      return list?.explanations.find((jws) => idOf(jws) === id);
    } catch {
      return undefined;
    }
  };
  return {
    give,
    latest: () => latest,
    find: async (id) => given.get(id) ?? fromMarkup(id) ?? (await fromShop(id)),
  };
};
