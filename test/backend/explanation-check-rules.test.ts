// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { aFactor, anExplanation, aRow, codesIn, findingsIn, type Over } from './told.ts';

describe('the arithmetic', () => {
  const score = (over: Over) => ({ score: { value: 0.6, scale: 'additive', base: 0, residual: 0.1, ...over } });
  const method = (over: Over) => ({ method: { type: 'exact-additive', verified: true, ...over } });

  it.each([
    ['a residual that is too small', score({ residual: 0.09 }), ['sum-wrong /score/value']],
    ['a base that is left out', score({ value: 1.6 }), ['sum-wrong /score/value']],
    ['a difference just above the tolerance', score({ value: 0.600_001_1 }), ['sum-wrong /score/value']],
    ['a difference just below the tolerance', score({ value: 0.600_000_9 }), []],
    [
      'a tolerance that would let anything pass',
      { ...score({ value: 0.7 }), ...method({ tolerance: 1 }) },
      ['sum-wrong /score/value', 'tolerance-too-wide /method/tolerance'],
    ],
    [
      'a narrower tolerance that it misses',
      { ...score({ value: 0.600_000_5 }), ...method({ tolerance: 1e-9 }) },
      ['sum-wrong /score/value'],
    ],
    ['no score', { score: undefined }, ['sum-untold /score']],
    [
      'a weight that is not told',
      { factors: [aFactor({ weight: null })], ...score({}) },
      ['sum-untold /score', 'much-untold /score/residual'],
    ],
    ['more than a fifth left over', score({ value: 0.7, residual: 0.2 }), ['much-untold /score/residual']],
    [
      'a weight against its own word',
      { factors: [aFactor({ effect: 'against' })] },
      ['effect-contradicts /factors/0/effect'],
    ],
    [
      'a story of a language model that is weighed',
      { ...method({ type: 'llm-generated' }) },
      ['ai-story-weighed /factors/0/weight'],
    ],
    [
      'an unweighed story of a language model',
      { ...method({ type: 'llm-generated' }), factors: [aFactor({ weight: null })], score: undefined },
      [],
    ],
  ])('of %s', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(over))).toEqual(findings);
  });

  it('is told in numbers', async () => {
    const found = await findingsIn(anExplanation(score({ residual: 0.05 })));
    expect(found.find(({ code }) => code === 'sum-wrong')?.reason).toBe(
      'is 0.6; base, weights and residual make 0.55: they differ by 0.05, more than 0.000001',
    );
  });
});

describe('sources and rows', () => {
  const others = (over: Over) =>
    aRow({ id: 'd2', about: 'other-shoppers', basis: 'not-personal', consent: undefined, ...over });
  const consent = (over: Over) => ({
    data: [
      aRow({
        consent: {
          purposeId: 'assistant.personalise.purchases',
          receiptId: 'rcp_1',
          stateAtUse: 'given',
          at: '2026-11-22',
          ...over,
        },
      }),
    ],
  });

  it.each([
    [
      'a reason about the shopper without a source',
      { factors: [aFactor({ data: [] })] },
      ['source-missing /factors/0/data'],
    ],
    [
      'a source that is not there',
      { factors: [aFactor({ data: ['d1', 'd9'] })] },
      ['data-unresolved /factors/0/data/1'],
    ],
    [
      'a price on a row that is not there',
      { price: { personalised: false, data: ['d9'] } },
      ['data-unresolved /price/data/0'],
    ],
    [
      'a tool that read a row that is not there',
      { ai: { tools: [{ name: 'search', data: ['d9'] }] } },
      ['data-unresolved /ai/tools/0/data/0'],
    ],
    ['nine other shoppers', { data: [aRow(), others({ count: 9 })] }, ['few-shoppers /data/1/count']],
    ['ten other shoppers', { data: [aRow(), others({ count: 10 })] }, []],
    ['other shoppers, nobody knows how many', { data: [aRow(), others({})] }, ['shoppers-uncounted /data/1']],
    [
      'three who bought both',
      { factors: [aFactor({ detail: { together: 3 } })] },
      ['few-shoppers /factors/0/detail/together'],
    ],
    [
      'examples of a special category',
      { data: [aRow({ special: true, examples: [{ label: 'Test strips' }] })] },
      ['special-examples /data/0/examples'],
    ],
    ['a special category without examples', { data: [aRow({ special: true })] }, []],
    ['consent that is not named', { data: [aRow({ consent: undefined })] }, ['consent-untold /data/0/consent']],
    [
      'consent without receipt and time',
      consent({ receiptId: undefined, at: undefined }),
      ['consent-untold /data/0/consent'],
    ],
    [
      'consent to a purpose no config can have',
      consent({ purposeId: 'Everything' }),
      ['consent-untold /data/0/consent'],
    ],
    ['use after a withdrawal', consent({ stateAtUse: 'withdrawn' }), ['consent-not-given /data/0/consent/stateAtUse']],
    ['use after it was made', consent({ at: '2026-11-30' }), ['used-later /data/0/consent/at']],
  ])('with %s', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(over))).toEqual(findings);
  });
});

describe('names in it', () => {
  const change = (over: Over) => ({
    counterfactuals: [
      { change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 2 }, verified: true, control: 'c1', ...over },
    ],
  });

  it.each([
    [
      'a factor twice',
      { factors: [aFactor({ weight: 0.25 }), aFactor({ weight: 0.25 })] },
      ['duplicate-id /factors/1/id'],
    ],
    ['a row twice', { data: [aRow(), aRow()] }, ['duplicate-id /data/1/id']],
    [
      'a control of a factor that is not there',
      { factors: [aFactor({ controls: ['c9'] })] },
      ['control-unresolved /factors/0/controls/0'],
    ],
    [
      'a control of a row that is not there',
      { data: [aRow({ controls: ['c1', 'c9'] })] },
      ['control-unresolved /data/0/controls/1'],
    ],
    [
      'a control of a change that is not there',
      change({ control: 'c9' }),
      ['control-unresolved /counterfactuals/0/control'],
    ],
    [
      'a change that leaves out nothing',
      change({ change: [{ op: 'exclude-data' }] }),
      ['change-unresolved /counterfactuals/0/change/0/ref'],
    ],
    [
      'a change of a row that is not there',
      change({ change: [{ op: 'disable-data', ref: 'd9' }] }),
      ['change-unresolved /counterfactuals/0/change/0/ref'],
    ],
    ['a change nobody tried', change({ verified: false }), ['counterfactual-unverified /counterfactuals/0/verified']],
    ['a change without any row', change({ change: [{ op: 'disable-personalisation' }] }), []],
    [
      'a difference by a factor that is not there',
      { contrast: { insteadOf: { id: 'cup' }, differences: [{ factor: 'f9', label: { en: 'x' } }] } },
      ['factor-unresolved /contrast/differences/0/factor'],
    ],
  ])('with %s', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(over))).toEqual(findings);
  });
});
