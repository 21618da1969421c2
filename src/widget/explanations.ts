import { explanationList } from '../contract/explanation-list.ts';
import { parse } from '../contract/parse.ts';
import { peekPayload } from '../crypto/peek.ts';
import type { ExplanationSource } from '../runtime/runtime.ts';

/** What a page may give: a compact JWS, an object without signature, or a path of the page's origin. */
export type GivenExplanation = string | object;

/** Explanations of one page: those it gave, those in its markup, those at `explanations-src`. */
export type Explanations = ExplanationSource & {
  /** Keeps one; an explanation that claims no id is not kept. */
  readonly give: (explanation: GivenExplanation) => void;
};

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
/** What one request to `explanations-src` may ask for. */
const MOST_IDS = 50;

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

/** Explanations in the page's markup, as far as a page may write there. */
const inMarkup = (document: Document): readonly string[] =>
  Array.from(document.querySelectorAll(MARKUP), ({ textContent }) => readJson(textContent))
    .flatMap((list) => parse(explanationList, { explanations: list })?.explanations ?? [])
    .slice(0, MOST_IN_MARKUP);

/** Ids of the triggers on the page, in its order; those inside other shadow trees are not ours to see. */
const triggerIds = (document: Document): readonly string[] => [
  ...new Set(Array.from(document.querySelectorAll('candor-why'), (one) => one.getAttribute('explanation-id') ?? '')),
];

/** Asks the address that the merchant named, for at most as many ids as it answers at once. */
const askShop = async (
  { document, fetch, src, signal }: ExplanationsOptions,
  ids: readonly string[],
): Promise<readonly string[]> => {
  const address = src();
  const url =
    address === undefined || ids.length === 0
      ? undefined
      : sameOriginUrl(address, ids.slice(0, MOST_IDS), document.location.href);
  if (url === undefined) return [];
  try {
    const response = await fetch(url, { cache: 'no-store', redirect: 'error', signal });
    return (response.ok ? parse(explanationList, await response.json())?.explanations : undefined) ?? [];
  } catch {
    return [];
  }
};

/** The explanations a page gives to one widget. */
export const createExplanations = (options: ExplanationsOptions): Explanations => {
  const { document } = options;
  const given = new Map<string, GivenExplanation>();
  let latest: string | undefined;
  const here = (id: string): GivenExplanation | undefined =>
    given.get(id) ?? inMarkup(document).find((jws) => idOf(jws) === id);
  return {
    give: (explanation) => {
      const id = idOf(explanation);
      if (id === undefined) return;
      given.set(id, explanation);
      latest = id;
    },
    latest: () => latest,
    find: async (id) => here(id) ?? (await askShop(options, [id])).find((jws) => idOf(jws) === id),
    shown: async () => {
      const ids = triggerIds(document);
      const asked = await askShop(
        options,
        ids.filter((id) => here(id) === undefined),
      );
      return ids.flatMap((id) => here(id) ?? asked.find((jws) => idOf(jws) === id) ?? []);
    },
  };
};
