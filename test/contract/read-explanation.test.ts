// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { explanation } from '../../src/contract/explanation.ts';
import { isPlain } from '../../src/contract/plain-text.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { aFactor, anExplanation, aRow } from '../explain/samples.ts';
import { planted, without } from './samples.ts';
import { sharedJson, sharedStrings } from '../support/shared.ts';

const read = (over: object = {}) => {
  const result = readExplanation(anExplanation(over));
  if (!result) throw new Error('not read at all');
  return result;
};
const marksOf = (over: object): readonly string[] => read(over).marks.map(({ path, reason }) => `${path} ${reason}`);

describe('reading an explanation', () => {
  it('changes and marks nothing in one that keeps to the schema', () => {
    expect(readExplanation(anExplanation())).toEqual({ explanation: v.parse(explanation, anExplanation()), marks: [] });
  });

  it('reads the worked example whole', (context) => {
    const example = sharedJson(context, 'samples/explanation/example.json');
    expect(readExplanation(example)).toEqual({ explanation: v.parse(explanation, example), marks: [] });
  });

  it('agrees with the schema on everything the schema takes', () => {
    const change = fc.record({
      iat: fc.nat(),
      factors: fc.array(
        fc
          .record({ weight: fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })) })
          .map(aFactor),
        { maxLength: 24 },
      ),
      because: fc.array(fc.record({ id: fc.constantFrom('a', 'b:1') }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(change, (over) => {
        const sent = JSON.parse(JSON.stringify(anExplanation(over))) as unknown;
        expect(readExplanation(sent)).toEqual({ explanation: v.parse(explanation, sent), marks: [] });
      }),
    );
  });

  it('takes nothing for the explanation’s own that a script of the page has planted on every object', () => {
    const said = { nonce: 'planted', responseId: 'planted' };
    Object.assign(Object.prototype, said);
    try {
      const { explanation: whole } = read();
      expect(Object.hasOwn(whole, 'nonce')).toBe(false);
      expect(Object.hasOwn(whole.engine ?? {}, 'responseId')).toBe(false);
    } finally {
      for (const name of Object.keys(said)) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  it.each([
    ['a number as weight in words', { factors: [aFactor({ weight: '0.5' })] }, 'factors.0.weight unreadable'],
    ['a weight left out', { factors: [without(aFactor(), 'weight')] }, 'factors.0.weight missing'],
    ['an unreadable time', { data: [aRow({ from: 'May 2011' })] }, 'data.0.from unreadable'],
    ['a count below nothing', { data: [aRow({ count: -1 })] }, 'data.0.count unreadable'],
    ['a link to script', { item: { id: '1', name: 'x', url: 'javascript:alert(1)' } }, 'item.url unreadable'],
    [
      'a label in no language',
      { factors: [aFactor({ label: { en: 'ok', 'not a tag': 'x' } })] },
      'factors.0.label.not a tag unreadable',
    ],
    ['a factor without id', { factors: [without(aFactor(), 'id'), aFactor()] }, 'factors.0 unreadable'],
    ['data that is no list', { data: 'all of it' }, 'data unreadable'],
    ['no word on money', { commercial: undefined }, 'commercial missing'],
    ['an engine without a name', { engine: { adapter: 'x' } }, 'engine unreadable'],
    ['a contact by script', { contact: { human: 'javascript:alert(1)' } }, 'contact unreadable'],
    ['a word nobody agreed on', { kind: 'prophecy' }, 'kind unknown-value'],
    ['an unknown origin', { data: [aRow({ origin: 'dreamt' })] }, 'data.0.origin unknown-value'],
    ['25 factors', { factors: new Array(25).fill(aFactor()) }, 'factors too-long'],
    [
      'a label of 281 characters',
      { factors: [aFactor({ label: { en: 'x'.repeat(281) } })] },
      'factors.0.label.en too-long',
    ],
    [
      'a label that turns the line round',
      { factors: [aFactor({ label: { en: 'safe \u202eevil' } })] },
      'factors.0.label.en cleaned',
    ],
    ['a name with a bell', { item: { id: '1', name: 'Mug\u0007' } }, 'item.name cleaned'],
  ])('marks %s', (_what, over, mark) => {
    expect(marksOf(over)).toContain(mark);
  });

  it('keeps what stands beside the unreadable', () => {
    const { explanation: found } = read({
      factors: [{ id: 'broken' }, aFactor({ id: 'f2' })],
      data: [aRow({ from: 'May', to: '2011-05-01' })],
    });
    expect(found.factors.map(({ id }) => id)).toEqual(['f2']);
    expect(found.data[0]).toMatchObject({ to: '2011-05-01', category: 'purchase' });
    expect(found.data[0]).not.toHaveProperty('from');
  });

  it('never makes a strength, a payment or a verification up', () => {
    const { explanation: found } = read({
      factors: [without(aFactor(), 'weight')],
      method: undefined,
      commercial: 'no',
    });
    expect(found.factors[0]?.weight).toBeNull();
    expect(found.method).toMatchObject({ type: 'other', verified: false });
    expect(found.commercial).toMatchObject({ sponsored: false, effect: 'other' });
  });

  it('cuts lists and texts at their bounds', () => {
    const { explanation: found } = read({
      factors: new Array(30).fill(aFactor()),
      item: { id: '1', name: 'x'.repeat(5000) },
    });
    expect(found.factors).toHaveLength(24);
    expect(found.item.name.length).toBeLessThanOrEqual(200);
  });

  it.each(['v', 'id', 'iss', 'aud', 'iat', 'exp', 'item'])('is refused without %s', (name) => {
    expect(readExplanation(without(anExplanation(), name))).toBeUndefined();
  });

  it.each([
    ['another version', anExplanation({ v: 2 })],
    ['an item without a name', anExplanation({ item: { id: '1' } })],
    ['an item nobody can see', anExplanation({ item: { id: '1', name: '\u200b\u200b' } })],
    ['more than 60,000 characters', anExplanation({ later: 'x'.repeat(60_001) })],
    ['more than twelve levels', anExplanation({ later: JSON.parse(`${'['.repeat(13)}${']'.repeat(13)}`) })],
    [
      'a cycle',
      (() => {
        const round: Record<string, unknown> = anExplanation();
        round['self'] = round;
        return round;
      })(),
    ],
    [
      'a getter that throws',
      Object.defineProperty({}, 'v', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    ['a list', [anExplanation()]],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'e30.e30.c2ln'],
    ['a big integer', 7n],
  ])('is refused with %s', (_what, value) => {
    expect(readExplanation(value)).toBeUndefined();
  });

  it('counts no brackets inside texts as depth', () => {
    expect(readExplanation(anExplanation({ item: { id: '1', name: '[[[[[[[[[[[[[[[[ "\\" {{{{' } }))).toBeDefined();
  });

  it('pollutes nothing and takes nothing inherited', () => {
    readExplanation(planted(anExplanation(), '__proto__'));
    expect('isAdmin' in {}).toBe(false);
    const { explanation: found } = read({ score: Object.create({ value: 1, scale: 'additive' }) as object });
    expect(found.score).toBeUndefined();
  });

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (value) => {
          expect(() => readExplanation(value)).not.toThrow();
        },
      ),
    );
  });

  it('never throws on an explanation with anything anywhere, and what it keeps is what the schema allows', () => {
    const members = Object.keys(anExplanation());
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 4 }), (name, value) => {
        const result = readExplanation(anExplanation({ [name]: value }));
        const spared = result?.explanation;
        if (!spared?.lang || !spared.surface || !spared.engine || !spared.contact) return;
        const labelled = spared.factors.every(({ label }) => Object.keys(label).length > 0);
        if (labelled) expect(v.is(explanation, spared)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets no hidden character through, in any text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', ' ', '\u202e', '\u200b', '\u0000', '\ud800', '\u2066', '<', '\u{e0041}', '\n'),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const result = readExplanation(
          anExplanation({
            factors: [aFactor({ label: { en: text } })],
            data: [aRow({ category: text, source: text })],
            engine: { name: text, adapter: text },
          }),
        );
        const texts = [
          ...Object.values(result?.explanation.factors[0]?.label ?? {}),
          result?.explanation.data[0]?.source ?? '',
          result?.explanation.engine?.name ?? '',
        ];
        expect(texts.every(isPlain)).toBe(true);
      }),
    );
  });

  it('lets no hostile string of the shared corpora through as it came', (context) => {
    for (const text of ['bidi', 'invisible', 'html'].flatMap((name) =>
      sharedStrings(context, `corpora/${name}.jsonl`),
    )) {
      const name = readExplanation(anExplanation({ item: { id: '1', name: text } }))?.explanation.item.name;
      expect(name === undefined || isPlain(name)).toBe(true);
    }
  });
});
