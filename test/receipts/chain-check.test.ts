import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../src/contract/ids.ts';
import { type ChainLink, checkChain } from '../../src/receipts/chain-check.ts';

const digest = (name: string): Sha256 => name.padEnd(43, '0') as Sha256;
const link = (seq: number, over: Partial<ChainLink> = {}): ChainLink => ({
  id: `e${seq}`,
  subject: 'sub_a',
  seq,
  prev: seq === 1 ? null : digest(`d${seq - 1}`),
  digest: digest(`d${seq}`),
  ...over,
});
const found = (...links: readonly ChainLink[]) => Object.fromEntries(checkChain(links));

describe('A chain of choices', () => {
  it('that is whole says nothing, in whatever order it is listed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 }), (order) => {
        expect(found(...order.map((seq) => link(seq)))).toEqual({});
      }),
    );
  });

  it('shows where choices are missing, and how many', () => {
    expect(found(link(3), link(4), link(7))).toEqual({
      e3: { kind: 'gap', missing: 2 },
      e7: { kind: 'gap', missing: 2 },
    });
  });

  it('shows any link whose predecessor is another than it names', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), (at) => {
        const links = [1, 2, 3, 4, 5, 6, 7].map((seq) => link(seq, seq === at ? { prev: digest('other') } : {}));
        expect(found(...links)).toEqual({ [`e${at}`]: { kind: 'broken' } });
      }),
    );
  });

  it('shows a first link that claims to follow another', () => {
    expect(found(link(1, { prev: digest('other') }))).toEqual({ e1: { kind: 'broken' } });
  });

  it('shows a choice that another browser made in the same place, and goes on behind the first', () => {
    const rival = link(2, { id: 'rival', digest: digest('rival') });
    expect(found(link(1), link(2), rival, link(3))).toEqual({ rival: { kind: 'fork' } });
  });

  it('keeps two subjects apart', () => {
    const other = [1, 2].map((seq) => link(seq, { id: `o${seq}`, subject: 'sub_b' }));
    expect(found(link(1), ...other, link(2))).toEqual({});
  });
});
