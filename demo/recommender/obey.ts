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

/** The rows a recommender may use: their purpose given, and neither they nor their source objected to. */
export const allowedRows = (rows: readonly Row[], { given, objections }: Permission): readonly Row[] => {
  const refs = (...scopes: readonly string[]) =>
    new Set(objections.filter(({ scope }) => scopes.includes(scope)).map(({ ref }) => ref));
  const data = refs('data');
  const sources = refs('source');
  const purposes = refs('purpose');
  return rows.flatMap((row) => {
    const purpose = PURPOSE_OF[row.kind];
    if (purpose && (!given.has(purpose) || purposes.has(purpose))) return [];
    if (data.has(row.id) || sources.has(sourceText(row))) return [];
    const occurrences = row.occurrences.filter(({ source }) => !sources.has(source));
    return occurrences.length > 0 ? [{ ...row, occurrences }] : [];
  });
};

/** Codes of products the shopper does not want to be shown. */
export const hiddenItems = ({ objections }: Permission): ReadonlySet<string> =>
  new Set(objections.filter(({ scope }) => scope === 'item').map(({ ref }) => ref));

/** Codes of products whose row the shopper objected to: the objection itself says not to bring them up again. */
export const objectedItems = ({ objections }: Permission): ReadonlySet<string> =>
  new Set(objections.flatMap(({ scope, ref }) => (scope === 'data' ? [ref.slice(ref.indexOf(':') + 1)] : [])));

/** Where a row comes from, in words; the same text stands in the explanation. */
export const sourceText = ({ occurrences }: Row): string => {
  const names = [...new Set(occurrences.map(({ source }) => source))];
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
};
