import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aConfigFile } from '../support/builders.ts';
import { type Child, freePort } from '../support/child.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { startBackend } from '../support/servers.ts';
import type { StoreKind } from './fsync.ts';
import { type Inspection, inspectPostgres, inspectSqlite } from './rows.ts';

/** A backend and its database, to be killed. */
export type Arena = {
  readonly url: string;
  /** Kills one of its parts with SIGKILL, starts it again, and waits until the backend is ready. Tells which part it was. */
  readonly kill: (count: number) => Promise<string>;
  /** What the database itself says. */
  readonly inspect: () => Promise<Inspection>;
  readonly leave: () => Promise<void>;
};

const isReady = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status === 200;
};

const untilReady = async (url: string): Promise<void> => {
  while (!(await isReady(url))) await new Promise((resolve) => setTimeout(resolve, 5));
};

type Parts = { readonly folder: string; readonly postgres: Postgres | undefined; readonly cli: string | undefined };

const openIn = async ({ folder, postgres, cli }: Parts): Promise<Arena> => {
  const port = await freePort();
  const databaseUrl = await postgres?.createDatabase();
  const start = (): Promise<Child> =>
    startBackend({ config: aConfigFile(), dataDir: folder, databaseUrl, port, args: ['--quiet'], cli });
  let backend = await start();
  const killBackend = async (): Promise<string> => {
    await backend.kill9();
    backend = await start();
    return 'backend';
  };
  const killCluster = async (cluster: Postgres): Promise<string> => {
    await cluster.kill9();
    await cluster.restart();
    await untilReady(backend.url);
    return 'cluster';
  };
  return {
    url: backend.url,
    kill: (count) => (postgres && count % 2 === 1 ? killCluster(postgres) : killBackend()),
    inspect: async () =>
      databaseUrl === undefined ? inspectSqlite(join(folder, 'candor.sqlite')) : inspectPostgres(databaseUrl),
    leave: async () => {
      await backend.stop();
    },
  };
};

/** Starts the built backend (or another `cli`) on a new database. PostgreSQL runs with fsync and page checksums on. */
export const openArena = async (store: StoreKind, cli?: string): Promise<Arena> => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-kills-'));
  const postgres = store === 'postgres' ? await startPostgres('any', 'durable') : undefined;
  const clean = async (): Promise<void> => {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const arena = await openIn({ folder, postgres, cli });
    return {
      ...arena,
      leave: async () => {
        await arena.leave();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
};
