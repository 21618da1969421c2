import type { Row, RowPurpose } from './rows.ts';
import { PURPOSE_OF } from './rows.ts';

/** "Do not use this": what it is about and its name. */
export type Objection = { readonly scope: string; readonly ref: string };

/** What the shopper allows at this moment. Nothing, unless the page and the record both say so. */
export type Permission = {
  readonly subject: string | undefined;
  /** Purpose → the receipt that allowed it, if the record names one. */
  readonly given: ReadonlyMap<RowPurpose, string | undefined>;
  readonly objections: readonly Objection[];
};

/** Before the first act, or when the record cannot be asked. */
export const NOTHING_ALLOWED: Permission = { subject: undefined, given: new Map(), objections: [] };

const refsOf = (objections: readonly Objection[], scope: string): ReadonlySet<string> =>
  new Set(objections.filter((one) => one.scope === scope).map(({ ref }) => ref));

/**
 * What is left of a row after objections to sources. A name of a source as an explanation told it may stand for several
 * occurrences, all there were by then: what came about later is not meant.
 */
const withoutSources = (row: Row, sources: ReadonlySet<string>): readonly Row[] => {
  if (sources.size === 0) return [row];
  const from = row.occurrences.findIndex((_, at) =>
    sources.has(sourceText({ occurrences: row.occurrences.slice(at) })),
  );
  const newer = from < 0 ? row.occurrences : row.occurrences.slice(0, from);
  const occurrences = newer.filter(({ source }) => !sources.has(source));
  return occurrences.length > 0 ? [{ ...row, occurrences }] : [];
};

/** The rows a recommender may use: their purpose given, and neither they nor their source objected to. */
export const allowedRows = (rows: readonly Row[], { given, objections }: Permission): readonly Row[] => {
  const data = refsOf(objections, 'data');
  const sources = refsOf(objections, 'source');
  const purposes = refsOf(objections, 'purpose');
  const isAllowed = ({ id, kind }: Row): boolean => {
    const purpose = PURPOSE_OF[kind];
    return !data.has(id) && (purpose === undefined || (given.has(purpose) && !purposes.has(purpose)));
  };
  return rows.filter(isAllowed).flatMap((row) => withoutSources(row, sources));
};

/** Codes of products the shopper does not want to be shown. */
export const hiddenItems = ({ objections }: Permission): ReadonlySet<string> => refsOf(objections, 'item');

/** Codes of products whose row the shopper objected to: the objection itself says not to bring them up again. */
const objectedItems = ({ objections }: Permission): readonly string[] =>
  [...refsOf(objections, 'data')].map((ref) => ref.slice(ref.indexOf(':') + 1));

/** Codes of products that are not to be recommended; a search for them may still find what was objected to as data. */
export const unwantedItems = (permission: Permission): ReadonlySet<string> =>
  new Set([...hiddenItems(permission), ...objectedItems(permission)]);

/** The longest source an explanation can name (contract/explanation.ts). */
const LONGEST_SOURCE = 120;

/** Where a row comes from, in words; the same text stands in the explanation, and in an objection to it. */
export const sourceText = ({ occurrences }: Pick<Row, 'occurrences'>): string => {
  const names = [...new Set(occurrences.map(({ source }) => source))];
  const text = names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  return text.slice(0, LONGEST_SOURCE);
};
