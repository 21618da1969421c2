import * as v from 'valibot';

/** One place where a value is not what a schema says. */
export type Fault = {
  /** JSON Pointer (RFC 6901); empty for the whole value. */
  readonly path: string;
  /** What is wrong, as a sentence without its subject: "is missing". */
  readonly reason: string;
  /** The schema does not know this name. */
  readonly unknown: boolean;
};

/** A value as a schema reads it, or why it does not. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Steps of a path as a JSON Pointer (RFC 6901 §3). */
export const pointerOf = (steps: readonly unknown[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  strict_object: 'an object',
  loose_object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  literal: 'exactly',
  picklist: 'one of',
};

const reasonOf = ({ type, expected, received, message, requirement }: v.BaseIssue<unknown>): string => {
  if (received === 'undefined') return 'is missing';
  if (type === 'picklist' || type === 'literal') return `must be ${KINDS[type]} ${expected}`;
  if (KINDS[type] !== undefined) return `must be ${KINDS[type]}`;
  if (type === 'min_length' || type === 'min_value')
    return `must be at least ${String(requirement)}${type === 'min_length' ? ' long' : ''}`;
  if (type === 'max_length' || type === 'max_value')
    return `must be at most ${String(requirement)}${type === 'max_length' ? ' long' : ''}`;
  return message.startsWith('Invalid') ? 'is not written as it should be' : message;
};

const faultOf = (issue: v.BaseIssue<unknown>): Fault => {
  const path = pointerOf(issue.path?.map(({ key }) => key) ?? []);
  const last = issue.path?.at(-1);
  const unknown = issue.expected === 'never' && last?.origin === 'key';
  if (unknown) return { path, reason: 'is not known here', unknown };
  return {
    path,
    reason:
      last?.origin === 'key' && issue.received !== 'undefined' ? 'is no name that may stand here' : reasonOf(issue),
    unknown,
  };
};

/** Reads an untrusted value and tells every fault: for whoever must be told what to mend. */
export const readValue = <const TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
): Reading<v.InferOutput<TSchema>> => {
  const read = v.safeParse(schema, value);
  return read.success ? { ok: true, value: read.output } : { ok: false, faults: read.issues.map(faultOf) };
};
