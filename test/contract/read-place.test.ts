import { describe, expect, it } from 'vitest';
import { readPlace } from '../../src/contract/read-place.ts';

const NOWHERE = { surface: undefined, rank: undefined, of: undefined };

describe('the place of an explanation', () => {
  it('is its list, its rank in it, and how many there are', () => {
    const told = { surface: { id: 'home', strategy: 'co-purchase' }, rank: { position: 2, of: 8 } };
    expect(readPlace(told)).toEqual({ surface: 'home', rank: 2, of: 8 });
  });

  it.each([
    ['without a rank', { surface: { id: 'home' } }, { ...NOWHERE, surface: 'home' }],
    ['with a rank of no list', { rank: { position: 1 } }, { ...NOWHERE, rank: 1 }],
    ['with a strategy nobody knows', { surface: { id: 'home', strategy: 'x' } }, { ...NOWHERE, surface: 'home' }],
    ['with a surface that cannot be read', { surface: { id: 7 }, rank: { position: 1 } }, { ...NOWHERE, rank: 1 }],
    [
      'with a rank that cannot be read',
      { surface: { id: 'home' }, rank: { position: -1 } },
      { ...NOWHERE, surface: 'home' },
    ],
    ['with nothing in it', {}, NOWHERE],
  ])('is known as far as it is told: %s', (_what, value, place) => {
    expect(readPlace(value)).toEqual(place);
  });

  it.each([undefined, null, 7, 'text', []])('is not known where there is no explanation: %j', (value) => {
    expect(readPlace(value)).toEqual(NOWHERE);
  });

  it('is not known where the page’s own object fails', () => {
    const failing = Object.defineProperty({}, 'surface', {
      get: () => {
        throw new Error('no');
      },
    });
    expect(readPlace(failing)).toEqual(NOWHERE);
  });
});
