import { control, dataRow, explanation, type Explanation } from '../contract/explanation.ts';
import { count, id as idSchema, link, localised, money } from '../contract/explanation-values.ts';
import { languageTag, origin as originSchema } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { plainText } from '../contract/plain-text.ts';
import type { Gap, Known, Meaning } from './adapted.ts';
import { at, idOf, isFields, linkOf, listOf, plainOf, textOf } from './reading.ts';

const { surface, commercial } = explanation.entries;
const strategy = surface.entries.strategy;
const code = plainText(60);

type Read<T> = { readonly value: T; readonly gaps: readonly Gap[] };

const ignored = (place: string): readonly Gap[] => [{ code: 'context-ignored', at: place }];

/** What may be left out: when it is there and cannot be read, that is told. */
const optional = <T>(given: unknown, place: string, read: (value: unknown) => T | undefined): Read<T | undefined> => {
  const value = given === undefined || given === null ? undefined : read(given);
  return { value, gaps: value === undefined && given !== undefined && given !== null ? ignored(place) : [] };
};

const listed = <T>(given: unknown, place: string, read: (value: unknown) => T | undefined): Read<readonly T[]> => {
  const all = listOf(given).map(read);
  const value = all.flatMap((one) => one ?? []);
  const isWhole = value.length === all.length && (given === undefined || Array.isArray(given));
  return { value, gaps: isWhole ? [] : ignored(place) };
};

const meaning = (given: unknown): Meaning => ({
  label: parse(localised, at(given, 'label')),
  code: parse(code, at(given, 'code')),
  data: listOf(at(given, 'data'))
    .flatMap((row) => idOf(row) ?? [])
    .slice(0, 40),
});

const itemOf = (given: unknown, origin: string): Known['item'] => ({
  id: idOf(at(given, 'id')),
  name: textOf(at(given, 'name')),
  url: linkOf(at(given, 'url'), origin),
  price: parse(money, at(given, 'price')),
});

const required = (given: unknown): Pick<Known, 'origin' | 'lang' | 'iat' | 'contact'> | undefined => {
  const now = at(given, 'now');
  const read = {
    origin: parse(originSchema, at(given, 'origin')),
    lang: parse(languageTag, at(given, 'lang')),
    iat: parse(count, typeof now === 'number' ? Math.floor(now / 1000) : undefined),
    contact: parse(link, at(given, 'contact')),
  };
  const { origin, lang, iat, contact } = read;
  return origin && lang && contact && iat !== undefined ? { origin, lang, iat, contact } : undefined;
};

const moneyPart = (given: unknown): Explanation['commercial'] | undefined => parse(commercial, given);

/** The page's part, field by field; undefined when what every explanation needs is not there. */
export const readContext = (context: unknown): Known | undefined => {
  const given = plainOf(context);
  const base = required(given);
  if (!base) return undefined;
  const names = at(given, 'names');
  const factors = at(given, 'factors');
  const strategyRead = optional(at(given, 'strategy'), 'strategy', (value) => parse(strategy, value));
  const data = listed(at(given, 'data'), 'data', (row) => parse(dataRow, row));
  const controls = listed(at(given, 'controls'), 'controls', (one) => parse(control, one));
  const paid = optional(at(given, 'commercial'), 'commercial', moneyPart);
  const ownId = optional(at(given, 'id'), 'id', (value) => parse(idSchema, value));
  const place = optional(at(given, 'surface'), 'surface', (value) => parse(idSchema, value));
  const item = optional(at(given, 'item'), 'item', (value) =>
    isFields(value) ? itemOf(value, base.origin) : undefined,
  );
  return {
    ...base,
    item: item.value ?? {},
    id: ownId.value,
    surface: place.value ?? 'page',
    strategy: strategyRead.value,
    model: textOf(at(given, 'model'), 80),
    nameOf: (id) => textOf(at(names, id)),
    meaningOf: (name) => meaning(at(factors, name)),
    data: data.value.slice(0, 40),
    controls: controls.value.slice(0, 20),
    commercial: paid.value,
    gaps: [ownId, place, strategyRead, data, controls, paid, item].flatMap(({ gaps }) => gaps),
  };
};
