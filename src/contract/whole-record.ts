import * as v from 'valibot';

const RESERVED = ['__proto__', 'constructor', 'prototype'] as const;

const holdsReserved = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && RESERVED.some((name) => Object.hasOwn(value, name));

/** A record that refuses the keys valibot would drop unsaid: what is digested must be what is understood. */
export const wholeRecord = <
  const TKey extends v.BaseSchema<string, string, v.BaseIssue<unknown>>,
  const TValue extends v.GenericSchema,
>(
  key: TKey,
  value: TValue,
): v.RecordSchema<TKey, TValue, undefined> => {
  const record = v.record(key, value);
  const run: (typeof record)['~run'] = (dataset, settings) =>
    holdsReserved(dataset.value)
      ? v.never('reserved key')['~run'](dataset, settings)
      : record['~run'](dataset, settings);
  return { ...record, '~run': run };
};
