/** A box on the screen, in CSS pixels of the viewport. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Space kept between the launcher and whatever it stands beside. */
const GAP = 12;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const raised = (box: Box, above: Box): Box => {
  const by = box.bottom - (above.top - GAP);
  return { ...box, top: box.top - by, bottom: box.bottom - by };
};

/** How far up the launcher must move, in pixels, to clear every box painted in its corner. */
export const liftOf = (wanted: Box, painted: readonly Box[]): number => {
  const lowestFirst = [...painted].sort((a, b) => b.bottom - a.bottom);
  const free = lowestFirst.reduce(
    (box, other) => (overlap({ ...box, top: box.top - GAP }, other) ? raised(box, other) : box),
    wanted,
  );
  return wanted.bottom - free.bottom;
};
