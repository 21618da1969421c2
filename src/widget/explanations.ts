import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import type { ExplanationSource } from '../runtime/runtime.ts';
import type { PageExplanations } from './page-explanations.ts';

/** Explanations of one page: those it gave, those in its markup, those at `explanations-src`. */
export type Explanations = ExplanationSource & {
  /** Keeps one, or those at an address; an explanation that claims no id is not kept. */
  readonly give: (explanation: GivenExplanation, options?: ExplainOptions) => Promise<Explained>;
  /** Asks the address that the merchant named for the explanations of all triggers, once. */
  readonly prefetch: () => Promise<void>;
};

/** Where explanations may be asked for. */
export type ExplanationsOptions = {
  readonly document: Document;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The attribute `explanations-src`, read at every look-up. */
  readonly src: () => string | undefined;
  readonly signal: AbortSignal;
};

/**
 * The explanations of one page. They are kept and looked up by a chunk that comes with the first one, or with the Why panel. While it
 * cannot be loaded, what the page gives waits for it.
 */
export const createExplanations = (options: ExplanationsOptions): Explanations => {
  const waiting: Parameters<Explanations['give']>[] = [];
  let loading: Promise<PageExplanations> | undefined;
  let loaded: PageExplanations | undefined;
  const page = (): Promise<PageExplanations> => {
    loading ??= import('./page-explanations.ts').then(({ createPageExplanations }) => {
      loaded = createPageExplanations(options);
      for (const given of waiting) void loaded.give(...given);
      waiting.length = 0;
      return loaded;
    });
    loading.catch(() => (loading = undefined));
    return loading;
  };
  return {
    give: async (...given) => {
      if (loaded) return loaded.give(...given);
      try {
        return await (await page()).give(...given);
      } catch {
        waiting.push(given);
        return { kind: 'not-loaded' };
      }
    },
    latest: async () => (await page()).latest(),
    said: (id) => loaded?.said(id),
    prefetch: async () => (await page()).prefetch(),
    find: async (id) => (await page()).find(id),
    listOf: async (id) => (await page()).listOf(id),
    shown: async () => (await page()).shown(),
  };
};
