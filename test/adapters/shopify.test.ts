// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainShopify } from '../../src/adapters/shopify.ts';
import { describeShared } from '../support/shared.ts';
import { aContext, explain, facts, gapsOf, wholeFrom } from './answers.ts';

const LINK = 'https://shop.example/products/coat?pr_prod_strat=copurchase&pr_rec_pid=35&pr_ref_pid=17';

describe('a Shopify product link alone', () => {
  it('tells the strategy and the product it was shown for, and no strength', () => {
    const why = wholeFrom(explainShopify(LINK, aContext({ item: { name: 'Silk Coat' }, names: { '17': 'Wool Hat' } })));
    expect(why).toMatchObject({
      id: 'shopify:35',
      item: { id: '35', name: 'Silk Coat', url: 'https://shop.example/products/coat' },
      because: [{ id: '17', name: 'Wool Hat' }],
      method: { type: 'observed-strategy', verified: false },
      commercial: { sponsored: false, effect: 'unknown' },
    });
    expect(why.factors).toMatchObject([{ weight: null, effect: 'for', basis: 'observed', data: [] }]);
    expect(why.factors[0]?.label).toEqual({
      en: 'Other people bought this together with “Wool Hat”',
      de: 'Andere haben dies zusammen mit „Wool Hat“ gekauft',
      ar: 'اشتراه أشخاص آخرون مع «Wool Hat»',
    });
    expect(why.score).toBeUndefined();
  });

  it.each([
    ['copurchase', 'co-purchase', 'other'],
    ['description', 'similar-content', 'similar-to'],
    ['use_description', 'similar-content', 'similar-to'],
    ['e5_desc', 'similar-content', 'similar-to'],
    ['collection_fallback', 'fallback', 'fallback'],
    ['pinned', 'editorial', 'merchant-rule'],
  ])('with the strategy %s', (name, strategy, code) => {
    expect(explain(explainShopify, `/products/a?pr_prod_strat=${name}&pr_rec_pid=1`)).toMatchObject({
      strategy,
      codes: [code],
    });
  });

  it.each(['jac', 'constructor', '__proto__'])('with the strategy %s tells the name and nothing more', (name) => {
    const adapted = explainShopify(`/products/a?pr_prod_strat=${name}&pr_rec_pid=1`, aContext());
    expect(facts(wholeFrom(adapted))).toMatchObject({
      strategy: 'unknown',
      labels: [`The engine calls its reason “${name}”`],
    });
    expect(gapsOf(adapted)).toContain('strategy-unknown');
  });

  it.each([
    ['/products/a', { item: { id: '1' } }, ['strategy-missing', 'reference-missing']],
    ['/products/a?pr_prod_strat=&pr_rec_pid=1', {}, ['strategy-missing', 'reference-missing']],
    ['/products/a?pr_prod_strat=%E2%80%8B&pr_rec_pid=1', {}, ['strategy-missing']],
  ])('without parameters to go by gives no reason: %s', (href, over, gaps) => {
    const adapted = explainShopify(href, aContext(over));
    expect(facts(wholeFrom(adapted))).toMatchObject({ method: 'none', codes: [] });
    expect(gapsOf(adapted)).toEqual(expect.arrayContaining(gaps));
  });

  it.each([
    ['/products/a?pr_prod_strat=pinned', {}, 'item-not-told'],
    [LINK, { item: { id: '99' } }, 'item-not-found'],
    ['/pages/about?pr_prod_strat=pinned&pr_rec_pid=1', {}, 'shape-unknown'],
    ['https://', {}, 'shape-unknown'],
  ])('is refused where it is none of the item: %s', (href, over, code) => {
    expect(gapsOf(explainShopify(href, aContext(over)))).toEqual([code]);
  });
});

describeShared('the samples of Shopify', 'samples/engines', (folder) => {
  const sample = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

  it.each([
    ['35', 'co-purchase', 1],
    ['13', 'similar-content', 2],
  ])('Shopify: product %s', (id, strategy, place) => {
    expect(explain(explainShopify, sample('shopify-docs'), { item: { id } })).toMatchObject({
      strategy,
      place,
      method: 'observed-strategy',
      because: ['17'],
      score: undefined,
    });
  });

  it('Shopify: an empty answer is no explanation', () => {
    for (const answer of sample('shopify-empty'))
      expect(gapsOf(explainShopify(answer, aContext({ item: { id: 35 } })))).toEqual(['nothing-recommended']);
  });
});
