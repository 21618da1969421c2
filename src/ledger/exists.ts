import { DATABASE } from './schema.ts';

/**
 * Whether this origin has a ledger; creates none. Where `databases()` is missing, an open that would create is aborted.
 * Answers false when the browser refuses storage.
 */
export const ledgerExists = async (indexedDB: IDBFactory | undefined): Promise<boolean> => {
  if (!indexedDB) return false;
  try {
    if (indexedDB.databases) return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
    return await new Promise((resolve) => {
      const request = indexedDB.open(DATABASE);
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
    });
  } catch {
    return false;
  }
};
