import { closureOf, fileOf, type Output, type Size, sizeOfFiles } from './output.ts';

/** Most bytes (Brotli 11) a line may have, and what it should have. A line without a limit may only not grow. */
export type Budget = { readonly line: string; readonly limit?: number; readonly aim?: number };

/** One line of the table. */
export type Measured = Budget & { readonly size: Size };

/** One figure of a line's history: the newest is its ceiling. A growth of more than 2 % needs the reason beside it. */
export type Figure = { readonly bytes: number; readonly reason?: string };

/** Line → its figures, oldest first. */
export type Figures = Readonly<Record<string, readonly Figure[]>>;

const GROWTH = 1.02;
const SLICES = ['explain', 'consent', 'receipts'] as const;
const LOCALES = ['de', 'ar'] as const;

const NOTICE = ['candor.js', 'start', 'consent-notice'] as const;
const SHELL = [...NOTICE, 'widget-mount'] as const;

/** Files that are loaded when these entries are, each once. */
const loadedBy = (output: Output, entries: readonly string[]): ReadonlySet<string> => {
  const files = new Set<string>();
  for (const entry of entries) closureOf(output, output.has(entry) ? entry : fileOf(output, entry), files);
  return files;
};

const sizeOfPath = (output: Output, entries: readonly string[]): Size => sizeOfFiles(output, loadedBy(output, entries));

/** What an entry adds where the shell is loaded already. */
const sizeOfMore = (output: Output, entry: string): Size => {
  const before = loadedBy(output, SHELL);
  return sizeOfFiles(
    output,
    [...loadedBy(output, [entry])].filter((file) => !before.has(file)),
  );
};

/** The table of budgets, measured on the built widget: what travels on a first visit, in English, styles included. */
export const measure = (output: Output): readonly Measured[] => [
  { line: 'loader', limit: 1_500, size: sizeOfPath(output, ['candor.js']) },
  { line: 'until the notice is painted', limit: 10_000, aim: 7_400, size: sizeOfPath(output, NOTICE) },
  ...SLICES.map((slice) => ({
    line: `until the first panel: ${slice}`,
    limit: 26_000,
    aim: 20_000,
    size: sizeOfPath(output, [...SHELL, slice]),
  })),
  ...SLICES.map((slice) => ({ line: `slice ${slice}`, limit: 6_000, size: sizeOfMore(output, slice) })),
  { line: 'writing half, at the first act', size: sizeOfMore(output, 'widget-record') },
  ...LOCALES.map((lang) => ({
    line: `locale ${lang}`,
    limit: 4_000,
    size: sizeOfMore(output, `i18n-locales-${lang}`),
  })),
];

/** What is wrong with one measured line; undefined when it keeps its limit and has not grown. */
export const overrun = ({ line, limit, size: { brotli } }: Measured, figures: Figures): string | undefined => {
  if (limit !== undefined && brotli > limit) return `${line}: ${brotli} bytes, over its limit of ${limit}`;
  const ceiling = figures[line]?.at(-1)?.bytes;
  if (ceiling === undefined) return `${line}: ${brotli} bytes, and no figure is recorded`;
  return brotli > ceiling * GROWTH
    ? `${line}: ${brotli} bytes, more than 2 % over ${ceiling}: make it smaller, or record the new figure with its reason`
    : undefined;
};

/** Figures that grew by more than 2 % and do not say why. */
export const unexplained = (figures: Figures): readonly string[] =>
  Object.entries(figures).flatMap(([line, all]) =>
    all.flatMap(({ bytes, reason }, at) => {
      const before = all[at - 1]?.bytes ?? bytes;
      return bytes > before * GROWTH && !reason?.trim() ? [`${line}: ${before} → ${bytes} without a reason`] : [];
    }),
  );

const cell = (value: number | undefined): string => (value === undefined ? '–' : `${value}`).padStart(8);

/** The table as `npm run build` prints it; all numbers are bytes. */
export const budgetTable = (lines: readonly Measured[], figures: Figures): string =>
  [
    `${'bytes'.padEnd(34)}${['raw', 'gzip', 'Brotli', 'ceiling', 'limit', 'aim'].map((head) => head.padStart(8)).join('')}`,
    ...lines.map(
      ({ line, limit, aim, size }) =>
        line.padEnd(34) +
        [size.raw, size.gzip, size.brotli, figures[line]?.at(-1)?.bytes, limit, aim].map(cell).join(''),
    ),
  ].join('\n');
