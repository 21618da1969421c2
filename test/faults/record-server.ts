import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, freePort } from '../support/child.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { makeFolder, removeFolder, startBackend } from '../support/servers.ts';
import { PROJECT } from '../support/shared.ts';
import { postgresRecords, type Records, sqliteRecords } from './records.ts';

/** Which database the backend keeps its record in. */
export type StoreKind = 'sqlite' | 'postgres';

/** The real backend of one lane, with its real database, which can both be taken away. */
export type RecordServer = {
  readonly port: number;
  readonly records: Records;
  /** The labels of the notice's buttons. */
  readonly labels: { readonly accept: string; readonly refuse: string };
  /** Ids of the purposes that can be chosen. */
  readonly purposes: readonly string[];
  /** SIGKILL, and a start behind it; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** The database's restart; where the database lives in the backend, the backend's. Resolves when it is gone. */
  readonly restartDatabase: () => Promise<void>;
  /** Resolves when everything that was taken away is back. */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type MerchantFile = {
  readonly origins: readonly string[];
  readonly purposes: readonly { readonly id: string; readonly basis: string }[];
  readonly notice: { readonly texts: { readonly en: { readonly labels: RecordServer['labels'] } } };
};

const DEMO = 'demo/candor.config.json';

const configFor = async (origins: readonly string[]): Promise<MerchantFile> => ({
  ...(JSON.parse(await readFile(join(PROJECT, DEMO), 'utf8')) as MerchantFile),
  origins,
});

/** A process that is started again behind whoever ends it; calls wait for each other. */
const createRevival = (start: () => Promise<Child>, first: Child) => {
  let child = first;
  let coming: Promise<void> = Promise.resolve();
  const revive = async (): Promise<void> => {
    child = await start();
  };
  return {
    kill: async (): Promise<void> => {
      await coming;
      await child.kill9();
      coming = revive();
      // Whoever waits for `ready` hears of a failed start.
      coming.catch(() => undefined);
    },
    ready: (): Promise<void> => coming,
    stop: async (): Promise<void> => {
      await coming.catch(() => undefined);
      await child.stop();
    },
  };
};

const createRestart = (postgres: Postgres) => {
  let coming: Promise<void> = Promise.resolve();
  return {
    restart: async (): Promise<void> => {
      await coming;
      coming = postgres.kill9().then(postgres.restart);
      coming.catch(() => undefined);
    },
    ready: (): Promise<void> => coming,
  };
};

/** Starts a backend that takes these origins, in a folder of its own. */
export const startRecordServer = async (store: StoreKind, origins: readonly string[]): Promise<RecordServer> => {
  const dataDir = await makeFolder();
  const config = await configFor(origins);
  const postgres = store === 'postgres' ? await startPostgres() : undefined;
  const databaseUrl = await postgres?.createDatabase();
  const port = await freePort();
  const start = (): Promise<Child> => startBackend({ config, port, dataDir, databaseUrl, args: ['--quiet'] });
  const backend = createRevival(start, await start());
  const database = postgres && createRestart(postgres);
  return {
    port,
    records:
      databaseUrl === undefined
        ? sqliteRecords(join(dataDir, 'candor.sqlite'))
        : postgresRecords(databaseUrl, database?.ready ?? (() => Promise.resolve())),
    labels: config.notice.texts.en.labels,
    purposes: config.purposes.flatMap(({ id, basis }) => (basis === 'consent' ? [id] : [])),
    kill: backend.kill,
    restartDatabase: database?.restart ?? backend.kill,
    ready: async () => {
      await database?.ready();
      await backend.ready();
    },
    stop: async () => {
      await database?.ready().catch(() => undefined);
      await backend.stop();
      await postgres?.stop();
      await removeFolder(dataDir);
    },
  };
};
