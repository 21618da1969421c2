// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, narrower, withExpiry } from '../../src/consent/consent.ts';
import { statusOf } from '../../src/consent/status.ts';
import { anyEffective, effectiveOf, key, KEYS, second } from './arbitraries.ts';

const sometime = fc.integer({ min: 0, max: 10 }).map(second);

describe('the narrower of two records', () => {
  it('allows exactly what both allow, at every time', () => {
    fc.assert(
      fc.property(anyEffective, anyEffective, sometime, (one, other, time) => {
        const both = withExpiry(narrower(one, other), time);
        for (const name of KEYS) {
          const wanted = isAllowed(withExpiry(one, time), name) && isAllowed(withExpiry(other, time), name);
          expect(isAllowed(both, name)).toBe(wanted);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('allows the same whichever is named first', () => {
    fc.assert(
      fc.property(anyEffective, anyEffective, sometime, (one, other, time) => {
        const [first, second_] = [withExpiry(narrower(one, other), time), withExpiry(narrower(other, one), time)];
        for (const name of KEYS) expect(isAllowed(first, name)).toBe(isAllowed(second_, name));
      }),
      { numRuns: 1000 },
    );
  });

  it('of a record and itself says the same, and with nothing known allows nothing', () => {
    fc.assert(
      fc.property(anyEffective, (one) => {
        for (const name of KEYS) {
          expect(statusOf(narrower(one, one), name)).toBe(statusOf(one, name));
          expect(isAllowed(narrower(one, {}), name)).toBe(false);
          expect(isAllowed(narrower({}, one), name)).toBe(false);
        }
      }),
    );
  });

  it.each([
    [
      'a vendor only one side names, allowed through its purpose',
      { ads: 'given', 'ads@meta': 'given' },
      { ads: 'given' },
      'given',
    ],
    ['a vendor only one side refuses', { ads: 'given' }, { ads: 'given', 'ads@meta': 'withdrawn' }, 'withdrawn'],
    ['a purpose one side refuses', { ads: 'refused' }, { ads: 'given', 'ads@meta': 'given' }, 'refused'],
    ['a purpose one side does not know', { ads: 'given' }, {}, 'unknown'],
    ['a purpose that ran out at one side', { ads: 'expired' }, { ads: 'given' }, 'expired'],
  ] as const)('says of %s what the narrower side says', (_what, one, other, status) => {
    expect(statusOf(narrower(effectiveOf(one), effectiveOf(other)), key('ads@meta'))).toBe(status);
    expect(statusOf(narrower(effectiveOf(other), effectiveOf(one)), key('ads@meta'))).toBe(status);
  });

  it('ends a grant when the first of the two ends', () => {
    const short = { ads: { state: 'given', until: second(1) } } as const;
    const long = { ads: { state: 'given', until: second(2) } } as const;
    for (const both of [narrower(short, long), narrower(long, short), narrower(short, effectiveOf({ ads: 'given' }))]) {
      expect(both[key('ads')]).toEqual({ state: 'given', until: second(1) });
    }
  });
});
