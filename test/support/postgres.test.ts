// @vitest-environment node
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ask, startPostgres } from './postgres.ts';
import { descendantsOf, runningOf } from './process-tree.ts';

const setting = async (url: string, name: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ readonly value: string }>('select current_setting($1) as value', [name]);
  await client.end();
  return rows[0]?.value ?? '';
};

const versionOf = async (url: string): Promise<number> => Number(await setting(url, 'server_version_num'));

describe('a throw-away PostgreSQL', () => {
  it.each(['any', 'embedded'] as const)(
    'runs, whoever starts it, from %s binaries',
    async (source) => {
      const postgres = await startPostgres(source);
      try {
        expect(await versionOf(await postgres.createDatabase())).toBeGreaterThanOrEqual(150_000);
      } finally {
        await postgres.stop();
      }
      await expect(versionOf(postgres.url)).rejects.toThrow(/ECONNREFUSED/);
    },
    60_000,
  );

  it('waits for the disk where it is asked to, and comes back after a power cut with what was committed', async () => {
    const postgres = await startPostgres('any', 'durable');
    try {
      const url = await postgres.createDatabase();
      expect([await setting(url, 'fsync'), await setting(url, 'data_checksums')]).toEqual(['on', 'on']);
      await ask(url, 'create table kept as select 1 as one');
      const all = [postgres.pid(), ...descendantsOf(postgres.pid())];
      expect(all.length).toBeGreaterThan(3);
      await postgres.kill9();
      expect(runningOf(all)).toEqual([]);
      await postgres.restart();
      await ask(url, 'select one from kept');
    } finally {
      await postgres.stop();
    }
  }, 60_000);
});
