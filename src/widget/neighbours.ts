import type { Box } from './corner.ts';

/** Larger than this is a panel or the page itself, not a launcher to stand beside. */
const LARGEST = 140;

const fixedAncestor = (element: Element): Element | undefined => {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).position === 'fixed') return at;
  }
  return undefined;
};

/** Boxes of fixed elements really painted in the column above a wanted box, other than our own host. Measured, never named. */
export const paintedBoxes = (wanted: Box, host: Element): readonly Box[] => {
  const { ownerDocument: document } = host;
  const middle = (wanted.left + wanted.right) / 2;
  const found = new Set<Element>();
  for (let y = wanted.bottom; y > Math.max(0, wanted.bottom - 3 * LARGEST); y -= 16) {
    for (const x of [wanted.left + 1, middle, wanted.right - 1]) {
      for (const element of document.elementsFromPoint(x, y)) {
        const fixed = element === host ? undefined : fixedAncestor(element);
        if (fixed) found.add(fixed);
      }
    }
  }
  return Array.from(found, (element) => element.getBoundingClientRect()).filter(({ height }) => height <= LARGEST);
};
