import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashApiKey } from '../../src/backend/signing-key.ts';
import { refOf } from '../../src/contract/notice.ts';
import { aConfigFile, anEvent, aSubject } from '../support/builders.ts';
import { aWorkplace, candor, noticeOf, post, type Workplace } from '../support/command.ts';

let place: Workplace;
beforeEach(async () => {
  place = await aWorkplace();
});
afterEach(() => place.leave());

describe('candor verify', () => {
  it('accepts a receipt that a shop just issued, from its published keys or a file of them, and refuses a changed one', async () => {
    const [child, person] = [
      await place.serve(await place.write('candor.config.json', aConfigFile())),
      await aSubject(),
    ];
    const { receipt } = await post(child.url, person, anEvent(person, refOf(await noticeOf(child.url))));
    const keys = `${child.url}/.well-known/candor/jwks.json`;
    const [file, keyFile] = [
      await place.write('receipt.jws', receipt),
      await place.write('jwks.json', await (await fetch(keys)).text()),
    ];
    const changed = await place.write(
      'changed.jws',
      receipt.replace(/^(.{300})(.)/, (_all, head: string, one: string) => head + (one === 'A' ? 'B' : 'A')),
    );
    const [online, offline, refused, other] = await Promise.all([
      candor('verify', file, '--jwks', keys, '--iss', 'https://shop.example'),
      candor('verify', file, '--jwks', keyFile),
      candor('verify', changed, '--jwks', keyFile),
      candor('verify', file, '--jwks', keyFile, '--iss', 'https://other.example'),
    ]);
    expect([online.code, offline.code, refused.code, other.code]).toEqual([0, 0, 1, 1]);
    expect(online.out).toMatch(/^VALID\. Receipt rcp_[\da-f]{32}, signed by https:\/\/shop\.example/);
    expect(refused.out).toMatch(/^NOT VALID\. /);
    expect(other.out).toContain('somebody else');
  });

  it.each([
    ['no receipt', [], /the receipt is missing/],
    ['no keys', ['receipt.jws'], /--jwks is missing/],
    ['a file that is not there', ['receipt.jws', '--jwks', 'none.json'], /none\.json cannot be read \(ENOENT\)/],
  ])('with %s says what to write', async (_what, args, words) => {
    const said = await candor('verify', ...args);
    expect([said.code, said.err]).toEqual([2, expect.stringMatching(words)]);
  });
});

describe('candor keys', () => {
  const made = async (): Promise<string> => {
    const child = await place.serve(await place.write('candor.config.json', aConfigFile()));
    const set = (await (await fetch(`${child.url}/.well-known/candor/jwks.json`)).json()) as {
      keys: { kid: string }[];
    };
    return set.keys[0]?.kid ?? '';
  };
  const keys = (act: string, ...args: readonly string[]) => candor('keys', act, '--data', place.data, ...args);

  it('tells, rotates and retires the keys of a data folder', async () => {
    const first = await made();
    const refused = await keys('retire', '--kid', first);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('first run candor keys rotate')]);
    const [later, at] = [await keys('rotate'), new Date(Date.now() + 3_600_000).toISOString()];
    const [, second = ''] = /^The new key (\S{43}) signs from/.exec(later.out) ?? [];
    expect(later.out).not.toContain('Warning');
    const soon = await keys('rotate', '--at', at);
    expect([soon.code, soon.err]).toEqual([2, expect.stringContaining('--now')]);
    const [now, ended] = [await keys('rotate', '--now', '--at', at), await keys('retire', '--kid', second, '--at', at)];
    expect([now.code, now.out, ended.code]).toEqual([0, expect.stringContaining('Warning: verifiers'), 0]);
    const { out } = await keys('list');
    expect(out).toMatch(new RegExp(`^${first}  Ed25519  signs since the first start$`, 'm'));
    expect(out).toMatch(new RegExp(`^${second}  Ed25519  begins \\S+, retired ${at}$`, 'm'));
  });

  it.each([
    ['nothing to do', ['keys'], /candor keys list/],
    ['an unheard role', ['keys', 'list', '--role', 'assertion'], /write receipt, explanation, checkpoint/],
    ['no data folder', ['keys', 'list', '--data', 'none'], /receipt-keys\.json cannot be read \(ENOENT\)/],
    ['a past time', ['keys', 'rotate', '--at', '2020-01-01'], /is past/],
    ['a day that is none', ['keys', 'rotate', '--at', '2027-02-30'], /is no time/],
    ['no key', ['keys', 'retire'], /--kid is missing/],
  ])('with %s says what to write', async (_what, args, words) => {
    const said = await candor(...args);
    expect([said.code, said.err]).toEqual([2, expect.stringMatching(words)]);
  });
});

