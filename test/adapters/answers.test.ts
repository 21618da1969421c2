// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainToolResult } from '../../src/adapters/mcp-tool-result.ts';
import { explainMetarank } from '../../src/adapters/metarank.ts';
import { explainMinisearch } from '../../src/adapters/minisearch.ts';
import { explainOwn } from '../../src/adapters/own-jws.ts';
import { anExplanation } from '../explain/samples.ts';
import { describeShared, itShared } from '../support/shared.ts';
import { A_JWS, aContext, gapsOf, wholeFrom } from './answers.ts';

const candle = aContext({ item: { id: '84970L' } });

describe('the shop’s own answer', () => {
  it.each([
    ['a JWS', A_JWS],
    ['what explanations-src answers', { explanations: [A_JWS] }],
    [
      'items that carry theirs',
      {
        recommendations: [
          { id: 'x', why: 'because' },
          { id: '84970L', why: A_JWS },
        ],
      },
    ],
  ])('%s is handed on as it was signed', (_what, given) => {
    expect(explainOwn(given, candle)).toEqual({ kind: 'signed', explanation: A_JWS, gaps: [] });
  });

  it('as an object is an explanation word for word, or none', () => {
    expect(wholeFrom(explainOwn(anExplanation(), candle)).id).toBe('x1');
    expect(gapsOf(explainOwn(anExplanation({ commercial: {} }), candle))).toEqual(['nothing-recommended']);
  });

  it.each([
    [{ explanations: [] }, {}, 'nothing-recommended'],
    ['a.b.c', {}, 'nothing-recommended'],
    [{ explanations: [A_JWS] }, { item: { id: 'p9' } }, 'item-not-found'],
    [[A_JWS, A_JWS], {}, 'item-not-told'],
  ])('is refused where it does not speak of the item: %#', (given, over, code) => {
    expect(gapsOf(explainOwn(given, aContext(over)))).toEqual([code]);
  });

  itShared('with the worked example hands it on unchanged', 'samples/explanation/example.jws', (file) => {
    const jws = readFileSync(file, 'utf8').trim();
    expect(explainOwn({ explanations: [jws] }, aContext())).toEqual({ kind: 'signed', explanation: jws, gaps: [] });
  });
});

describeShared('the samples of engines that list what they looked at', 'samples/engines', (folder) => {
  const sample = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

  it.each([
    ['doc_shape', 'item3', ['What the engine calls “popularity”: 5'], []],
    [
      'wire_shape_from_codec',
      '72998',
      [
        'What the engine calls “popularity”: 75.3',
        'What the engine calls “ctr”: 0.031, 0.028',
        'What the engine calls “genre”: action@4',
        'What the engine calls “profile”',
        'What the engine calls “position”',
      ],
      ['value-unreadable'],
    ],
    ['documented_scores_no_explain', '93363', [], []],
  ])('Metarank: %s', (part, id, labels, gaps) => {
    const adapted = explainMetarank(sample('metarank')[part], aContext({ item: { id, name: 'A film' } }));
    const why = wholeFrom(adapted);
    expect(why.factors.map(({ label }) => label['en'])).toEqual(labels);
    expect(why.factors.every(({ weight, effect }) => weight === null && effect === 'unknown')).toBe(true);
    expect(why.method.type).toBe(labels.length > 0 ? 'vendor-reason' : 'none');
    expect(gapsOf(adapted)).toEqual(gaps);
  });

  it('MiniSearch: the words that were found, without a strength', () => {
    const why = wholeFrom(explainMinisearch(sample('minisearch'), aContext({ item: { id: '21217' } })));
    expect(why).toMatchObject({ item: { name: 'RED RETROSPOT ROUND CAKE TINS' }, rank: { position: 3, of: 5 } });
    expect(why.factors.map(({ label, weight }) => [label['en'], weight])).toEqual([
      ['“red” is found in “name”', null],
      ['“cake” is found in “name”', null],
      ['“tins” is found in “name”', null],
    ]);
    expect(why.score).toMatchObject({ value: 37.24272208244569, scale: 'bm25' });
  });

  it('UCP: a consent state holds no product, and is made no reason of', () => {
    const adapted = explainToolResult(
      sample('ucp-buyer-consent'),
      aContext({ item: { id: 'p7', name: 'Tin' }, model: 'checkout' }),
    );
    expect(wholeFrom(adapted)).toMatchObject({
      kind: 'chat-answer',
      method: { type: 'none' },
      factors: [],
      data: [],
      ai: { interacting: true, tools: [{ name: 'checkout', resultCount: 0 }], citations: [] },
    });
    expect(gapsOf(adapted)).toEqual(['item-not-in-result']);
  });
});

