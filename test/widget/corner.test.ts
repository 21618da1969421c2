import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, liftOf } from '../../src/widget/corner.ts';

const pill: Box = { left: 900, right: 1000, top: 660, bottom: 700 };

describe('The launcher', () => {
  it('stays where it is when nothing stands there', () => {
    expect(liftOf(pill, [])).toBe(0);
    expect(liftOf(pill, [{ left: 0, right: 100, top: 600, bottom: 700 }])).toBe(0);
  });

  it('stands 12 px above a chat launcher in its corner', () => {
    expect(liftOf(pill, [{ left: 930, right: 994, top: 636, bottom: 700 }])).toBe(76);
  });

  it('climbs over a cookie bar and the chat launcher above it', () => {
    const bar: Box = { left: 0, right: 1000, top: 640, bottom: 720 };
    const chat: Box = { left: 930, right: 994, top: 560, bottom: 630 };
    expect(liftOf(pill, [chat, bar])).toBe(152);
  });

  it('overlaps none of the boxes, wherever they are', () => {
    const box = fc
      .record({
        left: fc.integer({ min: 800, max: 1000 }),
        top: fc.integer({ min: 100, max: 690 }),
        width: fc.integer({ min: 1, max: 200 }),
        height: fc.integer({ min: 1, max: 140 }),
      })
      .map(({ left, top, width, height }): Box => ({ left, top, right: left + width, bottom: top + height }));
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), (painted) => {
        const lift = liftOf(pill, painted);
        const [top, bottom] = [pill.top - lift, pill.bottom - lift];
        return painted.every(
          (other) => other.left >= pill.right || other.right <= pill.left || other.top >= bottom || other.bottom <= top,
        );
      }),
    );
  });
});