describe('candor audit', () => {
  it('makes a bundle of a range of days that candor verify checks, changed or not, and writes over nothing', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const [child, person] = [await place.serve(config), await aSubject()];
    await post(child.url, person, anEvent(person, refOf(await noticeOf(child.url))));
    const file = join(place.folder, 'audit.zip');
    const from = '2020-01-01';
    const args = ['--config', config, '--data', place.data, '--from', from, '--to', '2099-12-31', '--out', file];
    const made = await candor('audit', 'export', ...args);
    expect([made.code, made.out]).toEqual([0, expect.stringContaining('1 events')]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(file);
    const changed = join(place.folder, 'changed.zip');
    await writeFile(
      changed,
      bytes.map((byte, at) => (at === bytes.indexOf('"seq"') ? byte ^ 1 : byte)),
    );
    const keys = `${child.url}/.well-known/candor/jwks.json`;
    const [plain, compared, refused, again] = await Promise.all([
      candor('verify', file),
      candor('verify', file, '--jwks', keys, '--iss', 'https://shop.example'),
      candor('verify', changed, '--jwks', keys),
      candor('audit', 'export', ...args),
    ]);
    expect([plain.code, compared.code, refused.code, again.code]).toEqual([0, 0, 1, 2]);
    expect(compared.out).toMatch(/^VALID\./);
    expect(compared.out).toContain("1 of 1 receipts are proven to be in the shop's log");
    expect(refused.out).toContain('events.jsonl was changed');
    expect(again.err).toContain('cannot be written (EEXIST)');
  });

  it.each([
    ['nothing to do', ['audit'], /candor audit export/],
    ['no range', ['audit', 'export'], /--from is missing/],
    [
      'a range that ends before it begins',
      ['audit', 'export', '--from', '2026-12-01', '--to', '2026-11-01'],
      /is not before/,
    ],
    ['a day that is none', ['audit', 'export', '--from', '2026-11-31', '--to', '2026-12-01'], /is no time/],
  ])('with %s says what to write', async (_what, args, words) => {
    const said = await candor(...args);
    expect([said.code, said.err]).toEqual([2, expect.stringMatching(words)]);
  });

  it('made beside a running server right after an erasure counts what was deleted, and the one before stays valid', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const [child, person] = [await place.serve(config), await aSubject()];
    await post(child.url, person, anEvent(person, refOf(await noticeOf(child.url))));
    const days = ['--from', '2020-01-01', '--to', '2099-12-31'];
    const exported = async (name: string): Promise<string> => {
      const file = join(place.folder, name);
      const made = await candor('audit', 'export', '--config', config, '--data', place.data, ...days, '--out', file);
      expect(made).toMatchObject({ code: 0, err: '' });
      return file;
    };
    const before = await exported('before.zip');
    const headers = { authorization: `Bearer ${person.secret}` };
    expect((await fetch(`${child.url}/v1/consents/me`, { method: 'DELETE', headers })).status).toBe(204);
    const after = await exported('after.zip');
    const keys = ['--jwks', `${child.url}/.well-known/candor/jwks.json`];
    const verified = await Promise.all([before, after].map((file) => candor('verify', file, ...keys)));
    expect(verified.map(({ code }) => code)).toEqual([0, 0]);
    expect(verified[1]?.out).toContain('2 acts of these days were deleted');
    expect(await readFile(after, 'latin1')).not.toContain(person.subject);
    const proof = await candor('verify', after, ...keys, '--proof', `${child.url}/v1/log/checkpoint`);
    expect([proof.code, proof.err]).toEqual([2, expect.stringContaining('--proof is for one receipt')]);
  });

  it('makes no key where there is none', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const said = await candor(
      'audit',
      'export',
      '--config',
      config,
      '--data',
      place.data,
      '--from',
      '2026-11-01',
      '--to',
      '2026-11-30',
    );
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('receipt-keys.json cannot be read (ENOENT)')]);
  });
});

describe('candor', () => {
  it('tells its commands, makes API keys that the config takes, and prints the schema of the config', async () => {
    const [help, key, schema, unheard] = await Promise.all([
      candor('--help'),
      candor('api-key'),
      candor('config-schema'),
      candor('sevre'),
    ]);
    expect([help.code, help.out]).toEqual([0, expect.stringContaining('candor serve --config candor.config.json')]);
    const [, text = ''] = /^ {2}(candor_\S{43})$/m.exec(key.out) ?? [];
    expect(key.out).toContain(await hashApiKey(text));
    expect(JSON.parse(schema.out)).toMatchObject({
      title: 'candor.config.json',
      required: expect.arrayContaining(['issuer']),
    });
    expect([unheard.code, unheard.err]).toEqual([2, expect.stringContaining('there is no command "sevre"')]);
  });
});
