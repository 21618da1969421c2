import * as v from 'valibot';

/**
 * Entries without a prototype. valibot walks them with `for … in`: on a page that has planted members on
 * `Object.prototype` every schema would meet them and break.
 */
const bare = <TEntries extends v.ObjectEntries>(entries: TEntries): TEntries =>
  Object.assign(Object.create(null), entries) as TEntries;

/** An object with these entries; what else it has is left out. */
export const object = <const TEntries extends v.ObjectEntries>(
  entries: TEntries,
): v.ObjectSchema<TEntries, undefined> => v.object(bare(entries));

/** An object with these entries and no other. */
export const strictObject = <const TEntries extends v.ObjectEntries>(
  entries: TEntries,
): v.StrictObjectSchema<TEntries, undefined> => v.strictObject(bare(entries));

/** An object with these entries, and whatever else it has. */
export const looseObject = <const TEntries extends v.ObjectEntries>(
  entries: TEntries,
): v.LooseObjectSchema<TEntries, undefined> => v.looseObject(bare(entries));
