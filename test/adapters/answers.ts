import { explainAlgolia } from '../../src/adapters/algolia.ts';
import type { Adapted, Adapter, AdapterContext } from '../../src/adapters/adapted.ts';
import { explainEinstein } from '../../src/adapters/einstein.ts';
import { explainImplicit } from '../../src/adapters/implicit.ts';
import { explainLucene } from '../../src/adapters/lucene-explain.ts';
import { explainToolResult } from '../../src/adapters/mcp-tool-result.ts';
import { explainMetarank } from '../../src/adapters/metarank.ts';
import { explainMinisearch } from '../../src/adapters/minisearch.ts';
import { explainOwn } from '../../src/adapters/own-jws.ts';
import { explainPersonalize } from '../../src/adapters/personalize.ts';
import { explainRecombee } from '../../src/adapters/recombee.ts';
import { explainShap } from '../../src/adapters/shap.ts';
import { explainShopify } from '../../src/adapters/shopify.ts';
import type { Explanation } from '../../src/contract/explanation.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { anExplanation } from '../explain/samples.ts';

/** 22 November 2026, some seconds after ten. */
export const NOW = 1_795_342_531_120;

/** What a page knows. */
export const aContext = (over: Partial<AdapterContext> = {}): AdapterContext => ({
  origin: 'https://shop.example',
  lang: 'en',
  now: NOW,
  contact: 'https://shop.example/contact',
  ...over,
});

/** The explanation, after the contract has accepted it whole. Throws when there is none, or it lost anything. */
export const wholeFrom = (adapted: Adapted): Explanation => {
  if (adapted.kind !== 'unsigned') throw new Error(adapted.kind === 'refused' ? adapted.code : 'signed');
  const read = readExplanation(adapted.explanation);
  if (!read || read.marks.length > 0) throw new Error(JSON.stringify(read?.marks));
  return adapted.explanation;
};

/** What the table tests of engines that name a strategy compare. */
export const facts = ({ surface, method, factors, because, score, rank }: Explanation) => ({
  strategy: surface.strategy,
  method: method.type,
  codes: factors.map(({ code }) => code),
  labels: factors.map(({ label }) => label['en']),
  because: because.map(({ id }) => id),
  score: score?.value,
  place: rank?.position,
});

/** The facts of what an adapter makes of an answer. */
export const explain = (adapter: Adapter, given: unknown, over: Partial<AdapterContext> = {}) =>
  facts(wholeFrom(adapter(given, aContext(over))));

/** The codes of what could not be read; of a refusal its own. */
export const gapsOf = (adapted: Adapted): readonly string[] =>
  adapted.kind === 'refused' ? [adapted.code] : adapted.gaps.map(({ code }) => code);

const aJws = (payload: object): string =>
  ['{}', JSON.stringify(payload), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

/** An explanation as the shop would sign it; the signature is none. */
export const A_JWS = aJws(anExplanation());

/** A sum of two clauses. */
export const LUCENE = {
  _index: 'goods',
  _id: 'p7',
  matched: true,
  explanation: {
    value: 3,
    description: 'sum of:',
    details: [
      { value: 2, description: 'weight(name:cake in 4) [PerFieldSimilarity], result of:', details: [] },
      { value: 1, description: 'weight(brand:oak in 4) [PerFieldSimilarity], result of:', details: [] },
    ],
  },
};

/** One small answer of every engine, in its own form, with the adapter for it and the item asked about. */
export const ENGINES: readonly (readonly [name: string, adapter: Adapter, answer: unknown, item: string])[] = [
  ['own-jws', explainOwn, { explanations: [A_JWS] }, '84970L'],
  [
    'shopify',
    explainShopify,
    {
      intent: 'related',
      products: [{ id: 7, title: 'Cake tin', url: '/products/tin?pr_prod_strat=e5_desc&pr_rec_pid=7&pr_ref_pid=9' }],
    },
    '7',
  ],
  [
    'personalize',
    explainPersonalize,
    { itemList: [{ itemId: 'p7', score: 0.1, reason: ['Exploration'] }], recommendationId: 'r1' },
    'p7',
  ],
  [
    'metarank',
    explainMetarank,
    {
      items: [{ item: 'p7', score: 0.9, features: { popularity: 75.3, ctr: [0.1, null] } }],
      state: { user: [{ key: { scope: 'user=alice', feature: 'profile' } }] },
    },
    'p7',
  ],
  [
    'shap',
    explainShap,
    { feature_names: ['price', 'age'], values: [[0.5, -0.2]], base_values: [0.1], items: ['p7'] },
    'p7',
  ],
  [
    'implicit',
    explainImplicit,
    [
      0.8,
      [
        [11, 0.5],
        [12, 0.1],
      ],
    ],
    'p7',
  ],
  ['lucene-explain', explainLucene, LUCENE, 'p7'],
  ['minisearch', explainMinisearch, [{ id: 'p7', score: 4, match: { cake: ['name'] }, name: 'Cake tin' }], 'p7'],
  [
    'algolia',
    explainAlgolia,
    {
      request: { requests: [{ objectID: 'p1', model: 'bought-together' }] },
      response: { results: [{ hits: [{ objectID: 'p7', _score: 90.5, title: 'Cake tin' }] }] },
    },
    'p7',
  ],
  [
    'einstein',
    explainEinstein,
    { recoUUID: 'u1', recommenderName: 'pdp-similar', displayMessage: 'You may also like', recs: [{ id: 'p7' }] },
    'p7',
  ],
  [
    'recombee',
    explainRecombee,
    { recommId: 'r1', source: { id: 'p1', values: { title: 'Plate' } }, recomms: [{ id: 'p7', values: { price: 3 } }] },
    'p7',
  ],
  [
    'mcp-tool-result',
    explainToolResult,
    [
      {
        name: 'search',
        at: '2026-11-22T10:15:31Z',
        result: { structuredContent: { products: [{ id: 'p7', title: 'Tin' }] } },
      },
    ],
    'p7',
  ],
];