describe('what Metarank looked at', () => {
  it('is about the shopper where the state of a person was loaded, and cites no data unless the page does', () => {
    const state = { user: [{ key: { scope: 'user=alice', feature: 'profile' } }] };
    const why = wholeFrom(explainMetarank({ items: [{ item: 'p7', score: 1, features: [] }], state }, aContext()));
    expect(why.factors).toMatchObject([{ code: 'profile-interest', data: [] }]);
    expect(JSON.stringify(why)).not.toContain('alice');
  });
});

describe('a tool of an assistant', () => {
  const found = {
    structuredContent: {
      products: [
        { id: 'p1', title: 'Plate', url: '/p/1' },
        { id: 'p7', title: 'Tin' },
      ],
    },
  };

  it('is named with what it found, and where the item stood', () => {
    const calls = [
      { name: 'get_cart', at: '2026-11-22T10:15:30Z', result: { structuredContent: { line_items: [] } } },
      { name: 'search', result: found },
    ];
    const why = wholeFrom(explainToolResult(calls, aContext({ item: { id: 'p7' } })));
    expect(why.ai).toEqual({
      interacting: true,
      tools: [
        { name: 'get_cart', at: '2026-11-22T10:15:30Z', data: [], resultCount: 0 },
        { name: 'search', data: [], resultCount: 2 },
      ],
      citations: [{ label: 'Plate', url: 'https://shop.example/p/1' }, { label: 'Tin' }],
    });
    expect(why).toMatchObject({ rank: { position: 2, of: 2 }, method: { type: 'observed-strategy' } });
    expect(why.factors).toMatchObject([
      { label: { en: 'The assistant found this with its tool “search”' }, weight: null },
    ]);
  });

  it.each([
    ['JSON-RPC', { jsonrpc: '2.0', id: 1, result: found }],
    [
      'JSON in text',
      { content: [{ type: 'text', text: JSON.stringify({ products: [{ product_id: 'p7', title: 'Tin' }] }) }] },
    ],
    ['a UCP checkout', { ucp: {}, line_items: [{ id: 'l1', item: { id: 'p7', title: 'Tin' }, quantity: 1 }] }],
  ])('is read from %s', (_what, given) => {
    expect(wholeFrom(explainToolResult(given, aContext({ item: { id: 'p7' } }))).item.name).toBe('Tin');
  });

  it('that did not find the item is no reason for it', () => {
    const adapted = explainToolResult(found, aContext({ item: { id: 'p9', name: 'Lamp' } }));
    expect(wholeFrom(adapted)).toMatchObject({ method: { type: 'none' }, factors: [] });
    expect(gapsOf(adapted)).toEqual(['item-not-in-result']);
  });

  it('that failed says so, and counts nothing', () => {
    const call = { name: 'search', result: { isError: true, content: [{ type: 'text', text: 'no' }] } };
    const adapted = explainToolResult([call], aContext({ item: { id: 'p7', name: 'Tin' } }));
    expect(wholeFrom(adapted).ai?.tools).toEqual([{ name: 'search', data: [] }]);
    expect(gapsOf(adapted)).toEqual(['item-not-in-result', 'tool-failed']);
  });
});
