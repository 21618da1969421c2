// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  type ControlView,
  factorControls,
  type Offered,
  rowControls,
  wholeControls,
} from '../../src/explain/controls.ts';
import { aFactor, aRow, othersRow, PURCHASES, reading } from './samples.ts';

const control = (type: string, over: object = {}) => ({ id: `c-${type}`, type, effect: 'immediate', ...over });
const offered = (over: object = {}): Offered => ({
  explanation: reading(over).explanation,
  cited: [PURCHASES],
  personal: [PURCHASES],
});
const told = (views: readonly ControlView[]) => views.map(({ type, deed }) => [type, deed]);
const wish = (scope: string, ref: string) => ({ withdraw: [], object: [{ scope, ref }] });
const besideRow = (types: readonly string[], over: object = {}) => {
  const data = [aRow({ controls: types.map((type) => `c-${type}`), ...over })];
  const all = offered({ data, controls: types.map((type) => control(type)) });
  const [first] = all.explanation.data;
  return first ? told(rowControls(first, all)) : [];
};

describe('what can be done about an explanation as a whole', () => {
  it('is an objection to the item and one to the explanation, whatever the shop offers', () => {
    expect(told(wholeControls(offered()))).toEqual([
      ['not-interested', wish('item', '84970L')],
      ['report-explanation', wish('explanation', 'x1')],
    ]);
  });

  it('is no objection to the item where it is no recommendation', () => {
    expect(told(wholeControls(offered({ kind: 'price' }))).map(([type]) => type)).toEqual(['report-explanation']);
  });

  it.each([
    ['hide-item', wish('item', '84970L')],
    ['disable-personalisation', undefined],
    ['object-direct-marketing', undefined],
    ['withdraw-consent', undefined],
  ])('shows each act once: %s', (type, deed) => {
    const controls = [control(type, { id: 'one' }), control(type, { id: 'two' })];
    const found = told(wholeControls(offered({ controls }))).filter(([name]) => name === type);
    // One purpose on consent: its switch does the very same.
    expect(found).toEqual(deed ? [[type, deed]] : []);
  });

  it('withdraws and objects together where no switch does both', () => {
    const data = [
      aRow(),
      aRow({ id: 'd2', basis: 'legitimate-interest', purpose: 'shop.similar', consent: undefined }),
    ];
    const controls = [control('disable-personalisation'), control('object-direct-marketing')];
    expect(told(wholeControls(offered({ data, controls })))[0]).toEqual([
      'disable-personalisation',
      { withdraw: [PURCHASES], object: [{ scope: 'purpose', ref: 'shop.similar' }] },
    ]);
    expect(told(wholeControls(offered({ data, controls }))).map(([type]) => type)).not.toContain(
      'object-direct-marketing',
    );
  });

  it('leaves to its own button what a change or the list without data already does', () => {
    const data = [
      aRow(),
      aRow({ id: 'd2', basis: 'legitimate-interest', purpose: 'shop.similar', consent: undefined }),
    ];
    const controls = [control('disable-personalisation')];
    const change = [{ op: 'disable-personalisation' }];
    const types = (over: object) => wholeControls(offered({ data, controls, ...over })).map(({ type }) => type);
    expect(types({})).toContain('disable-personalisation');
    expect(types({ counterfactuals: [{ change, outcome: {}, verified: true }] })).not.toContain(
      'disable-personalisation',
    );
    expect(types({ alternatives: [{ id: 'b', personalised: false }] })).not.toContain('disable-personalisation');
  });

  it.each(['exclude-data', 'disable-data', 'hide-brand', 'something-new'])(
    'tells of %s without a button where nothing says what it is about',
    (type) => {
      const [view] = wholeControls(offered({ controls: [control(type)] }));
      expect(view).toMatchObject({ type: type === 'something-new' ? 'other' : type, deed: undefined, link: undefined });
    },
  );

  it.each([
    ['access-request', 'privacy'],
    ['delete-data', 'privacy'],
    ['wrong-data', 'privacy'],
  ])('leads from %s to the shop’s %s contact', (type, link) => {
    expect(wholeControls(offered({ controls: [control(type)] }))[0]).toMatchObject({ type, link, deed: undefined });
  });

  it('keeps what stands beside a row that no shown factor rests on', () => {
    const data = [aRow(), aRow({ id: 'd2', controls: ['c-exclude-data'] })];
    const controls = [control('exclude-data')];
    expect(told(wholeControls(offered({ data, controls })))[0]).toEqual(['exclude-data', wish('data', 'd2')]);
  });

  it('keeps what stands beside factors that a language model wrote, which are not shown', () => {
    const controls = [control('not-interested')];
    const factors = [aFactor({ controls: ['c-not-interested'] })];
    const types = (method: object) => wholeControls(offered({ factors, controls, method })).map(({ type }) => type);
    expect(types({ type: 'llm-generated', verified: false })).toContain('not-interested');
    expect(types({ type: 'exact-additive', verified: true })).not.toContain('not-interested');
  });

  it('has no second way to a person: that link stands beneath the engine', () => {
    expect(wholeControls(offered({ controls: [control('request-human')] })).map(({ type }) => type)).not.toContain(
      'request-human',
    );
  });
});

describe('what can be done beside a data row', () => {
  it('is not what the row’s own button and the purpose’s switch do', () => {
    expect(besideRow(['exclude-data', 'disable-data', 'withdraw-consent'])).toEqual([]);
  });

  it('is to say that it is wrong, which objects to it', () => {
    expect(besideRow(['wrong-data'])).toEqual([['wrong-data', wish('data', 'd1')]]);
  });

  it('is to object to its purpose where it does not rest on consent', () => {
    const over = { basis: 'legitimate-interest', purpose: 'shop.similar', consent: undefined };
    expect(besideRow(['disable-data'], over)).toEqual([['disable-data', wish('purpose', 'shop.similar')]]);
  });

  it('is to hide a brand by the row’s source', () => {
    expect(besideRow(['hide-brand'], { about: 'item', source: 'ACME' })).toEqual([
      ['hide-brand', wish('source', 'ACME')],
    ]);
  });

  it('is to leave it out where the panel has no button for it', () => {
    expect(besideRow(['exclude-data'], { about: 'session' })).toEqual([['exclude-data', wish('data', 'd1')]]);
  });

  it('is nothing that no control is called', () => {
    const all = offered({ data: [aRow({ controls: ['nobody'] })] });
    const [first] = all.explanation.data;
    expect(first && rowControls(first, all)).toEqual([]);
  });
});

describe('what can be done beside a factor', () => {
  it('is about its data, and nothing that stands beside one of its rows', () => {
    const factors = [aFactor({ data: ['d1', 'd9'], controls: ['c-exclude-data', 'c-wrong-data'] })];
    const data = [aRow({ controls: ['c-wrong-data'] }), othersRow()];
    const all = offered({ factors, data, controls: [control('exclude-data'), control('wrong-data')] });
    const [factor] = all.explanation.factors;
    expect(factor && told(factorControls(factor, all))).toEqual([
      [
        'exclude-data',
        {
          withdraw: [],
          object: [
            { scope: 'data', ref: 'd1' },
            { scope: 'data', ref: 'd9' },
          ],
        },
      ],
    ]);
  });
});
