// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/explain/answer.ts';
import { isSame, namedIn } from '../../src/explain/named.ts';
import { aFactor, aRow, reading } from './samples.ts';

const SHOP = ['https://shop.example'];
const question = aRow({ id: 'q1', category: 'question', about: 'session', examples: [{ label: 'gift for a cook' }] });
const ai = {
  interacting: true,
  generatedText: true,
  model: 'small-1',
  tools: [{ name: 'search_catalogue', at: '2011-11-04T00:00:00Z', data: ['q1'], resultCount: 3 }],
  citations: [
    { label: 'Candle holder: product page', url: 'https://shop.example/p/1', quote: 'Made of zinc' },
    { label: 'Care guide', url: 'https://care.example/zinc' },
    { label: 'Old link', url: 'http://care.example/' },
  ],
};
const chat = (over: object = {}) => ({ kind: 'chat-answer', data: [aRow(), question], ai, ...over });
const answer = (over: object = {}, said?: string) => answerOf(reading(chat(over)).explanation, said, SHOP);
const flags = (said: string, over: object = {}): readonly string[] =>
  (answer(over, said)?.flags ?? []).map(({ code, words }) => `${code}: ${words}`);

describe('a chat answer', () => {
  it('tells which tools were called, and which data they touched', () => {
    expect(answer()?.tools).toMatchObject([
      { name: 'search_catalogue', rows: [{ id: 'q1' }], resultCount: 3, lacksData: false },
    ]);
  });

  it('tells of a tool that touched data which is not told', () => {
    const tools = [{ name: 'orders', data: ['q1', 'secret'] }];
    expect(answer({ ai: { ...ai, tools } })?.tools).toMatchObject([{ rows: [{ id: 'q1' }], lacksData: true }]);
  });

  it('puts citations beside the product they speak of, the rest beside the answer', () => {
    expect(answer()?.cited).toMatchObject([
      { product: 'Candle holder', citations: [{ quote: 'Made of zinc' }] },
      {
        product: undefined,
        citations: [
          { label: 'Care guide', link: { host: 'care.example' } },
          { label: 'Old link', link: undefined },
        ],
      },
    ]);
  });

  it('says who wrote it', () => {
    expect(answer()).toMatchObject({ talksToAi: true, wroteText: true, model: 'small-1' });
    expect(answer({ ai: undefined })).toMatchObject({ talksToAi: true, wroteText: false, tools: [], cited: [] });
  });

  it('is not what a recommendation is', () => {
    expect(answerOf(reading().explanation, 'Take “The Blue Mug”.', SHOP)).toBeUndefined();
  });
});

describe('a product that the text names', () => {
  it.each([
    ['in quotation marks', 'Take “The Blue Mug”.'],
    ['in German ones', 'Nehmen Sie „The Blue Mug“.'],
    ['in angle ones', 'خذ «The Blue Mug».'],
    ['in bold', 'Take **The Blue Mug** today.'],
    ['as a link', 'See [The Blue Mug](https://shop.example/p/9).'],
    ['on a line with its price', 'These fit:\n- The Blue Mug – €12.50'],
    ['on the third line with its price', 'These fit:\r\n- Candle Holder – €3.00\r\n2. The Blue Mug: €12.50'],
    ['with hidden characters in it', 'Take “The\u200b Bl\u202eue Mug”.'],
  ])('%s, and nothing holds, is flagged', (_how, said) => {
    expect(flags(said)).toEqual(['not-found: The Blue Mug']);
  });

  it.each([
    ['the product itself', 'Take “Candle Holder”.'],
    ['a longer name of it', 'Take “Zinc Candle Holder”.'],
    [
      'a shorter name of an alternative',
      'Or “Blue Mug”.',
      { alternatives: [{ id: 'a', name: 'THE BLUE MUG', personalised: false }] },
    ],
    ['what a citation speaks of', 'See “Care Guide”.'],
    ['what the shopper bought', 'It goes with “Red Candle”.'],
    ['the question', 'For “Gift for a Cook” I found these:'],
    ['one word', 'I found 3 for “mug”.'],
    ['a sentence', '“We Love Mugs, And You.”'],
    ['something in small letters', 'It is “easy to clean”.'],
    ['a heading without a price', '- Free Returns: within 30 days'],
    ['a name in the middle of a sentence', 'The Blue Mug is nice.'],
    ['nothing', ''],
  ])('and that is %s is not flagged', (_what, said, over?: object) => {
    expect(flags(said, over)).toEqual([]);
  });

  it('is flagged once, and no more than five are', () => {
    const said = Array.from(Array(9), (_, at) => `“Blue Mug ${at % 7}”`).join(' ');
    expect(flags(said)).toHaveLength(5);
  });

  it('is shown without hidden characters', () => {
    expect(flags('Take “The Blue\u202e Mug”.')).toEqual(['not-found: The Blue Mug']);
  });

  it('is not looked for outside a chat', () => {
    expect(answer({ kind: 'recommendation' }, 'Take “The Blue Mug”.')?.flags).toEqual([]);
  });
});

describe('a reason that the text claims', () => {
  const popular = { factors: [aFactor({ code: 'popularity', label: { en: 'Popular with everyone' }, data: [] })] };

  it.each([
    ['Because you bought candles, you may like this.', 'Because you bought candles, you may like this'],
    ['I chose it based on your recent orders.', 'based on your recent orders'],
    ['Weil Sie Kerzen gekauft haben, passt das.', 'Weil Sie Kerzen gekauft haben, passt das'],
    ['Das passt aufgrund Ihrer Einkäufe.', 'aufgrund Ihrer Einkäufe'],
    ['هذا لأنك اشتريت شموعًا.', 'لأنك اشتريت شموعًا'],
    ['It suits you because you live in York.', 'because you live in York'],
    ['This is based on your age.', 'based on your age'],
    ['since you looked at lamps', 'since you looked at lamps'],
  ])('%s, and no factor bears out, is flagged in its words', (said, words) => {
    expect(flags(said, { ...popular, data: [] })).toEqual([`not-signed: ${words}`]);
  });

  it.each([
    ['a factor says', 'Because you bought candles, you may like this.', {}],
    ['the data of a factor says', 'This is based on your orders.', { factors: [aFactor({ label: { en: 'Fits' } })] }],
    ['everybody’s choice says', 'because many customers bought it', popular],
    ['is only a mention', 'You bought candles before.', popular],
    ['is an offer', 'If you buy two, one is free.', popular],
  ])('and that %s is not flagged', (_what, said, over) => {
    expect(flags(said, over)).toEqual([]);
  });
});

describe('the text of an answer', () => {
  it('of any kind breaks nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (said) => {
        expect(() => answer({}, said)).not.toThrow();
      }),
      { numRuns: 60 },
    );
    for (const evil of ['“', '**', '[', '- ', 'because you ', 'weil Sie ', '"a ']) {
      expect(() => answer({}, evil.repeat(20_000))).not.toThrow();
    }
  }, 60_000);

  it('is read no further than to its bound', () => {
    expect(flags(`${' '.repeat(20_000)}“The Blue Mug”`)).toEqual([]);
  });

  it('names are compared by their words', () => {
    expect(isSame('T-Light Holder!', 'SINGLE HEART ZINC T-LIGHT HOLDER')).toBe(true);
    expect(isSame('Blue Mug', 'Red Mug')).toBe(false);
    expect(isSame('!!', 'Red Mug')).toBe(false);
    expect(namedIn('no names here')).toEqual([]);
  });
});
