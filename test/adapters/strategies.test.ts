// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainAlgolia } from '../../src/adapters/algolia.ts';
import { explainEinstein } from '../../src/adapters/einstein.ts';
import { explainPersonalize } from '../../src/adapters/personalize.ts';
import { explainRecombee } from '../../src/adapters/recombee.ts';
import { describeShared } from '../support/shared.ts';
import { aContext, explain, facts, gapsOf, wholeFrom } from './answers.ts';

describeShared('the samples of engines that name a strategy', 'samples/engines', (folder) => {
  const sample = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

  it.each(['recommendations', 'rerank'])('Amazon Personalize: %s tell a score and no reason', (part) => {
    const [item] = sample('amazon-personalize').recommendations.itemList;
    const adapted = explainPersonalize(sample('amazon-personalize')[part], aContext({ item: { id: item.itemId } }));
    expect(wholeFrom(adapted)).toMatchObject({
      item: { name: 'Casual brown leather boots' },
      engine: { responseId: '3725b598-9bdd-48f8-88f5-bcdf5a02b6ec' },
      method: { type: 'none' },
      score: { value: 0.1278, scale: 'unscaled' },
      factors: [],
    });
    expect(gapsOf(adapted)).toEqual(['strategy-missing']);
  });

  it('Algolia: the model, the item it was asked for, a score in percent', () => {
    const names = { 'Æon Flux': 'Æon Flux' };
    const adapted = explainAlgolia(sample('algolia-recommend'), aContext({ item: { id: 'Treasure Planet' }, names }));
    expect(facts(wholeFrom(adapted))).toEqual({
      strategy: 'unknown',
      method: 'observed-strategy',
      codes: ['other'],
      labels: ['The engine’s model “related-products” puts this beside “Æon Flux”'],
      because: ['@c3@86on@20Flux'],
      score: 90.56,
      place: 2,
    });
    expect(gapsOf(adapted)).toEqual(['id-rewritten', 'strategy-unknown']);
    expect(wholeFrom(adapted).score?.scale).toBe('percent-0-100');
  });

  it('Recombee: what was evaluated beside an item is no reason', () => {
    const adapted = explainRecombee(sample('recombee').items_to_user_reql, aContext({ item: { id: 'bar-42' } }));
    expect(facts(wholeFrom(adapted))).toMatchObject({ method: 'none', codes: [], place: 2 });
    expect(gapsOf(adapted)).toEqual(['strategy-missing', 'not-a-reason', 'not-a-reason', 'name-missing']);
  });

  it('Recombee: an address without a scheme is none', () => {
    const why = wholeFrom(
      explainRecombee(sample('recombee').items_to_user_values, aContext({ item: { id: 'tv-178' } })),
    );
    expect(why.item).toEqual({ id: 'tv-178', name: 'tv-178' });
  });
});

describe('an answer of Amazon Personalize', () => {
  const answer = (over: object) => ({ itemList: [{ itemId: 'p7', score: 0.1, ...over }] });

  it.each([
    [{ reason: ['Exploration'] }, 'exploration', ['exploration']],
    [{ reason: ['Popular item'] }, 'popular', ['popularity']],
    [{ reason: ['Promoted item'], promotionName: 'spring' }, 'editorial', ['merchant-rule']],
    [{ promotionName: 'spring' }, 'editorial', ['merchant-rule']],
  ])('%j', (over, strategy, codes) => {
    expect(explain(explainPersonalize, answer(over))).toMatchObject({ strategy, codes, method: 'vendor-reason' });
  });

  it('names a promotion, and does not say that nobody paid for it', () => {
    const why = wholeFrom(explainPersonalize(answer({ promotionName: 'spring' }), aContext()));
    expect(why.commercial).toEqual({ sponsored: false, effect: 'unknown', promotion: 'spring' });
  });

  it('without a score says so', () => {
    expect(gapsOf(explainPersonalize(answer({ score: null }), aContext()))).toContain('score-missing');
  });

  it('rests on the recipe where the page names it', () => {
    const model = 'arn:aws:personalize:::recipe/aws-user-personalization-v2';
    expect(explain(explainPersonalize, answer({}), { model })).toMatchObject({
      strategy: 'personal-profile',
      codes: ['profile-interest'],
    });
  });
});

