import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refOf } from '../../src/contract/notice.ts';
import { aConfigFile } from '../support/builders.ts';
import { noticeOf } from '../support/command.ts';
import { startPostgres } from '../support/postgres.ts';
import { descendantsOf } from '../support/process-tree.ts';
import { startBackend } from '../support/servers.ts';
import { aShopper, send } from './acts.ts';
import { judgeAnswers, SEALING } from './answers.ts';
import { watch } from './strace.ts';
import { readTrace } from './system-calls.ts';

/** Acts one after the other, and acts of others at once. */
const IN_TURN = 20;
const [SHOPPERS, ACTS_EACH] = [8, 5];

/** Acts that are posted in one measurement. */
export const ACTS = IN_TURN + SHOPPERS * ACTS_EACH;

/** A kind of store. */
export type StoreKind = keyof typeof SEALING;

/** Posts in turn and at once, and tells how many were answered with 201. */
const postAll = async (url: string): Promise<number> => {
  const notice = refOf(await noticeOf(url));
  let created = 0;
  const actTimes = async (times: number): Promise<void> => {
    const shopper = await aShopper(notice);
    for (let act = 0; act < times; act += 1) {
      const { status } = await send(url, await shopper.next());
      if (status === 201) created += 1;
    }
  };
  await actTimes(IN_TURN);
  await Promise.all(Array.from({ length: SHOPPERS }, () => actTimes(ACTS_EACH)));
  return created;
};

/** What a trace says of the answers: how many 201 the client got, how many the trace holds, and how many of those were on disk in time. */
export type SyncFigures = { readonly created: number; readonly traced: number; readonly onDisk: number };

type Place = { readonly dataDir: string; readonly databaseUrl?: string; readonly pids: readonly number[] };

const measureAt = async (
  store: StoreKind,
  { dataDir, databaseUrl, pids }: Place,
  cli?: string,
): Promise<SyncFigures> => {
  const backend = await startBackend({ config: aConfigFile(), dataDir, databaseUrl, args: ['--quiet'], cli });
  try {
    const server = pids.flatMap((pid) => [pid, ...descendantsOf(pid)]);
    const watching = await watch([backend.pid, ...server], join(dataDir, 'trace'));
    const created = await postAll(backend.url);
    const answers = judgeAnswers(readTrace(await watching.end()), SEALING[store]);
    const traced = new Set(answers.map(({ id }) => id)).size;
    return { created, traced, onDisk: answers.filter(({ isOnDisk }) => isOnDisk).length };
  } finally {
    await backend.stop();
  }
};

/** Runs the built backend (or another `cli`) on a new database under strace, posts `ACTS` acts, and judges every 201. */
export const measureSync = async (store: StoreKind, cli?: string): Promise<SyncFigures> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'candor-fsync-'));
  const postgres = store === 'postgres' ? await startPostgres('any', 'durable') : undefined;
  try {
    const databaseUrl = await postgres?.createDatabase();
    return await measureAt(store, { dataDir, databaseUrl, pids: postgres ? [postgres.pid()] : [] }, cli);
  } finally {
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
