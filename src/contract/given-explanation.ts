/**
 * An explanation as a page gives it: a compact JWS, an object, which is shown as unsigned, or an address of the page's own origin
 * that answers one of them or `{explanations: [jws]}`. An address begins with `/`, `./`, `../`, `?` or `https://`.
 */
export type GivenExplanation = string | object;

/** What a page may say beside an explanation: `said` is the text of the answer it explains, plain, at most 20,000 characters of it. */
export type ExplainOptions = { readonly said?: string };

/**
 * What became of a given explanation. `kept`: it can be opened under these ids; nothing in it is checked before. `other-origin`: the
 * address is not on the page's own origin, and was not asked. `unreachable`: it did not answer. `unreadable`: no explanation with an
 * id came. `not-loaded`: the widget could not be loaded.
 */
export type Explained =
  | { readonly kind: 'kept'; readonly ids: readonly string[] }
  | { readonly kind: 'other-origin' | 'unreachable' | 'unreadable' | 'not-loaded' };
