import * as v from 'valibot';
import { isPlain, toPlain } from './plain-text.ts';

/**
 * Why a value is not what was sent: `unreadable` was left out, `missing` should have been there, `cleaned` lost hidden
 * characters, `too-long` was cut, `unknown-value` is a word this version does not know and reads as `other`.
 */
export type MarkReason = 'unreadable' | 'missing' | 'cleaned' | 'too-long' | 'unknown-value';

/** One place of an explanation that was not read as sent; `path` is dotted: `factors.2.label.en`. */
export type Mark = { readonly path: string; readonly reason: MarkReason };

/** Members that an explanation can be shown without. */
export type Spared = 'lang' | 'surface' | 'engine' | 'contact';

const SPARED: ReadonlySet<string> = new Set<Spared>(['lang', 'surface', 'engine', 'contact']);
/** UTF-16 units of an explanation's JSON; a longer one is not read at all. */
export const MAX_CHARACTERS = 60_000;
/** Levels of lists and objects in an explanation; a deeper one is not read at all. */
export const MAX_DEPTH = 12;

type Step = { readonly type: string; readonly requirement?: unknown };
/** What valibot's schemas tell of themselves; each kind has some of it. */
type Walkable = v.GenericSchema & {
  readonly entries: Readonly<Record<string, Walkable>>;
  readonly item: Walkable;
  readonly key: Walkable;
  readonly value: Walkable;
  readonly wrapped: Walkable;
  readonly options: readonly unknown[];
  readonly pipe?: readonly Step[];
};
type Place = { readonly path: string; readonly marks: Mark[] };
type Reader = (schema: Walkable, value: unknown, place: Place) => unknown;

const below = ({ path, marks }: Place, name: string | number): Place => ({
  path: path ? `${path}.${name}` : String(name),
  marks,
});

const mark = ({ path, marks }: Place, reason: MarkReason): undefined => {
  marks.push({ path, reason });
};

const maxOf = ({ pipe }: Walkable): number =>
  Number(pipe?.find(({ type }) => type === 'max_length')?.requirement ?? Infinity);

const isText = ({ pipe }: Walkable): boolean => pipe?.some(({ requirement }) => requirement === isPlain) ?? false;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

/** A plain answer: the type guard would narrow away what the walk still needs to know. */
const accepts = (any: Walkable, value: unknown): boolean => v.is(any, value);

const readLeaf: Reader = (leaf, value, place) => {
  if (accepts(leaf, value)) return value;
  if (typeof value !== 'string' || !isText(leaf)) return undefined;
  const cleaned = toPlain(value, maxOf(leaf));
  if (!accepts(leaf, cleaned)) return undefined;
  mark(place, value.length > maxOf(leaf) ? 'too-long' : 'cleaned');
  return cleaned;
};

const readOptional: Reader = (optional, value, place) => {
  const absent = value === undefined || (value === null && optional.wrapped.type !== 'nullable');
  const read = absent ? undefined : readValue(optional.wrapped, value, place);
  if (read === undefined && !absent) mark(place, 'unreadable');
  return read ?? (read === null ? null : v.getDefault(optional));
};

/** What stands in for a required value that cannot be read: the emptiest of its kind. Texts and numbers have none. */
const standIn = (required: Walkable): unknown => {
  if (required.type === 'picklist') return required.options.find((word) => word === 'other');
  if (required.type === 'object') return readObject(required, {}, { path: '', marks: [] });
  return { array: [], record: {}, boolean: false, nullable: null }[required.type];
};

const readMember = (entry: Walkable, value: unknown, place: Place): unknown => {
  const read = readValue(entry, value, place);
  if (read !== undefined || entry.type === 'optional') return read;
  mark(place, value === undefined ? 'missing' : 'unreadable');
  return standIn(entry);
};

const readMembers = (
  object: Walkable,
  value: Readonly<Record<string, unknown>>,
  place: Place,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(object.entries).flatMap(([name, entry]) => {
      const read = readMember(entry, member(value, name), below(place, name));
      return read === undefined ? [] : [[name, read]];
    }),
  );

const isWhole = (object: Walkable, read: object): boolean =>
  Object.entries(object.entries).every(([name, { type }]) => type === 'optional' || Object.hasOwn(read, name));

const readObject: Reader = (object, value, place) => {
  if (!isRecord(value)) return undefined;
  const read = readMembers(object, value, place);
  return isWhole(object, read) ? read : undefined;
};

const readArray: Reader = (array, value, place) => {
  if (!Array.isArray(value)) return undefined;
  if (value.length > maxOf(array)) mark(place, 'too-long');
  return value.slice(0, maxOf(array)).flatMap((item: unknown, at) => {
    const read = readValue(array.item, item, below(place, at));
    if (read === undefined) mark(below(place, at), 'unreadable');
    return read === undefined ? [] : [read];
  });
};

const readRecord: Reader = (record, value, place) => {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const read = accepts(record.key, name) ? readValue(record.value, item, below(place, name)) : undefined;
    if (read === undefined) mark(below(place, toPlain(name, 40)), 'unreadable');
    return read === undefined ? [] : [[name, read]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

const readWord: Reader = (picklist, value, place) => {
  if (accepts(picklist, value) || typeof value !== 'string') return readLeaf(picklist, value, place);
  mark(place, 'unknown-value');
  return standIn(picklist);
};

const readNullable: Reader = (nullable, value, place) =>
  value === null ? null : readValue(nullable.wrapped, value, place);

const readValue: Reader = (any, value, place) => {
  switch (any.type) {
    case 'optional':
      return readOptional(any, value, place);
    case 'nullable':
      return readNullable(any, value, place);
    case 'object':
      return readObject(any, value, place);
    case 'array':
      return readArray(any, value, place);
    case 'record':
      return readRecord(any, value, place);
    case 'picklist':
      return readWord(any, value, place);
    default:
      return readLeaf(any, value, place);
  }
};

/** How many levels of lists and objects a JSON text has. */
export const depthOf = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const sign of json.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (sign === '{' || sign === '[') depth += 1;
    if (sign === '}' || sign === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

/** The value as plain data: no getter, no cycle, neither large nor deep. */
const flat = (value: unknown): unknown => {
  try {
    const json = JSON.stringify(value);
    return json.length <= MAX_CHARACTERS && depthOf(json) <= MAX_DEPTH ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
};

/** Whether a script of the page has planted members on every object: a schema takes them for the explanation's own. */
const isPlanted = (): boolean => {
  for (const name in {}) if (name) return true;
  return false;
};

/**
 * Reads a value field by field along a schema: what is right is kept, what is not is left out, cleaned or cut, and marked. Undefined
 * when it is too large or deep, or lacks a member that cannot be spared.
 */
export const readAlong = (
  schema: v.GenericSchema,
  value: unknown,
): { readonly explanation: unknown; readonly marks: readonly Mark[] } | undefined => {
  const plain = flat(value);
  if (!isRecord(plain)) return undefined;
  // Most keep to the schema: it reads them whole in half the time of the walk.
  const whole = v.safeParse(schema, plain, { abortEarly: true });
  if (whole.success && !isPlanted()) return { explanation: whole.output, marks: [] };
  const root = schema as Walkable;
  const marks: Mark[] = [];
  const explanation = readMembers(root, plain, { path: '', marks });
  const core = Object.entries(root.entries).filter(([name, { type }]) => type !== 'optional' && !SPARED.has(name));
  return core.every(([name]) => Object.hasOwn(explanation, name)) ? { explanation, marks } : undefined;
};
