import { describe, expect, it } from 'vitest';
import { allChoices, choiceRows, keyOf, oppositeOf } from '../../src/consent/choices.ts';
import type { PurposeId } from '../../src/contract/ids.ts';
import { aConfig, choices, PURCHASES } from '../support/ledger-builders.ts';

const ADS = keyOf('ads' as PurposeId);

describe('Choices', () => {
  it('give or refuse every choosable purpose, and no other', () => {
    const config = aConfig();
    const orders = {
      ...config.purposes[0],
      id: 'shop.orders' as PurposeId,
      basis: 'contract',
    } as (typeof config.purposes)[number];
    const purposes = [...config.purposes, orders];
    expect(allChoices({ purposes }, 'given', false)).toEqual({ [PURCHASES]: 'given', ads: 'given' });
    expect(allChoices({ purposes }, 'refused', false)).toEqual({ [PURCHASES]: 'refused', ads: 'refused' });
  });

  it('"allow all" does not override Global Privacy Control', () => {
    expect(allChoices(aConfig(), 'given', true)).toEqual({ [PURCHASES]: 'given', ads: 'refused' });
  });

  it('are undone by their opposite, never by less than what held before', () => {
    const before = { [keyOf(PURCHASES)]: { state: 'given' as const } };
    expect(oppositeOf(choices({ [PURCHASES]: 'refused', ads: 'given' }), before)).toEqual({
      [PURCHASES]: 'given',
      ads: 'refused',
    });
  });

  it('have a row for every purpose the notice has words for', () => {
    const config = aConfig();
    const ads = config.notice.purposes
      .slice(0, 1)
      .map((one) => ({ ...one, id: 'ads' as PurposeId, title: 'Advertising' }));
    const words = [...config.notice.purposes, ...ads];
    const rows = choiceRows({ ...config, notice: { ...config.notice, purposes: words } }, {}, true);
    expect(rows.assistant.map(({ purpose, status }) => [purpose.id, status])).toEqual([[PURCHASES, 'unknown']]);
    expect(rows.other.map(({ purpose, byGpc }) => [purpose.id, byGpc])).toEqual([['ads', true]]);
    expect(choiceRows(config, {}, false).other).toEqual([]);
  });

  it('say that Global Privacy Control keeps a purpose off only while it does', () => {
    const config = aConfig();
    const words = config.notice.purposes.slice(0, 1).map((one) => ({ ...one, id: 'ads' as PurposeId }));
    const shown = { ...config, notice: { ...config.notice, purposes: words } };
    expect(choiceRows(shown, { [ADS]: { state: 'given' } }, true).other[0]?.byGpc).toBe(false);
    expect(choiceRows(shown, {}, false).other[0]?.byGpc).toBe(false);
  });
});
