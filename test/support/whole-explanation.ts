import type { GenericSchema } from 'valibot';
import { control, explanation as format, type ExplanationInput } from '../../src/contract/explanation.ts';
import { isPlain } from '../../src/contract/plain-text.ts';

/** Seconds since 1970 at which the whole explanation was made: just now, so that it is in date. */
const now = (): number => Math.floor(Date.now() / 1000) - 60;

/** The purpose of the demo shop that the whole explanation rests on. */
export const PURPOSE = 'assistant.personalise.purchases';

const words = (en: string) => ({ en });
const CONTROLS = control.entries.type.options;

const row = (id: string, over: object = {}): ExplanationInput['data'][number] => ({
  id,
  category: 'purchase',
  dpv: 'pd:PurchaseHistory',
  about: 'shopper',
  origin: 'observed',
  source: 'order 1042',
  from: '2026-03-01',
  to: '2026-10-05',
  count: 2,
  examples: [{ label: 'Potting compost', at: '2026-10-05', ref: 'compost' }],
  purpose: PURPOSE,
  basis: 'consent',
  consent: { purposeId: PURPOSE, receiptId: 'rcp_1111111111111111', stateAtUse: 'given', at: '2026-11-01' },
  special: false,
  retention: '3 years',
  recipients: ['Linden & Rye'],
  controls: ['exclude-data', 'wrong-data'],
  ...over,
});

const factor = (id: string, weight: number | null, over: object = {}): ExplanationInput['factors'][number] => ({
  id,
  code: 'bought-with',
  label: words('You bought potting compost'),
  weight,
  effect: 'for',
  basis: 'exact',
  data: ['d1'],
  detail: { together: 46, lift: 3.1, confidence: 0.4, similarity: 0.7, recency: 0.9 },
  controls: ['hide-brand', 'hide-item'],
  ...over,
});

const FACTORS: ExplanationInput['factors'] = [
  factor('f1', 0.4),
  factor('f2', 0.2, { data: ['d2'], label: words('It is often bought in autumn') }),
  factor('f3', -0.1, { effect: 'against', label: words('It is often sent back'), data: ['d3'] }),
  factor('f4', 0.05, { data: ['d4'], label: words('It suits what you told us') }),
  factor('f5', null, { data: [], code: 'shop-rule', label: words('A rule of the shop') }),
];

const counterfactuals: NonNullable<ExplanationInput['counterfactuals']> = [
  {
    change: [{ op: 'exclude-data', ref: 'd1' }],
    outcome: { newRank: 4, first: { id: 'trowel', name: 'Hand trowel' } },
    verified: true,
    control: 'exclude-data',
  },
  { change: [{ op: 'disable-personalisation' }], outcome: { newRank: null }, verified: false },
];

const ai: NonNullable<ExplanationInput['ai']> = {
  interacting: true,
  generatedText: true,
  model: 'small-talk-2',
  tools: [{ name: 'search_catalogue', at: '2026-11-20T10:00:00Z', data: ['d1'], resultCount: 3 }],
  citations: [
    { label: 'Plant mister: product page', url: 'https://shop.candor.example/p/mister', quote: 'Brass, one litre.' },
    { label: 'Care guide' },
  ],
};

