import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refOf } from '../../src/contract/notice.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { rowsOf } from '../backend/tables.ts';
import { aConfigFile, anEvent, aSubject, CHAT, type Person } from '../support/builders.ts';
import { plainRoot } from '../support/plain-tree.ts';
import { aWorkplace, candor, noticeOf, post, type Workplace } from '../support/command.ts';

let place: Workplace;
beforeEach(async () => {
  place = await aWorkplace();
});
afterEach(() => place.leave());

const numberOf = (receipt: string): string => (peekPayload(receipt) as { readonly jti: string }).jti;

const recordOne = async (url: string, person: Person): Promise<string> =>
  (await post(url, person, anEvent(person, refOf(await noticeOf(url)), { choices: { [CHAT]: 'refused' } }))).receipt;

describe('candor verify --proof', () => {
  it('says that the shop logged a receipt, keeps the checkpoint, and finds the log going on from it after a restart', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const first = await place.serve(config);
    const receipt = await recordOne(first.url, await aSubject());
    const file = await place.write('receipt.jws', receipt);
    const checkpoint = join(place.folder, 'checkpoint.txt');
    const verify = (url: string) => {
      const [keys, proof] = [`${url}/.well-known/candor/jwks.json`, `${url}/v1/log/proofs/${numberOf(receipt)}`];
      return candor('verify', file, '--jwks', keys, '--proof', proof, '--checkpoint', checkpoint);
    };
    const before = await verify(first.url);
    expect([before.code, before.out]).toEqual([0, expect.stringContaining('LOGGED by this shop, as leaf 0 of 1.')]);
    expect(await readFile(checkpoint, 'utf8')).toMatch(/^shop\.example\/candor-log\n1\n/);
    await first.kill9();
    const second = await place.serve(config);
    await recordOne(second.url, await aSubject());
    const after = await verify(second.url);
    expect([after.code, after.out]).toEqual([
      0,
      expect.stringContaining('goes on from the one seen before, of 1 leaves'),
    ]);
    expect(await readFile(checkpoint, 'utf8')).toMatch(/^shop\.example\/candor-log\n2\n/);
  });

  it('ends with 1 when the shop has no proof, and with 2 when the command line makes no sense', async () => {
    const child = await place.serve(await place.write('candor.config.json', aConfigFile()));
    const file = await place.write('receipt.jws', await recordOne(child.url, await aSubject()));
    const keys = ['--jwks', `${child.url}/.well-known/candor/jwks.json`];
    const [other, alone] = await Promise.all([
      candor('verify', file, ...keys, '--proof', `${child.url}/v1/log/proofs/rcp_${'0'.repeat(32)}`),
      candor('verify', file, ...keys, '--checkpoint', 'checkpoint.txt'),
    ]);
    expect([other.code, other.out]).toEqual([1, expect.stringContaining('NOT LOGGED.')]);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--checkpoint needs --proof')]);
  });
});

describe('two processes of candor serve', () => {
  it('write one log on one file: each index once, and the root that its entries have', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const shops = await Promise.all([place.serve(config), place.serve(config)]);
    const people = await Promise.all(Array.from({ length: 30 }, aSubject));
    await Promise.all(people.map((person, at) => recordOne(shops[at % 2]?.url ?? '', person)));
    const heads = await Promise.all(shops.map(async ({ url }) => (await fetch(`${url}/v1/log/checkpoint`)).text()));
    expect(heads[0]).toBe(heads[1]);
    const [, size, root] = heads[0]?.split('\n') ?? [];
    const bundle = Buffer.from(await (await fetch(`${shops[0]?.url}/v1/log/tile/entries/000.p/30`)).arrayBuffer());
    const entries = people.map((_person, at) => bundle.subarray(at * 34 + 2, (at + 1) * 34));
    expect([size, root]).toEqual(['30', plainRoot(entries).toString('base64')]);
    const rows = await rowsOf(join(place.data, 'candor.sqlite'));
    const indices = (rows['log_leaves'] as readonly { index: number }[]).map(({ index }) => index);
    expect(indices.sort((a, b) => a - b)).toEqual(people.map((_person, at) => at));
  });
});

const erase = (url: string, { secret }: Person): Promise<Response> =>
  fetch(`${url}/v1/consents/me`, { method: 'DELETE', headers: { authorization: `Bearer ${secret}` } });

/** Puts the day of every held erasure into the past, as time would. */
const comeToday = async ({ data }: Workplace): Promise<void> => {
  const database = new Database(join(data, 'candor.sqlite'));
  database.exec("update erasures set erase_at = '2020-01-01T00:00:00.000Z'");
  database.close();
};

describe('candor serve and candor retain', () => {
  it('make the pepper and the checkpoint key at the first start, for their owner only', async () => {
    await place.serve(await place.write('candor.config.json', aConfigFile()));
    const modes = await Promise.all(
      ['pepper.key', 'checkpoint-keys.json'].map(async (name) => (await stat(join(place.data, name))).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('carry out an erasure whose day has come: at the start, and when told to', async () => {
    const held = await place.write('candor.config.json', aConfigFile({ proofHold: 1 }));
    const first = await place.serve(held);
    const people = [await aSubject(), await aSubject()];
    for (const person of people) await recordOne(first.url, person);
    expect((await erase(first.url, people[0] as Person)).status).toBe(202);
    expect((await candor('retain', '--config', held, '--data', place.data)).out).toBe(
      'Deleted: 0 subjects, 0 events, 0 objections.\n',
    );
    await first.stop();
    await comeToday(place);
    const told = await candor('retain', '--config', held, '--data', place.data);
    expect([told.code, told.out]).toEqual([0, 'Deleted: 1 subjects, 0 events, 0 objections.\n']);
    const second = await place.serve(held);
    expect((await erase(second.url, people[1] as Person)).status).toBe(202);
    await second.stop();
    await comeToday(place);
    const third = await place.serve(held);
    await expect.poll(() => third.output(), { timeout: 20_000 }).toContain('"job":"retention","subjects":1');
    expect(await rowsOf(join(place.data, 'candor.sqlite'))).toMatchObject({ consent_events: [], erasures: [] });
  });

  it('refuse a record whose pepper was lost, and say what to restore', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const child = await place.serve(config);
    await child.stop();
    await place.write('data/pepper.key', `${'A'.repeat(43)}\n`);
    const said = await candor('retain', '--config', config, '--data', place.data);
    expect([said.code, said.err]).toEqual([2, expect.stringMatching(/another pepper: restore pepper\.key/)]);
  });
});
