import * as v from 'valibot';

/** The value as the schema reads it, or undefined: how every other layer asks whether something is what it claims. */
export const parse = <const TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
): v.InferOutput<TSchema> | undefined => {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : undefined;
};
