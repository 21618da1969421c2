import type { ReadableExplanation } from '../contract/read-explanation.ts';

/** Member states of the Union (TEU Art. 52), and the Union itself where a merchant names no state. */
const EU = 'EU AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** A duty to tell a shopper something, by the name of its rule. */
export type LawId =
  | 'gdpr-13-15'
  | 'gdpr-7-3'
  | 'gdpr-21-2'
  | 'ucpd-11a'
  | 'crd-6-1-ea'
  | 'ai-act-50-1'
  | 'ny-349-a'
  | 'gdpr-15-1-h'
  | 'dsa-27';

/** When an explanation gives occasion for a duty. */
type Occasion = 'data' | 'consent' | 'list' | 'price' | 'chat' | 'always';

/** One duty: where it holds, for what, since when, whether it binds an ordinary shop, and where it is to be read. */
export type Law = {
  readonly id: LawId;
  /** ISO 3166 regions. */
  readonly regions: readonly string[];
  readonly occasion: Occasion;
  /** False: it binds others, such as platforms; a shop that does it does so of its own accord. */
  readonly binds: boolean;
  /** Day of application, where it is recent; RFC 3339 date. */
  readonly since?: string;
  readonly source: string;
};

const eurLex = (path: string): string => `https://eur-lex.europa.eu/eli/${path}/oj`;
const GDPR = eurLex('reg/2016/679');

/** The duties this product knows, on the day they were last looked up. What is not listed here is claimed of no region. */
export const LAW_MAP: { readonly asOf: string; readonly laws: readonly Law[] } = {
  asOf: '2026-11-27',
  laws: [
    { id: 'gdpr-13-15', regions: EU, occasion: 'data', binds: true, source: GDPR },
    { id: 'gdpr-7-3', regions: EU, occasion: 'consent', binds: true, source: GDPR },
    { id: 'gdpr-21-2', regions: EU, occasion: 'data', binds: true, source: GDPR },
    { id: 'ucpd-11a', regions: EU, occasion: 'list', binds: true, source: eurLex('dir/2005/29') },
    { id: 'crd-6-1-ea', regions: EU, occasion: 'price', binds: true, source: eurLex('dir/2011/83') },
    {
      id: 'ai-act-50-1',
      regions: EU,
      occasion: 'chat',
      binds: true,
      since: '2026-08-02',
      source: eurLex('reg/2024/1689'),
    },
    {
      id: 'ny-349-a',
      regions: ['US-NY'],
      occasion: 'price',
      binds: true,
      source: 'https://www.nysenate.gov/legislation/laws/GBS/349-A',
    },
    // C-203/22: owed for decisions with legal or similar effect, which the place of a product in a list has not.
    { id: 'gdpr-15-1-h', regions: EU, occasion: 'data', binds: false, source: GDPR },
    // Owed by online platforms; a shop that sells its own goods is none.
    { id: 'dsa-27', regions: EU, occasion: 'always', binds: false, source: eurLex('reg/2022/2065') },
  ],
};

/** Whether a rule of these regions holds in one: a state's rule holds in its parts too. */
export const holdsIn = (regions: readonly string[], region: string): boolean =>
  regions.includes(region) || regions.includes(region.split('-', 1)[0] ?? region);

type Told = Pick<ReadableExplanation, 'data' | 'kind' | 'price' | 'ai'>;

const occasionsOf = ({ data, kind, price, ai }: Told): ReadonlySet<Occasion> => {
  const given: readonly (readonly [boolean, Occasion])[] = [
    [data.some(({ about }) => about === 'shopper'), 'data'],
    [data.some(({ basis }) => basis === 'consent'), 'consent'],
    [kind === 'search-rank' || kind === 'advert', 'list'],
    [price?.personalised === true, 'price'],
    [kind === 'chat-answer' || ai?.interacting === true, 'chat'],
    [true, 'always'],
  ];
  return new Set(given.flatMap(([holds, occasion]) => (holds ? [occasion] : [])));
};

/** The duties an explanation gives occasion for in a region; `known` false where this map knows none of that region. */
export type LawsHere = {
  readonly asOf: string;
  readonly known: boolean;
  readonly applies: readonly Law[];
  readonly voluntary: readonly Law[];
};

/** The law map of one explanation. Without a region nothing is said of the law: undefined. */
export const lawsFor = (told: Told, region: string | undefined): LawsHere | undefined => {
  if (region === undefined) return undefined;
  const here = LAW_MAP.laws.filter(({ regions }) => holdsIn(regions, region));
  const occasions = occasionsOf(told);
  const due = here.filter(({ occasion }) => occasions.has(occasion));
  return {
    asOf: LAW_MAP.asOf,
    known: here.length > 0,
    applies: due.filter(({ binds }) => binds),
    voluntary: due.filter(({ binds }) => !binds),
  };
};
