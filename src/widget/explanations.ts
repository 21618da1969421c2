import type { ExplanationSource } from '../runtime/runtime.ts';
import { idOf } from './explanation-id.ts';

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

/** The explanations a page gives to one widget. What it did not give itself is looked up by a chunk that comes with the Why panel. */
export const createExplanations = (options: ExplanationsOptions): Explanations => {
  const given = new Map<string, GivenExplanation>();
  let latest: string | undefined;
  const page = () => import('./page-explanations.ts');
  return {
    give: (explanation) => {
      const id = idOf(explanation);
      if (id === undefined) return;
      given.set(id, explanation);
      latest = id;
    },
    latest: () => latest,
    find: async (id) => given.get(id) ?? (await page()).findOnPage(options, id),
    shown: async () => (await page()).shownOnPage(options, given),
  };
};
