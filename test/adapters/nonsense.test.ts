// @vitest-environment node
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Adapted } from '../../src/adapters/adapted.ts';
import { describeShared } from '../support/shared.ts';
import { aContext, ENGINES, wholeFrom } from './answers.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const HOSTILE = ['', ' ', '\u202egnp.exe', '\u200b', '\ud800', '<img src=x onerror=alert(1)>', 'javascript:alert(1)'];

const anything = fc.oneof(
  fc.constantFrom<Json[]>(null, [], {}, 0, -1, 1e308, -1e308, '__proto__', 'x'.repeat(3000), ...HOSTILE),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** Puts a value into one place of a tree, which `steps` choose; or takes the place out. */
const changed = (tree: Json, steps: readonly number[], put: Json | undefined): Json => {
  const [step, ...rest] = steps;
  if (step === undefined || typeof tree !== 'object' || tree === null) return put ?? null;
  const keys = Object.keys(tree);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return put ?? null;
  const isLast = rest.length === 0;
  const entries = Object.entries(tree).flatMap(([name, value]): [string, Json][] => {
    if (name !== key) return [[name, value]];
    return isLast && put === undefined ? [] : [[name, isLast ? (put ?? null) : changed(value, rest, put)]];
  });
  return Array.isArray(tree) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
};

const change = fc.record({
  steps: fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }),
  put: fc.option(anything, { nil: undefined }),
});

const mutationsOf = (sample: unknown): fc.Arbitrary<Json> =>
  fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((all) => all.reduce((tree, { steps, put }) => changed(tree, steps, put), sample as Json));

/** A clear refusal, or an explanation that the contract accepts whole, with weights only where a whole is known. */
const expectKnown = (adapted: Adapted): void => {
  if (adapted.kind === 'refused') return expect(adapted.code).not.toBe('not-expressible');
  if (adapted.kind === 'signed') return expect(adapted.explanation.split('.')).toHaveLength(3);
  const explanation = wholeFrom(adapted);
  for (const { weight } of explanation.factors) expect(weight === null || Number.isFinite(weight)).toBe(true);
  expect(explanation.commercial).toMatchObject({ sponsored: false, effect: 'unknown' });
};

describe.each(ENGINES)('what %s returned, changed in any place', (_name, adapter, answer, id) => {
  it('gives an explanation that is whole, or a clear refusal', () => {
    fc.assert(
      fc.property(mutationsOf(answer), fc.boolean(), (given, isTold) => {
        expectKnown(adapter(given, aContext(isTold ? { item: { id } } : {})));
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  it('is no matter of luck: unchanged, it is explained', () => {
    expect(adapter(answer, aContext({ item: { id } })).kind).not.toBe('refused');
  });
});

describe.each(ENGINES)('nonsense in place of what %s returns', (_name, adapter, answer, id) => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const trap = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );

  it.each([
    undefined,
    null,
    '',
    'no answer',
    0,
    Number.NaN,
    true,
    [],
    {},
    [[]],
    [null],
    { items: null },
    { hits: { hits: {} } },
    10n,
    Symbol('s'),
    () => 1,
    new Map(),
    cycle,
    trap,
    {
      get items(): never {
        throw new Error('getter');
      },
    },
  ])('is refused, or told without a reason: %#', (given) => {
    const adapted = adapter(given, aContext());
    if (adapted.kind !== 'refused') expect(wholeFrom(adapted).method.type).toBe('none');
    else expect(adapted.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each([
    undefined,
    null,
    {},
    'context',
    { ...aContext(), origin: 'shop.example' },
    { ...aContext(), lang: '' },
    { ...aContext(), now: Number.NaN },
    { ...aContext(), now: '2026' },
    { ...aContext(), contact: 'javascript:alert(1)' },
  ])('as a page’s own part is refused: %#', (context) => {
    expect(adapter(answer, context as ReturnType<typeof aContext>)).toEqual({
      kind: 'refused',
      code: 'context-unreadable',
    });
  });

  it('in the rest of the page’s part is left out, and told', () => {
    const odd = {
      item: { id, price: 'free', url: 7 },
      names: [],
      factors: 3,
      data: [{}],
      controls: 'all',
      commercial: 1,
      id: '\u202e',
    };
    const adapted = adapter(answer, { ...aContext(), ...(odd as object) });
    if (adapted.kind === 'signed') return;
    wholeFrom(adapted);
    expect(adapted).toMatchObject({ gaps: expect.arrayContaining([{ code: 'context-ignored', at: 'data' }]) });
  });

  it('is not mistaken for a member that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      expectKnown(adapter(answer, aContext({ model: name, item: { id } })));
  });
});

describeShared('the samples of real engines, changed in any place', 'samples/engines', (folder) => {
  it.each([
    ['shopify', 'shopify-docs.json'],
    ['shopify', 'shopify-empty.json'],
    ['personalize', 'amazon-personalize.json'],
    ['metarank', 'metarank.json'],
    ['shap', 'lightgbm-pred-contrib.json'],
    ['lucene-explain', 'elasticsearch-explain.json'],
    ['minisearch', 'minisearch.json'],
    ['algolia', 'algolia-recommend.json'],
    ['recombee', 'recombee.json'],
    ['mcp-tool-result', 'ucp-buyer-consent.json'],
  ])(
    '%s: %s',
    (engine, file) => {
      const [, adapter] = ENGINES.find(([name]) => name === engine) ?? [];
      const sample: unknown = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
      const parts = [sample, ...Object.values(sample as object)].filter((part) => typeof part === 'object');
      fc.assert(
        fc.property(fc.constantFrom(...parts).chain(mutationsOf), fc.nat(3), (given, place) => {
          const item = [undefined, { id: '22114' }, { id: '72998' }, { id: 'Treasure Planet' }][place];
          const adapted = adapter?.(given, aContext({ item }));
          expect(adapted).toBeDefined();
          if (adapted) expectKnown(adapted);
        }),
        { numRuns: 80 },
      );
    },
    120_000,
  );
});
