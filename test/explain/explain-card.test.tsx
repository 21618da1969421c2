import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { aFactor } from './samples.ts';
import { openAll, showing, text } from './showing.tsx';

const { signed, show } = showing();
const rowsOf = (name: string): readonly (readonly (string | null)[])[] =>
  within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .map((row) => Array.from(row.children, ({ textContent }) => textContent));

describe('the engine in the panel', () => {
  it('tells its adapter, its answer’s number and how it got to its reasons', async () => {
    const engine = { name: 'item-cf', adapter: 'item-cf@1', responseId: 'r-77' };
    await show(await signed({ engine, method: { type: 'exact-additive', verified: true, tolerance: 1e-6 } }));
    await openAll();
    expect(rowsOf('More about the engine')).toEqual([
      ['Explained by', '“item-cf@1”'],
      ['Answer', '“r-77”'],
      ['Kind of reason', 'exact parts of the score'],
      ['Checked by the shop', 'yes, to within 0.000001'],
    ]);
  });

  it.each([
    ['not checked', { type: 'vendor-reason', verified: false }, ['what the engine’s maker says', 'no']],
    [
      'checked to no known tolerance',
      { type: 'shap', verified: true },
      ['parts worked out from the model (SHAP)', 'yes, it says'],
    ],
    ['of a kind nobody knows', { type: 'magic', verified: false }, ['other', 'no']],
  ])('tells reasons %s as such', async (_what, method, cells) => {
    await show(await signed({ method, score: undefined }));
    await openAll();
    expect(
      rowsOf('More about the engine')
        .slice(-2)
        .map(([, cell]) => cell),
    ).toEqual(cells);
  });

  it('says when its track record was measured', async () => {
    const calibration = { statement: { en: 'One in 20 is bought.' }, n: 1390, measuredAt: '2011-12-09T00:00:00Z' };
    await show(await signed({ score: { value: 0.5, scale: 'additive', calibration } }));
    expect(text()).toContain('Measured with 1,390 shoppers: “One in 20 is bought.” Measured on Dec 9, 2011.');
  });
});

describe('the numbers in the panel', () => {
  const factors = [aFactor({ weight: 0.4 }), aFactor({ id: 'f2', weight: -0.1, label: { en: 'Often sent back' } })];

  it('are added up before the shopper’s eyes', async () => {
    await show(await signed({ factors, score: { value: 0.55, scale: 'additive', base: 0.2, residual: 0.05 } }));
    await openAll();
    expect(rowsOf('The numbers')).toEqual([
      ['Part', 'Value'],
      ['Starting value', '0.2'],
      ['“You bought a red candle”', '+0.4'],
      ['“Often sent back”', '-0.1'],
      ['Everything that is not listed', '0.05'],
      ['Sum', '0.55'],
      ['Score', '0.55'],
    ]);
    expect(text()).toContain('The sum is the score.');
  });

  it('that are not the score say so', async () => {
    await show(await signed({ factors, score: { value: 0.9, scale: 'additive' } }));
    await openAll();
    expect(text()).toContain('The sum is not the score: these numbers do not add up.');
  });

  it.each([
    ['a strength is not disclosed', { factors: [...factors, aFactor({ id: 'f3', weight: null })] }],
    ['the engine’s score is no sum', { factors, method: { type: 'search-explain', verified: false } }],
    ['a factor could not be read', { factors: [...factors, { id: 'f9' }] }],
  ])('are not judged when %s', async (_what, over) => {
    await show(await signed({ score: { value: 0.9, scale: 'additive' }, ...over }));
    await openAll();
    expect(text()).toContain('The shop does not tell enough to check the sum.');
    expect(text()).not.toContain('The sum is not the score');
  });

  it('of any size keep to their line', async () => {
    const huge = [aFactor({ weight: 1e300 }), aFactor({ id: 'f2', weight: 1e-12 })];
    await show(await signed({ factors: huge, score: { value: 1e300, scale: 'additive' } }));
    await openAll();
    const cells = rowsOf('The numbers').map(([, value]) => value ?? '');
    expect(cells).toContain('+1E300');
    expect(cells.every(({ length }) => length < 20)).toBe(true);
  });

  it.each([
    ['a language model wrote', { method: { type: 'llm-generated', verified: false } }],
    ['nobody has told', { factors: [aFactor({ weight: null })], score: undefined }],
  ])('that %s are not shown', async (_what, over) => {
    await show(await signed(over));
    await openAll();
    expect(screen.queryByRole('table', { name: 'The numbers' })).toBeNull();
  });
});

describe('why this and not another', () => {
  const contrast = {
    insteadOf: { id: 'mug', name: 'Mug' },
    differences: [
      { label: { en: 'Bought together' }, delta: 0.25 },
      { label: { en: 'In season' }, delta: -0.5 },
      { label: { en: 'Same shelf' } },
    ],
  };

  it('is a short list under its question', async () => {
    await show(await signed({ contrast }));
    const list = screen.getByRole('heading', { name: 'Why this and not “Mug”', level: 4 }).parentElement;
    expect(
      within(list ?? document.body)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['“Bought together”: 0.25 more for this', '“In season”: 0.5 less for this', '“Same shelf”']);
  });

  it.each([
    ['the shop tells no difference', { contrast: { ...contrast, differences: [] } }],
    ['a language model wrote it', { contrast, method: { type: 'llm-generated', verified: false } }],
  ])('is not told when %s', async (_what, over) => {
    await show(await signed(over));
    expect(text()).not.toContain('and not “Mug”');
  });
});
