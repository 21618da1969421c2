// @vitest-environment node
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.ts';

const versionOf = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ readonly server_version_num: string }>('show server_version_num');
  await client.end();
  return Number(rows[0]?.server_version_num);
};

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
});
