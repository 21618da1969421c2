import { explanationList } from '../contract/explanation-list.ts';
import { parse } from '../contract/parse.ts';
import { idOf } from './explanation-id.ts';

/** What asks an address of the page's origin. */
export type Asking = { readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal };

/** UTF-16 units of an answer: fifty of the longest JWS. A longer one is not read. */
const LONGEST_ANSWER = 4_500_000;

/** JSON of a text; undefined where it is none. */
export const readJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** The merchant-named address; undefined unless it stays on the page's origin. */
export const ownAddress = (address: string, base: string): URL | undefined => {
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  // A blob has the origin of the page that made it, and every opaque origin has the same name.
  return url?.origin === new URL(base).origin && url.protocol.startsWith('http') ? url : undefined;
};

/** What an address answers, as text; undefined where it cannot be had. */
export const askAddress = async ({ fetch, signal }: Asking, url: URL): Promise<string | undefined> => {
  try {
    const response = await fetch(url.href, { cache: 'no-store', redirect: 'error', signal });
    const text = response.ok ? await response.text() : undefined;
    return text === undefined || text.length > LONGEST_ANSWER ? undefined : text;
  } catch {
    return undefined;
  }
};

/** The explanations in an answer: a compact JWS, an object, or `{explanations}`. Those that claim no id are left out. */
export const explanationsIn = (text: string): readonly (string | object)[] => {
  const jws = text.trim();
  if (idOf(jws) !== undefined) return [jws];
  const answer = readJson(text);
  const list = parse(explanationList, answer)?.explanations ?? (answer && typeof answer === 'object' ? [answer] : []);
  return list.filter((one) => idOf(one) !== undefined);
};
