import { toBase64Url } from '../../src/crypto/base64url.ts';
import { createExplanations } from '../../src/widget/explanations.ts';
import { NOON } from '../support/builders.ts';

/** Seconds since 1970 at which an explanation ends, unless the test says otherwise. */
export const LATER = NOON / 1000 + 3_600;

/** A compact JWS that claims this id and end; nobody has signed it. */
export const jws = (id: unknown, exp: unknown = LATER): string =>
  `aaaa.${toBase64Url(new TextEncoder().encode(JSON.stringify({ id, exp })))}.bbbb`;

/** How the page's own server answers. */
export type Answer = (url: URL) => Response | Promise<Response>;

/** The answer of a shop that knows every explanation. */
export const knowsAll: Answer = ({ searchParams }) =>
  Response.json({ explanations: (searchParams.get('ids') ?? '').split(',').map((id) => jws(id)) });

/** The explanations of this page, what was asked for on the way, and its clock in milliseconds. */
export const aPage = (src: string | undefined, answer: Answer = () => new Response('{}')) => {
  const asked: string[] = [];
  const clock = { now: NOON };
  const fetch = (url: unknown): Promise<Response> => {
    asked.push(String(url));
    return Promise.resolve().then(() => answer(new URL(String(url))));
  };
  const { signal } = new AbortController();
  const explanations = createExplanations({ document, fetch, now: () => clock.now, src: () => src, signal });
  /** The ids of each request. */
  const idsAsked = (): readonly string[] => asked.map((url) => new URL(url).searchParams.get('ids') ?? '');
  return { explanations, asked, idsAsked, clock };
};

/** Writes explanations into the page's markup. */
export const inMarkup = (text: string): void => {
  const script = document.createElement('script');
  script.type = 'application/jose+json';
  script.setAttribute('data-candor-explanations', '');
  script.textContent = text;
  document.body.append(script);
};

/** Adds an element with this name and these attributes. */
export const add = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  parent: ParentNode & Node = document.body,
): HTMLElement => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
};
