/** One measured figure. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | '%' | '×' | '';
  /** Where the figure has to stay; none where it is only told. */
  readonly bound?: { readonly below: number } | { readonly atMost: number };
};

/** Something that is measured; one file for each. */
export type Bench = { readonly name: string; readonly run: () => Promise<readonly Figure[]> };

/** The value below which so large a part of the values lies (nearest rank). Throws where there are none. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
};

/** Whether a figure is where it has to be. */
export const isWithin = ({ value, bound }: Figure): boolean => {
  if (!bound) return true;
  return 'below' in bound ? value < bound.below : value <= bound.atMost;
};

const boundText = ({ bound, unit }: Figure): string => {
  if (!bound) return '';
  return 'below' in bound ? `< ${bound.below} ${unit}`.trim() : `≤ ${bound.atMost} ${unit}`.trim();
};

const DIGITS = { ms: 2, '%': 0, '×': 1, '': 4 } as const;

const valueText = ({ value, unit }: Figure): string =>
  `${Number.isInteger(value) ? value : value.toFixed(DIGITS[unit])} ${unit}`.trim();

/** The figures of a bench as lines of a table; what is out of bounds is marked. */
export const tableOf = (name: string, figures: readonly Figure[]): string =>
  [
    `\n${name}`,
    ...figures.map((figure) =>
      `  ${figure.what.padEnd(58)}${valueText(figure).padStart(12)}  ${boundText(figure).padEnd(10)}${isWithin(figure) ? '' : 'OUT OF BOUNDS'}`.trimEnd(),
    ),
  ].join('\n');

/** Says when others use this machine: then its times are longer than the product's. Undefined when nobody does. */
export const busyLine = (load: number, processors: number): string | undefined =>
  load > processors
    ? `\nThis machine is busy (load ${load.toFixed(1)} on ${processors} processors): times are longer than they would be.`
    : undefined;
