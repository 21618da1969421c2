import { explanationList } from '../contract/explanation-list.ts';
import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import { parse } from '../contract/parse.ts';
import { askAddress, explanationsIn, ownAddress, readJson } from './ask-explanations.ts';
import { idOf } from './explanation-id.ts';
import type { ExplanationsOptions } from './explanations.ts';
import { createGiven } from './given-explanations.ts';
import { type Came, createKept } from './kept-explanations.ts';
import { idOfTrigger, TRIGGERS } from './triggers.ts';

const MARKUP = 'script[type="application/jose+json"][data-candor-explanations]';
/** Explanations, and lists of them, that are read in markup. */
const MOST_IN_MARKUP = 200;
/** Triggers of a page whose explanations are looked up. */
const MOST_TRIGGERS = 200;
/** What one request to `explanations-src` may ask for. */
const MOST_IDS = 50;
/** Ids that were asked for once; forgotten together when there are more. */
const MOST_TRIED = 1_000;
const LONGEST_ID = 128;
/** What cannot be a compact JWS, and is meant as an address. */
const ADDRESS = /^(?:\.{0,2}\/|\?|https?:)/;

type Found = ReadonlyMap<string, Came>;

/** An id as it may stand in a list separated by commas. */
const isAskable = (id: string): boolean => id !== '' && id.length <= LONGEST_ID && !id.includes(',');

/** Ids of the triggers on the page, in its order; those inside other shadow trees are not ours to see. */
const triggerIds = (document: Document): readonly string[] => {
  const triggers = Array.from(document.querySelectorAll<HTMLElement>(TRIGGERS)).slice(0, MOST_TRIGGERS);
  return [...new Set(triggers.flatMap((one) => idOfTrigger(one) ?? []))];
};

const byId = (list: readonly string[]): Found =>
  // The first of an id counts.
  new Map(list.toReversed().map((jws): [string, Came] => [idOf(jws) ?? '', { jws, list }]));

const readMarkup = (texts: readonly string[]): Found => {
  const lists = texts.map((text) => parse(explanationList, { explanations: readJson(text) })?.explanations ?? []);
  const all = lists.flatMap((list) => [...byId(list)]);
  return new Map(all.slice(0, MOST_IN_MARKUP).toReversed());
};

/** Explanations in the page's markup, as far as a page may write there; read anew only where it is another text. */
const createMarkup = (document: Document): (() => Found) => {
  let texts: readonly string[] = [];
  let found: Found = new Map();
  return () => {
    const scripts = Array.from(document.querySelectorAll(MARKUP)).slice(0, MOST_IN_MARKUP);
    const now = scripts.map(({ textContent }) => textContent ?? '');
    if (now.length !== texts.length || now.some((text, at) => text !== texts[at]))
      [texts, found] = [now, readMarkup(now)];
    return found;
  };
};

/** Asks the address that the merchant named, for at most as many ids as it answers at once. */
const askShop = async (options: ExplanationsOptions, ids: readonly string[]): Promise<Found> => {
  const src = options.src();
  const url = src === undefined ? undefined : ownAddress(src, options.document.location.href);
  if (!url) return new Map();
  url.searchParams.set('ids', ids.join(','));
  const answer = parse(explanationList, readJson((await askAddress(options, url)) ?? null));
  return byId(answer?.explanations ?? []);
};

/** Requests to the shop: never two for one id at a time, and what it answered is kept. */
const createAsking = (options: ExplanationsOptions) => {
  const kept = createKept(options.now);
  const asking = new Map<string, Promise<Found>>();
  const tried = new Set<string>();
  const request = (ids: readonly string[]): void => {
    const answer = askShop(options, ids).then((found) => {
      found.forEach(kept.add);
      ids.forEach((id) => asking.delete(id));
      return found;
    });
    if (tried.size > MOST_TRIED) tried.clear();
    for (const id of ids) {
      asking.set(id, answer);
      tried.add(id);
    }
  };
  return {
    kept: kept.get,
    isTried: (id: string): boolean => tried.has(id),
    /** Asks for these, fifty at a time, but for those that are on their way. */
    ask: (ids: readonly string[]): void => {
      const open = ids.filter((id) => isAskable(id) && !asking.has(id));
      for (let at = 0; at < open.length; at += MOST_IDS) request(open.slice(at, at + MOST_IDS));
    },
    answerTo: async (id: string): Promise<Came | undefined> => (await asking.get(id))?.get(id),
  };
};

/** What an address that the page gave answers, or why nothing. */
const atAddress = async (options: ExplanationsOptions, address: string) => {
  const url = ownAddress(address, options.document.location.href);
  if (!url) return { kind: 'other-origin' } as const;
  const text = await askAddress(options, url);
  return text === undefined
    ? ({ kind: 'unreachable' } as const)
    : ({ kind: 'found', explanations: explanationsIn(text) } as const);
};

/** The explanations of a page: what it gave itself, what stands in its markup, and what the addresses it names answer. */
export const createPageExplanations = (options: ExplanationsOptions) => {
  const { document } = options;
  const { given, keep, latest, said } = createGiven();
  const shop = createAsking(options);
  const inMarkup = createMarkup(document);
  const lookUp = () => {
    const markup = inMarkup();
    return (id: string): GivenExplanation | undefined => given.get(id) ?? (markup.get(id) ?? shop.kept(id))?.jws;
  };
  /** Ids of triggers whose explanation is neither here nor was ever asked for. */
  const untried = (here: ReturnType<typeof lookUp>): readonly string[] =>
    triggerIds(document).filter((id) => !shop.isTried(id) && here(id) === undefined);
  return {
    latest,
    said,
    /** Keeps one, or those at an address of the page's origin. */
    give: async (explanation: GivenExplanation, extra?: ExplainOptions): Promise<Explained> => {
      if (typeof explanation !== 'string' || !ADDRESS.test(explanation)) return keep([explanation], extra?.said);
      const answer = await atAddress(options, explanation);
      return answer.kind === 'found' ? keep(answer.explanations, extra?.said) : answer;
    },
    /** Asks for the explanations of all triggers at once, each the first time only. */
    prefetch: (): void => shop.ask(untried(lookUp())),
    /** The explanation with this id; where it has to be asked for, those of the other triggers are asked for with it. */
    find: async (id: string): Promise<GivenExplanation | undefined> => {
      const here = lookUp();
      const known = here(id);
      if (known !== undefined) return known;
      shop.ask([...new Set([id, ...untried(here)])]);
      return (await shop.answerTo(id))?.jws;
    },
    /** The list in which the explanation with this id came; undefined where it is not here, or the page gave it itself. */
    listOf: (id: string): readonly string[] | undefined =>
      given.has(id) ? undefined : (inMarkup().get(id) ?? shop.kept(id))?.list,
    /** The explanations of every trigger on the page, in its order. */
    shown: async (): Promise<readonly GivenExplanation[]> => {
      const here = lookUp();
      const ids = triggerIds(document);
      shop.ask(ids.filter((id) => here(id) === undefined));
      const all = await Promise.all(ids.map(async (id) => here(id) ?? (await shop.answerTo(id))?.jws));
      return all.filter((one) => one !== undefined);
    },
  };
};
/** The lazy half of one page's explanations. */
export type PageExplanations = ReturnType<typeof createPageExplanations>;