describe('an answer of Algolia Recommend', () => {
  it.each([
    ['bought-together', 'co-purchase'],
    ['looking-similar', 'similar-image'],
    ['trending-items', 'popular'],
    ['related-products', 'unknown'],
  ] as const)('of the model %s', (model, strategy) => {
    expect(explain(explainAlgolia, { hits: [{ objectID: 'p7' }] }, { model })).toMatchObject({
      strategy,
      score: undefined,
    });
  });

  it('without a score says so, and invents none', () => {
    const adapted = explainAlgolia({ objectID: 'p7', _score: null }, aContext({ model: 'bought-together' }));
    expect(wholeFrom(adapted).score).toBeUndefined();
    expect(gapsOf(adapted)).toEqual(['score-missing', 'name-missing']);
  });

  it('tells a rule of the shop that lifted the item', () => {
    expect(explain(explainAlgolia, { objectID: 'p7', _rankingInfo: { promoted: true } })).toMatchObject({
      codes: ['merchant-rule'],
    });
  });

  it('is found among the answers of several requests', () => {
    const hits = (objectID: string) => ({ hits: [{ objectID }] });
    const given = { requests: [{ model: 'a' }, { model: 'bought-together' }], results: [hits('p1'), hits('p7')] };
    expect(explain(explainAlgolia, given, { item: { id: 'p7' } })).toMatchObject({ strategy: 'co-purchase' });
  });
});

describe('an answer of Salesforce Einstein', () => {
  const answer = {
    recoUUID: 'u1',
    recommenderName: 'pdp-similar',
    displayMessage: 'You may also like',
    recs: [{ id: 'p7', product_name: 'Tin' }],
  };

  it('names its recommender; what that means, the page says', () => {
    const adapted = explainEinstein(
      answer,
      aContext({ strategy: 'similar-content', factors: { 'pdp-similar': { label: { en: 'Looks alike' } } } }),
    );
    expect(facts(wholeFrom(adapted))).toMatchObject({ strategy: 'similar-content', labels: ['Looks alike'] });
    expect(wholeFrom(adapted)).toMatchObject({
      surface: { heading: { en: 'You may also like' } },
      engine: { responseId: 'u1' },
    });
    expect(gapsOf(adapted)).toEqual(['strategy-unknown', 'score-missing']);
  });

  it('without a recommender gives no reason', () => {
    expect(explain(explainEinstein, { recs: [{ id: 'p7' }] })).toMatchObject({ method: 'none', codes: [] });
  });
});

describe('an answer of Recombee', () => {
  const composite = {
    source: { id: 'p1', values: { title: 'Plate' } },
    recomms: [{ id: 'p7', reqlEvaluations: { isNear: true } }],
  };

  it('names the item it was made for', () => {
    expect(explain(explainRecombee, composite)).toMatchObject({
      because: ['p1'],
      labels: ['The engine puts this beside “Plate”'],
    });
  });

  it('lists what was evaluated only where the page says what it stands for', () => {
    const factors = { isNear: { label: { en: 'In your town' } } };
    const why = wholeFrom(explainRecombee({ recomms: composite.recomms }, aContext({ factors })));
    expect(why.factors).toMatchObject([{ label: { en: 'In your town' }, weight: null, effect: 'unknown' }]);
  });
});

describe('a list of several items', () => {
  it('needs a word which, and says when it is not there', () => {
    const given = { recs: [{ id: 'p1' }, { id: 'p7' }] };
    expect(gapsOf(explainEinstein(given, aContext()))).toEqual(['item-not-told']);
    expect(gapsOf(explainEinstein(given, aContext({ item: { id: 'p9' } })))).toEqual(['item-not-found']);
  });
});
