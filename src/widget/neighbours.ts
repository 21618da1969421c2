import type { Box } from './corner.ts';

/** Larger than this is a panel or the page itself, not a launcher to stand beside. */
const LARGEST = 140;

/** Close enough together that no launcher slips between. */
const STEP = 20;

const steps = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / STEP) + 1 }, (_none, at) => Math.min(to - 1, from + at * STEP));

const fixedAncestor = (element: Element): Element | undefined => {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).position === 'fixed') return at;
  }
  return undefined;
};

/** Boxes of fixed elements really painted in the column above a wanted box, other than our own host. Measured, never named. */
export const paintedBoxes = (wanted: Box, host: Element): readonly Box[] => {
  const { ownerDocument: document } = host;
  const points = steps(wanted.left, wanted.right).flatMap((x) =>
    steps(Math.max(0, wanted.bottom - 3 * LARGEST), wanted.bottom).map((y) => [x, y] as const),
  );
  const found = new Set<Element>();
  for (const element of new Set(points.flatMap(([x, y]) => document.elementsFromPoint(x, y)))) {
    const fixed = element === host ? undefined : fixedAncestor(element);
    if (fixed) found.add(fixed);
  }
  return Array.from(found, (element) => element.getBoundingClientRect()).filter(({ height }) => height <= LARGEST);
};
