import type { Store } from './store.ts';

/** Where the record is kept: a `postgres://` address, the path of an SQLite file, or `candor.sqlite` in the data folder. */
export type StorePlace = { readonly databaseUrl?: string; readonly dataDir: string; readonly now?: () => number };

/** Opens the record and brings its tables up to date. The driver that is not needed is not loaded. */
export const openStore = async ({ databaseUrl, dataDir, now }: StorePlace): Promise<Store> => {
  if (databaseUrl !== undefined && /^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    const { openPostgresStore } = await import('./postgres.ts');
    return openPostgresStore(databaseUrl, now);
  }
  const { openSqliteStore } = await import('./sqlite.ts');
  return openSqliteStore(databaseUrl ?? `${dataDir}/candor.sqlite`, now);
};
