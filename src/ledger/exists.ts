import { DATABASE } from './schema.ts';

/**
 * Whether this origin has a ledger; creates none. Where `databases()` is missing, an open that would create is aborted.
 * Rejects when the browser refuses storage.
 */
export const findLedger = async (indexedDB: IDBFactory): Promise<boolean> => {
  if (indexedDB.databases) return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
  return new Promise((resolve) => {
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = () => resolve(false);
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
  });
};

/** The same, and false where the browser has no storage or refuses it. */
export const ledgerExists = async (indexedDB: IDBFactory | undefined): Promise<boolean> => {
  try {
    return indexedDB !== undefined && (await findLedger(indexedDB));
  } catch {
    return false;
  }
};