/** An explanation with every field of the format in it, as the demo shop would sign it for a page of this origin. */
export const wholeExplanation = (
  { iss, aud }: Pick<ExplanationInput, 'iss' | 'aud'>,
  kind: ExplanationInput['kind'] = 'recommendation',
): ExplanationInput => ({
  v: 1,
  id: `whole-${kind}`,
  iss,
  aud,
  iat: now(),
  exp: now() + 86_400,
  lang: 'en',
  kind,
  surface: { id: 'home.for-you', heading: words('For you'), strategy: 'co-purchase' },
  item: { id: 'mister', name: 'Plant mister', url: `${aud}/p/mister`, price: { amount: 2290, currency: 'EUR' } },
  because: [{ id: 'compost', name: 'Potting compost' }],
  rank: { position: 1, of: 10 },
  engine: {
    name: 'item-cf',
    version: '0.1',
    adapter: 'item-cf@1',
    model: 'orders-2026-11',
    trainedAt: '2026-11-01',
    card: 'https://shop.candor.example/engine',
    responseId: 'r-77',
  },
  method: { type: 'exact-additive', verified: true, tolerance: 1e-6, note: words('Parts of one sum.') },
  score: {
    value: 0.65,
    scale: 'additive',
    base: 0,
    residual: 0.1,
    calibration: { statement: words('One in 20 is bought.'), n: 1390, measuredAt: '2026-11-01' },
  },
  factors: FACTORS,
  data: [
    row('d1'),
    row('d2', {
      about: 'other-shoppers',
      origin: 'derived',
      source: 'all orders',
      count: 14_238,
      basis: 'not-personal',
    }),
    row('d3', { about: 'item', basis: 'legitimate-interest', consent: undefined, purpose: 'shop.returns' }),
    row('d4', { special: true, origin: 'provided' }),
  ],
  commercial: {
    sponsored: true,
    payer: 'Brass & Co',
    onBehalfOf: 'Misters Ltd',
    effect: 'boosted',
    promotion: 'Autumn',
    marginUsed: true,
    ownBrand: true,
  },
  price: {
    personalised: true,
    direction: 'lower',
    reference: { amount: 2490, currency: 'EUR' },
    data: ['d1'],
    disclosures: ['eu-crd-6-1-ea'],
  },
  counterfactuals,
  contrast: {
    insteadOf: { id: 'trowel', name: 'Hand trowel' },
    differences: [{ factor: 'f1', delta: 0.3, label: words('Bought together') }, { label: words('Same shelf') }],
  },
  alternatives: [
    {
      id: 'trowel',
      name: 'Hand trowel',
      url: `${aud}/p/trowel`,
      why: words('Sold most this week'),
      personalised: false,
    },
    { id: 'lantern', name: 'Solar lantern', url: 'https://elsewhere.example/lantern', personalised: false },
  ],
  controls: CONTROLS.map((type) => ({
    id: type,
    type,
    label: words('A thing to do'),
    effect: 'next-visit',
    receipt: true,
  })),
  ai,
  contact: {
    human: 'https://shop.candor.example/contact',
    privacy: 'https://shop.candor.example/privacy',
    complaint: 'https://shop.candor.example/complaint',
    respondsWithin: '2 days',
  },
});

/** One place of the format that holds a string; `path` is dotted, `*` for every one of a list or language. */
export type StringField = {
  readonly path: string;
  /** Free text of at most so many UTF-16 units; undefined for ids, links, dates and words of a closed list. */
  readonly longest: number | undefined;
};

type Walkable = GenericSchema & {
  readonly entries: Readonly<Record<string, Walkable>>;
  readonly item: Walkable;
  readonly value: Walkable;
  readonly wrapped: Walkable;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
};

const leafOf = ({ type, pipe = [] }: Walkable, path: string): readonly StringField[] => {
  if (type !== 'string' && type !== 'picklist') return [];
  const isText = pipe.some(({ requirement }) => requirement === isPlain);
  const longest = pipe.find((step) => step.type === 'max_length')?.requirement;
  return [{ path, longest: isText ? Number(longest) : undefined }];
};

const below = (schema: Walkable, path: string): readonly StringField[] => {
  switch (schema.type) {
    case 'optional':
    case 'nullable':
      return below(schema.wrapped, path);
    case 'array':
      return below(schema.item, `${path}.*`);
    case 'record':
      return below(schema.value, `${path}.*`);
    case 'object':
      return Object.entries(schema.entries).flatMap(([name, entry]) => below(entry, path ? `${path}.${name}` : name));
    default:
      return leafOf(schema, path);
  }
};

/** Every place of the format that holds a string, read off the format itself: a new field is among them. */
export const stringFields = (): readonly StringField[] => below(format as unknown as Walkable, '');

const placesIn = (value: unknown, [name, ...rest]: readonly string[]): readonly string[] => {
  if (name === undefined) return value === undefined || value === null ? [] : [''];
  if (typeof value !== 'object' || value === null) return [];
  const names = name === '*' ? Object.keys(value) : [name];
  return names.flatMap((one) =>
    placesIn((value as Record<string, unknown>)[one], rest).map((place) => (place ? `${one}.${place}` : one)),
  );
};

/** The places of a value that a field's path stands for: `factors.*.code` → `factors.0.code`, … */
export const placesOf = (value: unknown, { path }: StringField): readonly string[] => placesIn(value, path.split('.'));

/** The same value with other texts at these places. */
export const withTexts = <T>(value: T, texts: ReadonlyMap<string, string>): T => {
  const copy = structuredClone(value);
  for (const [place, text] of texts) {
    const names = place.split('.');
    const last = names.pop() ?? '';
    const holder = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], copy);
    (holder as Record<string, unknown>)[last] = text;
  }
  return copy;
};
