import type { Gap, Known } from './adapted.ts';
import { type NotTold, refuse, type ToldItem } from './explained.ts';
import { anyOf, idOf, isFields, linkOf, rawText, textOf } from './reading.ts';

/** Where an engine keeps id, name and address of an item. */
export type Naming = {
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly url: readonly string[];
};

/** One item of a list, with its place from 1. */
export type Found = {
  readonly entry: unknown;
  readonly item: ToldItem;
  readonly rank: { readonly position: number; readonly of: number } | undefined;
  readonly gaps: readonly Gap[];
};

/** The engine's own spelling of an item's id. */
export const rawIdOf = (entry: unknown, { id }: Pick<Naming, 'id'>): string | undefined => rawText(anyOf(entry, ...id));

/** The item an entry speaks of; undefined when it has no id. */
export const itemIn = (entry: unknown, naming: Naming, { origin, nameOf }: Known): ToldItem | undefined => {
  const raw = rawIdOf(entry, naming);
  const id = idOf(raw);
  if (raw === undefined || id === undefined) return undefined;
  const name = textOf(anyOf(entry, ...naming.name)) ?? nameOf(raw);
  return { id, name, url: linkOf(anyOf(entry, ...naming.url), origin) };
};

const rewritten = (entry: unknown, naming: Naming, { id }: ToldItem): readonly Gap[] =>
  rawIdOf(entry, naming) === id ? [] : [{ code: 'id-rewritten', at: rawIdOf(entry, naming) }];

/** The entry of a list that is the item asked about; the only one where the page did not say which. */
export const findItem = (entries: readonly unknown[], naming: Naming, known: Known): Found | NotTold => {
  const wanted = known.item.id;
  if (entries.length === 0) return refuse('nothing-recommended');
  if (wanted === undefined && entries.length > 1) return refuse('item-not-told');
  const index = wanted === undefined ? 0 : entries.findIndex((entry) => idOf(rawIdOf(entry, naming)) === wanted);
  const entry = entries[index];
  const item = isFields(entry) ? itemIn(entry, naming, known) : undefined;
  if (!item) return refuse(wanted === undefined ? 'shape-unknown' : 'item-not-found');
  const rank = entries.length > 1 ? { position: index + 1, of: entries.length } : undefined;
  return { entry, item, rank, gaps: rewritten(entry, naming, item) };
};

/** Whether a value is no answer but the reason for none. */
export const isRefusal = (value: object): value is NotTold => 'refused' in value;
