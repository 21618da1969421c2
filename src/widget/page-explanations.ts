import { explanationList } from '../contract/explanation-list.ts';
import { parse } from '../contract/parse.ts';
import { idOf } from './explanation-id.ts';
import type { ExplanationsOptions, GivenExplanation } from './explanations.ts';

const MARKUP = 'script[type="application/jose+json"][data-candor-explanations]';
const MOST_IN_MARKUP = 200;
/** What one request to `explanations-src` may ask for. */
const MOST_IDS = 50;

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

const inMarkupById = (document: Document, id: string): string | undefined =>
  inMarkup(document).find((jws) => idOf(jws) === id);

/** The explanation with this id in the page's markup, else at the address the merchant named. */
export const findOnPage = async (options: ExplanationsOptions, id: string): Promise<string | undefined> =>
  inMarkupById(options.document, id) ?? (await askShop(options, [id])).find((jws) => idOf(jws) === id);

/** The explanations of every trigger on the page, in its order: those given, those in its markup, those at the address. */
export const shownOnPage = async (
  options: ExplanationsOptions,
  given: ReadonlyMap<string, GivenExplanation>,
): Promise<readonly GivenExplanation[]> => {
  const here = (id: string): GivenExplanation | undefined => given.get(id) ?? inMarkupById(options.document, id);
  const ids = triggerIds(options.document);
  const asked = await askShop(
    options,
    ids.filter((id) => here(id) === undefined),
  );
  return ids.flatMap((id) => here(id) ?? asked.find((jws) => idOf(jws) === id) ?? []);
};
