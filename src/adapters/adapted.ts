import type { Control, DataRow, Explanation, ExplanationInput } from '../contract/explanation.ts';
import type { Money } from '../contract/explanation-values.ts';

/**
 * Why there is no explanation. `context-unreadable`: the page's own part is wrong; `unreadable`: no plain data;
 * `shape-unknown`: not what this engine answers; `nothing-recommended`: nothing is in it; `item-not-told`: several items and no word
 * which; `item-not-found`: the item asked about is not in the answer; `not-matched`: the engine itself says the item does not fit the
 * search; `not-expressible`: the format has no room for it.
 */
export type RefusalCode =
  | 'context-unreadable'
  | 'unreadable'
  | 'shape-unknown'
  | 'nothing-recommended'
  | 'item-not-told'
  | 'item-not-found'
  | 'not-matched'
  | 'not-expressible';

/**
 * What the engine did not tell, or told so that it cannot be read. `score-missing`, `base-missing`, `names-missing`, `name-missing`,
 * `strategy-missing`, `reference-missing`: not told; `value-unreadable`: one value; `strategy-unknown`: a word without a known meaning;
 * `strength-unknown`: the weights do not make a whole, so none is told; `sum-wrong`: they do not add up to the engine's score;
 * `not-additive`: a formula that is no sum; `too-many`: more than an explanation may list; `id-rewritten`: spelled as the format asks;
 * `not-a-reason`: told beside the item, not known to have counted; `item-not-in-result`, `tool-failed`: of an assistant's tools;
 * `not-whole`: the signed explanation itself; `context-ignored`: a part of the context.
 */
export type GapCode =
  | 'score-missing'
  | 'base-missing'
  | 'names-missing'
  | 'name-missing'
  | 'strategy-missing'
  | 'reference-missing'
  | 'value-unreadable'
  | 'strategy-unknown'
  | 'strength-unknown'
  | 'sum-wrong'
  | 'not-additive'
  | 'too-many'
  | 'id-rewritten'
  | 'not-a-reason'
  | 'item-not-in-result'
  | 'tool-failed'
  | 'not-whole'
  | 'context-ignored';

/** One thing that is not known, and where it should have stood, in the engine's own words. */
export type Gap = { readonly code: GapCode; readonly at?: string };

/**
 * What is known about one recommendation. Unless it is `refused`, `explanation` goes into `el.explain()` as it is: a compact JWS that
 * the shop signed and nobody has checked yet, or an object, which the panel shows as unsigned.
 */
export type Adapted =
  | { readonly kind: 'signed'; readonly explanation: string; readonly gaps: readonly Gap[] }
  | { readonly kind: 'unsigned'; readonly explanation: Explanation; readonly gaps: readonly Gap[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

/** The way a list is made, in the contract's words. */
export type Strategy = Explanation['surface']['strategy'];

/** Text by BCP 47 language. */
export type Words = Readonly<Record<string, string>>;

/** What one of the engine's own names stands for: words for the shopper, and the data rows it rests on. */
export type Meaning = { readonly label?: Words; readonly code?: string; readonly data?: readonly string[] };

/** What the page knows and the engine does not tell. */
export type AdapterContext = {
  /** Origin of the page, `https://shop.example`: who speaks, and for which page. */
  readonly origin: string;
  /** BCP 47 language of the engine's texts. */
  readonly lang: string;
  /** When the engine answered, in milliseconds since 1970. */
  readonly now: number;
  /** Address where a person of the shop answers. */
  readonly contact: string;
  /** The item asked about, by the engine's id. May be left out where the answer speaks of one item only. */
  readonly item?: {
    readonly id?: string | number;
    readonly name?: string;
    readonly url?: string;
    readonly price?: Money;
  };
  /** Id of the explanation; `<engine>:<item>` unless set. */
  readonly id?: string;
  /** Where the list stands, `home` or `product-page`; `page` unless set. */
  readonly surface?: string;
  /** How the list is made, where only the shop knows. */
  readonly strategy?: Strategy;
  /** What was asked of the engine: its model, recipe, logic or scenario; of an assistant, the tool. */
  readonly model?: string;
  /** Names of other items, by the engine's ids. */
  readonly names?: Words;
  /** What the engine's names for factors stand for. */
  readonly factors?: Readonly<Record<string, Meaning>>;
  /** The data rows that `factors` cite. */
  readonly data?: ExplanationInput['data'];
  /** Whether money played a part; untold unless set. */
  readonly commercial?: ExplanationInput['commercial'];
  /** What the shopper can do about it. */
  readonly controls?: readonly Control[];
};

/** An adapter: what the engine returned, and what the page knows, to what is known. Pure; never throws. */
export type Adapter = (given: unknown, context: AdapterContext) => Adapted;

/** The context as far as it could be read. */
export type Known = {
  readonly origin: string;
  readonly lang: string;
  readonly iat: number;
  readonly contact: string;
  readonly item: { readonly id?: string; readonly name?: string; readonly url?: string; readonly price?: Money };
  readonly id: string | undefined;
  readonly surface: string;
  readonly strategy: Strategy | undefined;
  readonly model: string | undefined;
  readonly nameOf: (id: string) => string | undefined;
  readonly meaningOf: (name: string) => Meaning;
  readonly data: readonly DataRow[];
  readonly commercial: Explanation['commercial'] | undefined;
  readonly controls: readonly Control[];
  readonly gaps: readonly Gap[];
};
