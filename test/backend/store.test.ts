// @vitest-environment node
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { type RecordWriter, StoreUnavailableError } from '../../src/backend/store.ts';
import type { ReceiptId } from '../../src/contract/ids.ts';
import { uuidV7 } from '../../src/crypto/random.ts';
import { startPostgres } from '../support/postgres.ts';
import { aSubject, chance, CHAT, NOON } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, receiptIn } from './harness.ts';

const takeOrder = (record: RecordWriter): Promise<number> => record.nextOrder();

describeOnBoth('the record', (place) => {
  it('is made once when two processes open it at the same time', async () => {
    const stores = await Promise.all([place.open(), place.open(), place.open()]);
    await Promise.all(stores.map((store) => store.check()));
    expect(await Promise.all(stores.map((store) => store.write(takeOrder)))).toHaveLength(3);
  });

  it('gives every write the next order, whoever writes, and tells it in the order of commits', async () => {
    const [one, two] = [await place.open(), await place.open()];
    const committed: number[] = [];
    const write = async (at: number): Promise<void> => void committed.push(await (at % 2 ? one : two).write(takeOrder));
    await Promise.all(Array.from({ length: 30 }, (_none, at) => write(at)));
    expect([...committed].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_none, at) => at + 1));
  });

  it('keeps nothing of a write that fails, its order included', async () => {
    const { store, person, post, give } = await aShopOf(place);
    const failing = store.write(async (record) => {
      await record.nextOrder();
      throw new Error('the last step fails');
    });
    await expect(failing).rejects.toThrow('the last step fails');
    expect(receiptIn(await post(person, give(person))).order).toBe(1);
  });

  it('never holds two events of one chain under one seq, whatever is written', async () => {
    const { store, person, post, give } = await aShopOf(place);
    const { event_id } = receiptIn(await post(person, give(person))).event;
    const held = await store.read.event(event_id);
    const again = store.write(async (record) => {
      if (held)
        await record.addEvent({
          ...held,
          event_id: uuidV7(NOON, chance),
          receipt_id: `rcp_${'0'.repeat(32)}` as ReceiptId,
          order: 99,
        });
    });
    await expect(again).rejects.toThrow(/unique/i);
  });

  it('answers two backends on one database as one', async () => {
    const one = await aShopOf(place);
    const two = await aBackend(await place.open(), { keys: [one.key] });
    const event = one.give(one.person);
    const said = await Promise.all([
      one.post(one.person, event),
      two.post(one.person, event),
      one.post(one.person, event),
      two.post(one.person, event),
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(said.map(({ json }) => json['receipt'])).size).toBe(1);
    expect((await two.get(one.person, '/v1/consents/me')).json['last_seq']).toBe(1);
  });

  it('keeps many subjects’ events apart under many writers, each order once', async () => {
    const [one, two] = [await aShopOf(place), await aBackend(await place.open())];
    const people = await Promise.all(Array.from({ length: 12 }, aSubject));
    const said = await Promise.all(
      people.map((person, at) =>
        (at % 2 ? one : two).post(person, one.give(person, { choices: { [CHAT]: 'refused' } })),
      ),
    );
    expect(said.map(({ json }) => Number(json['order'])).sort((a, b) => a - b)).toEqual(
      people.map((_person, at) => at + 1),
    );
    const held = await Promise.all(people.map((person) => two.get(person, '/v1/receipts')));
    expect(held.map(({ json }) => (json['receipts'] as unknown[]).length)).toEqual(people.map(() => 1));
  });
});

describe('the embedded record', () => {
  let folder = '';
  const newFile = async (): Promise<string> => {
    folder = await mkdtemp(join(tmpdir(), 'candor-record-'));
    return join(folder, 'deep', 'candor.sqlite');
  };
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is in a file for its owner only, with a log that is on disk before the answer', async () => {
    const file = await newFile();
    const store = await openStore({ databaseUrl: file, dataDir: '' });
    const modes = await Promise.all(
      [file, `${file}-wal`, join(folder, 'deep')].map(async (path) => (await stat(path)).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600, 0o700]);
    const other = new Database(file);
    expect(other.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    other.close();
    await store.close();
  });

  it('that a newer version wrote is not touched', async () => {
    const file = await newFile();
    await (await openStore({ databaseUrl: file, dataDir: '' })).close();
    const database = new Database(file);
    database.exec("insert into candor_migrations values ('999-later', '2030-01-01T00:00:00.000Z')");
    database.close();
    await expect(openStore({ databaseUrl: file, dataDir: '' })).rejects.toThrow(/newer version.*999-later/);
  });

  it('waits for another process’s write, and is read meanwhile', async () => {
    const file = await newFile();
    const store = await openStore({ databaseUrl: file, dataDir: '' });
    const other = new Database(file);
    other.exec('begin immediate');
    const waiting = store.write(takeOrder);
    await store.read.receipts((await aSubject()).subject, 0, 1);
    other.exec('rollback');
    expect(await waiting).toBe(1);
    other.close();
    await store.close();
  });
});

describe('a database that is gone', () => {
  it('is told as store-unavailable, which the outbox tries again', async () => {
    const postgres = await startPostgres();
    const shop = await aBackend(await openStore({ databaseUrl: await postgres.createDatabase(), dataDir: '' }));
    const person = await aSubject();
    expect((await shop.ask('/readyz')).status).toBe(200);
    await postgres.stop();
    for (const said of [
      await shop.ask('/readyz'),
      await shop.post(person, shop.give(person)),
      await shop.get(person, '/v1/consents/me'),
    ]) {
      expect([said.status, said.json['code'], said.headers.get('retry-after')]).toEqual([
        503,
        'store-unavailable',
        '5',
      ]);
    }
    expect((await shop.ask('/healthz')).status).toBe(200);
    await expect(openStore({ databaseUrl: postgres.url, dataDir: '' })).rejects.toThrow(StoreUnavailableError);
    await shop.backend.close();
  }, 30_000);
});

describe('a database that dies between two questions of one write', () => {
  it('keeps nothing of it, ends nobody, and takes the next write when it is back', async () => {
    const postgres = await startPostgres('any', 'durable');
    const store = await openStore({ databaseUrl: await postgres.createDatabase(), dataDir: '' });
    const cut = store.write(async (record) => {
      await record.nextOrder();
      await postgres.kill9();
      return record.nextOrder();
    });
    await expect(cut).rejects.toThrow(StoreUnavailableError);
    await postgres.restart();
    expect(await store.write(takeOrder)).toBe(1);
    await store.close();
    await postgres.stop();
  }, 30_000);
});

describe('a backend that shuts down', () => {
  it('answers what runs, refuses what comes, and then lets go', async () => {
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const { backend, post, give, ask } = await aBackend(store);
    const person = await aSubject();
    const running = post(person, give(person));
    const closed = backend.close();
    const late = await ask('/v1/config');
    expect([late.status, late.json['code']]).toEqual([503, 'shutting-down']);
    expect((await running).status).toBe(201);
    await closed;
    await expect(store.check()).rejects.toThrow();
  });
});
