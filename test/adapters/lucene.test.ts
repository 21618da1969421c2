// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Adapted } from '../../src/adapters/adapted.ts';
import { explainLucene } from '../../src/adapters/lucene-explain.ts';
import { describeShared } from '../support/shared.ts';
import { aContext, gapsOf, LUCENE, wholeFrom } from './answers.ts';

const weightsOf = (adapted: Adapted) => wholeFrom(adapted).factors.map(({ weight }) => weight);

const ofItem = aContext({ item: { id: 'p7' } });

describeShared('the sample of Elasticsearch', 'samples/engines/elasticsearch-explain.json', (file) => {
  it('tells the word that was found: it carries the whole score', () => {
    const adapted = explainLucene(JSON.parse(readFileSync(file, 'utf8')), aContext({ item: { name: 'A message' } }));
    expect(wholeFrom(adapted)).toMatchObject({
      kind: 'search-rank',
      item: { id: '0', name: 'A message' },
      method: { type: 'search-explain', verified: true },
      score: { value: 1.6943598, scale: 'bm25', residual: 0 },
      factors: [{ label: { en: '“elasticsearch” is found in “message”' }, weight: 1.6943598, basis: 'exact' }],
    });
  });
});

describe('a search score of Elasticsearch or OpenSearch', () => {
  it('that is a sum is told clause by clause', () => {
    const why = wholeFrom(explainLucene(LUCENE, aContext()));
    expect(why.factors.map(({ weight, label }) => [weight, label['en']])).toEqual([
      [2, '“cake” is found in “name”'],
      [1, '“oak” is found in “brand”'],
    ]);
  });

  it.each(['product of:', 'max of:', 'function score, product of:'])(
    'that is a %s tells its words without strength',
    (description) => {
      const adapted = explainLucene({ ...LUCENE, explanation: { ...LUCENE.explanation, description } }, aContext());
      expect(weightsOf(adapted)).toEqual([null, null]);
      expect(wholeFrom(adapted).score).toEqual({ value: 3, scale: 'unscaled' });
      expect(gapsOf(adapted)).toContain('not-additive');
    },
  );

  it('is found in the answer of a search', () => {
    const hit = { _id: 'p7', _score: 3, _source: { name: 'Cake tin' }, _explanation: LUCENE.explanation };
    const why = wholeFrom(explainLucene({ hits: { hits: [{ _id: 'p1' }, hit] } }, ofItem));
    expect(why).toMatchObject({ item: { name: 'Cake tin' }, rank: { position: 2, of: 2 }, score: { value: 3 } });
  });

  it('of a document that does not fit is no reason', () => {
    expect(gapsOf(explainLucene({ ...LUCENE, matched: false }, aContext()))).toEqual(['not-matched']);
  });

  it('as deep as an attacker likes is not followed to the end', () => {
    let node: object = { value: 1, description: 'weight(a:b in 1)' };
    for (let depth = 0; depth < 2000; depth += 1) node = { value: 1, description: 'sum of:', details: [node] };
    expect(explainLucene({ _id: 'p7', explanation: node }, aContext()).kind).toBe('unsigned');
  });
});
