import { createPepper, type Pepper } from './pepper.ts';
import { StartError } from './start-error.ts';
import type { Store } from './store.ts';

/**
 * The pepper of a record: the first one it is opened with. Throws StartError for any other, with which tombstones would
 * not be recognised and erased subjects could return.
 */
export const openPepper = async (store: Store, bytes: Uint8Array<ArrayBuffer>): Promise<Pepper> => {
  const pepper = await createPepper(bytes);
  const mark = await pepper.mark();
  if ((await store.write(({ log }) => log.mark('pepper', mark))) === mark) return pepper;
  throw new StartError(
    'the record was written with another pepper: restore pepper.key in the data folder, or CANDOR_PEPPER',
  );
};
