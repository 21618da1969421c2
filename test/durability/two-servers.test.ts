import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refOf } from '../../src/contract/notice.ts';
import { aConfigFile } from '../support/builders.ts';
import { noticeOf } from '../support/command.ts';
import { startPostgres } from '../support/postgres.ts';
import { startBackend } from '../support/servers.ts';
import { aShopper, send } from './acts.ts';
import type { StoreKind } from './fsync.ts';
import { judge } from './oracle.ts';
import { inspectPostgres, inspectSqlite } from './rows.ts';
import type { Kept } from './writers.ts';

const [WRITERS, ACTS_EACH] = [6, 9];

/** One subject's acts, each sent to both servers at the same moment. */
const write = async (urls: readonly string[], kept: Kept[]): Promise<void> => {
  const shopper = await aShopper(refOf(await noticeOf(urls[0] ?? '')));
  for (let count = 0; count < ACTS_EACH; count += 1) {
    const act = await shopper.next();
    const said = await Promise.all(urls.map((url) => send(url, act)));
    expect(said.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    expect(said[0]?.receipt).toBe(said[1]?.receipt);
    kept.push({ act, receipt: said[0]?.receipt ?? '' });
  }
};

const inPlace = async (
  store: StoreKind,
  use: (place: { readonly dataDir: string; readonly databaseUrl: string | undefined }) => Promise<void>,
): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'candor-two-'));
  const postgres = store === 'postgres' ? await startPostgres() : undefined;
  try {
    await use({ dataDir, databaseUrl: await postgres?.createDatabase() });
  } finally {
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

describe('invariant 19: two server processes on one database', () => {
  it.each(['sqlite', 'postgres'] as const)('are one record under concurrent writers: %s', async (store) => {
    await inPlace(store, async (place) => {
      const options = { ...place, config: aConfigFile(), args: ['--quiet'] };
      // The first makes the keys; the second finds them.
      const servers = [await startBackend(options), await startBackend(options)];
      const kept: Kept[] = [];
      const urls = servers.map(({ url }) => url);
      await Promise.all(Array.from({ length: WRITERS }, () => write(urls, kept)));
      await Promise.all(servers.map((server) => server.stop()));
      const { rows } =
        place.databaseUrl === undefined
          ? inspectSqlite(join(place.dataDir, 'candor.sqlite'))
          : await inspectPostgres(place.databaseUrl);
      expect(judge(kept, rows)).toEqual({ lost: 0, duplicated: 0, broken: 0 });
      expect(rows.map(({ order }) => order).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: WRITERS * ACTS_EACH }, (_none, at) => at + 1),
      );
    });
  });
});
