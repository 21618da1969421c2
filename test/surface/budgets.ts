import { closureOf, fileOf, type Output, type Size, sizeOf, sizeOfFiles, sizesOf } from './output.ts';

/** Most bytes (Brotli 11) a line may have, and what it should have. A line without a limit may only not grow. */
export type Budget = { readonly line: string; readonly limit?: number; readonly aim?: number };

/** One line of the table. */
export type Measured = Budget & { readonly size: Size };

/**
 * One figure of a line's history: the newest is its ceiling. A growth of more than 2 % needs the reason beside it, and so does every
 * figure above the line's limit: it is then allowed, and marked wherever it is printed.
 */
export type Figure = { readonly bytes: number; readonly reason?: string };

/** Line → its figures, oldest first. */
export type Figures = Readonly<Record<string, readonly Figure[]>>;

const GROWTH = 1.02;
/** Panel → its slice, then whatever else it loads before it is usable. */
const PANELS = {
  why: ['explain', 'widget-page-explanations'],
  choices: ['consent'],
  receipts: ['receipts'],
} as const;
const SLICES = Object.entries(PANELS);
const LOCALES = ['de', 'ar'] as const;

/** The Why panel's second half: asked for once its first view is painted. */
const DETAILS = 'explain-details';
/** What can be done, and the acts: asked for by the second half at once. */
const DOING = 'explain-doing';
/** Parts of the Why panel that come one by one after both → when they do. */
const WHY_PARTS = {
  'explain-explain-card': 'engine and contacts, at once',
  'explain-explain-table': 'data, unfolded',
  'explain-explain-numbers': 'numbers, unfolded',
  'explain-explain-checks': 'checks, unfolded',
  'explain-explain-law': 'law, unfolded',
  'explain-telling': 'outcome of an act, at once',
  'explain-list-chain': 'of a chained list',
  'explain-explain-answer': 'of a chat answer',
  'explain-explain-price': 'of a price',
  'explain-explain-contrast': 'of a contrast',
  'explain-explain-plain': 'of two lists',
} as const;

const START = ['candor.js', 'start'] as const;
const NOTICE = [...START, 'consent-notice'] as const;
const SHELL = [...START, 'widget-mount'] as const;
const RECORD = 'widget-record';
/** The English words of every panel: loaded with the shell, and counted on their own line like every other language. */
const WORDS = 'shared-en';

/** Files that are loaded when these entries are, each once. */
const loadedBy = (output: Output, entries: readonly string[]): ReadonlySet<string> => {
  const files = new Set<string>();
  for (const entry of entries) closureOf(output, output.has(entry) ? entry : fileOf(output, entry), files);
  return files;
};

/**
 * The ways to measure a build: what a first visit loads with these entries, with the words (`whole`) and without (`path`), and what
 * entries add where shell, words and further entries are there (`more`).
 */
const measuring = (output: Output) => {
  const sizes = sizesOf(output);
  const words = fileOf(output, WORDS);
  return {
    whole: (entries: readonly string[]): Size => sizeOfFiles(sizes, loadedBy(output, entries)),
    path: (entries: readonly string[]): Size =>
      sizeOfFiles(
        sizes,
        [...loadedBy(output, entries)].filter((file) => file !== words),
      ),
    words: sizeOfFiles(sizes, [words]),
    more: (entries: readonly string[], there: readonly string[] = []): Size => {
      const before = new Set([...loadedBy(output, [...SHELL, ...there]), words]);
      return sizeOfFiles(
        sizes,
        [...loadedBy(output, entries)].filter((file) => !before.has(file)),
      );
    },
  };
};

/**
 * The table of budgets, measured on the built widget and a config's body: what travels on a first visit, styles included. Words are on
 * their own lines, and in the lines that say `words too`.
 */
export const measure = (output: Output, config: string): readonly Measured[] => {
  const { whole, path, words, more } = measuring(output);
  return [
    { line: 'loader', limit: 1_500, size: path(['candor.js']) },
    { line: 'until the notice is painted', limit: 10_000, aim: 7_400, size: path(NOTICE) },
    ...SLICES.flatMap(([panel, entries]) => [
      { line: `until panel ${panel}`, limit: 26_000, aim: 20_000, size: path([...SHELL, ...entries]) },
      { line: `until panel ${panel}, words too`, size: whole([...SHELL, ...entries]) },
      { line: `until panel ${panel}, on a return`, size: path([...SHELL, ...entries, RECORD]) },
    ]),
    ...SLICES.map(([, entries]) => ({ line: `slice ${entries[0]}`, limit: 6_000, size: more(entries) })),
    { line: 'slice explain, once painted', limit: 6_000, size: more([DETAILS], PANELS.why) },
    { line: 'why: keys, beside the panel', limit: 6_000, size: more(['widget-shop-keys'], PANELS.why) },
    { line: 'why: acts, at once', limit: 6_000, size: more([DOING], [...PANELS.why, DETAILS]) },
    ...Object.entries(WHY_PARTS).map(([entry, when]) => ({
      line: `why: ${when}`,
      limit: 6_000,
      size: more([entry], [...PANELS.why, DETAILS, DOING]),
    })),
    { line: 'ledger and outbox, on idle', size: more([RECORD]) },
    { line: 'config', limit: 4_000, size: sizeOf(config) },
    { line: 'locale en', limit: 4_000, size: words },
    ...LOCALES.map((lang) => ({ line: `locale ${lang}`, limit: 4_000, size: more([`i18n-locales-${lang}`]) })),
  ];
};

const isOver = ({ limit = Infinity }: Budget, bytes: number): boolean => bytes > limit;

/** What is wrong with one measured line; undefined when it keeps its limit, or says why not, and has not grown. */
export const overrun = (measured: Measured, figures: Figures): string | undefined => {
  const { line, limit, size } = measured;
  const now = `${line}: ${size.brotli} bytes`;
  const newest = figures[line]?.at(-1);
  if (newest === undefined) return `${now}, and no figure is recorded`;
  if (isOver(measured, size.brotli) && !newest.reason?.trim()) return `${now}, over its limit of ${limit}`;
  return size.brotli > newest.bytes * GROWTH
    ? `${now}, more than 2 % over ${newest.bytes}: make it smaller, or record the new figure with its reason`
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

const mark = (measured: Measured, figures: Figures): string => {
  const { line, limit = 0, size } = measured;
  if (!isOver(measured, size.brotli)) return '';
  return `  ! ${size.brotli - limit} over: ${figures[line]?.at(-1)?.reason ?? 'no reason given'}`;
};

/** The table as `npm run build` prints it; all numbers are bytes. What is over its limit is marked, with the recorded reason. */
export const budgetTable = (lines: readonly Measured[], figures: Figures): string =>
  [
    `${'bytes'.padEnd(34)}${['raw', 'gzip', 'Brotli', 'ceiling', 'limit', 'aim'].map((head) => head.padStart(8)).join('')}`,
    ...lines.map((measured) => {
      const { line, limit, aim, size } = measured;
      const cells = [size.raw, size.gzip, size.brotli, figures[line]?.at(-1)?.bytes, limit, aim].map(cell).join('');
      return `${line.padEnd(34)}${cells}${mark(measured, figures)}`;
    }),
  ].join('\n');
