import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import type { ExplanationSource } from '../runtime/runtime.ts';
import { idOf } from './explanation-id.ts';
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

/** What cannot be a compact JWS, and is meant as an address. */
const ADDRESS = /^(?:\.{0,2}\/|\?|https?:)/;
/** UTF-16 units of an answer's text. */
const LONGEST_SAID = 20_000;
/** Explanations a page may have given; the oldest goes. */
const MOST_GIVEN = 1_000;

/** What the page gave itself. */
const createGiven = () => {
  const given = new Map<string, GivenExplanation>();
  const said = new Map<string, string>();
  let latest: string | undefined;
  return {
    given,
    latest: () => latest,
    said: (id: string) => said.get(id),
    keep: (explanations: readonly GivenExplanation[], text: unknown): Explained => {
      const words = typeof text === 'string' ? text.slice(0, LONGEST_SAID) : '';
      const ids = explanations.flatMap((one) => {
        const id = idOf(one);
        if (id === undefined) return [];
        given.set(id, one);
        if (words) said.set(id, words);
        return id;
      });
      latest = ids.at(-1) ?? latest;
      for (const id of [...given.keys()].slice(0, -MOST_GIVEN)) {
        given.delete(id);
        said.delete(id);
      }
      return ids.length > 0 ? { kind: 'kept', ids } : { kind: 'unreadable' };
    },
  };
};

/** The explanations a page gives to one widget. What it did not give itself is looked up by a chunk that comes with the Why panel. */
export const createExplanations = (options: ExplanationsOptions): Explanations => {
  const { given, keep, latest, said } = createGiven();
  let loading: Promise<PageExplanations> | undefined;
  const page = (): Promise<PageExplanations> => {
    loading ??= import('./page-explanations.ts').then((chunk) => chunk.createPageExplanations(options, given));
    loading.catch(() => (loading = undefined));
    return loading;
  };
  return {
    give: async (explanation, extra) => {
      if (typeof explanation !== 'string' || !ADDRESS.test(explanation)) return keep([explanation], extra?.said);
      const chunk = await page().catch(() => undefined);
      const answer = await chunk?.at(explanation);
      if (!answer) return { kind: 'not-loaded' };
      return answer.kind === 'found' ? keep(answer.explanations, extra?.said) : answer;
    },
    latest,
    said,
    prefetch: async () => (await page()).prefetch(),
    find: async (id) => given.get(id) ?? (await page()).find(id),
    listOf: async (id) => (await page()).listOf(id),
    shown: async () => (await page()).shown(),
  };
};
