import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { writeSigningKeys } from '../../src/backend/signing-keys.ts';
import { refOf } from '../../src/contract/notice.ts';
import { aConfigFile, anEvent, aSubject, CHAT } from '../support/builders.ts';
import { aWorkplace, candor, headersFor, noticeOf, post, receiptsOf, type Workplace } from '../support/command.ts';

let place: Workplace;
beforeEach(async () => {
  place = await aWorkplace();
});
afterEach(() => place.leave());

describe('candor serve', () => {
  it('loses nothing when it is killed after a receipt', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const [first, person] = [await place.serve(config), await aSubject()];
    const event = anEvent(person, refOf(await noticeOf(first.url)));
    const { status, receipt } = await post(first.url, person, event);
    await first.kill9();
    const second = await place.serve(config);
    expect(status).toBe(201);
    expect(await receiptsOf(second.url, person)).toEqual([receipt]);
    expect(await post(second.url, person, event)).toMatchObject({ status: 200, receipt });
  });

  it('may run twice on one file, started at the same moment, and is one record', async () => {
    const config = await place.write('candor.config.json', aConfigFile());
    const [one, two] = await Promise.all([place.serve(config), place.serve(config)]);
    const notice = refOf(await noticeOf(one.url));
    const people = await Promise.all(Array.from({ length: 10 }, aSubject));
    const sent = await Promise.all(
      people.map(async (person) => {
        const event = anEvent(person, notice, { choices: { [CHAT]: 'refused' } });
        return Promise.all([post(one.url, person, event), post(two.url, person, event)]);
      }),
    );
    for (const pair of sent) {
      expect(pair.map(({ status }) => status).sort()).toEqual([200, 201]);
      expect(pair[0]?.receipt).toBe(pair[1]?.receipt);
    }
    expect(sent.map(([said]) => said?.order ?? 0).sort((a, b) => a - b)).toEqual(people.map((_person, at) => at + 1));
  });

  it('answers what is under way before it ends', async () => {
    const [child, person] = [
      await place.serve(await place.write('candor.config.json', aConfigFile())),
      await aSubject(),
    ];
    const event = anEvent(person, refOf(await noticeOf(child.url)));
    const [head, tail] = [JSON.stringify(event).slice(0, 40), JSON.stringify(event).slice(40)];
    const sending = request(`${child.url}/v1/consents`, {
      method: 'POST',
      headers: { ...headersFor(person, event), expect: '100-continue' },
    });
    const answered = once(sending, 'response');
    sending.flushHeaders();
    await once(sending, 'continue');
    sending.write(head);
    const ended = child.stop();
    sending.end(tail);
    const [{ statusCode }] = (await answered) as [{ statusCode: number }];
    expect([statusCode, await ended]).toEqual([201, 0]);
  });

  it('cuts a body of 70,000 bytes, and goes on', async () => {
    const [child, person] = [
      await place.serve(await place.write('candor.config.json', aConfigFile())),
      await aSubject(),
    ];
    const response = await fetch(`${child.url}/v1/consents`, {
      method: 'POST',
      body: ' '.repeat(70_000),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.secret}` },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([413, 'body-too-large']);
    expect((await fetch(`${child.url}/readyz`)).status).toBe(200);
    expect(child.output()).not.toMatch(/\n\s+at /);
  });

  it('stops before it listens, with path, reason and what to do', async () => {
    const wrong = await place.write('wrong.json', { ...aConfigFile(), issuer: 'shop', purpose: [] });
    const said = await candor('serve', '--config', wrong);
    expect(said.code).toBe(2);
    expect(said.err).toMatch(
      /wrong\.json cannot be used:\n(?:.*\n)*\s+\/issuer is not written as it should be\n\s+→ write scheme, host and port only/,
    );
    expect(said.err).toMatch(/\/purpose is not known here\n\s+→ take it out/);
    expect(said.err).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['no config', () => [], /--config is missing: write --config candor\.config\.json/],
    ['a config that is not there', () => ['--config', 'nowhere.json'], /nowhere\.json cannot be read \(ENOENT\)/],
    [
      'a config that is no JSON',
      async () => ['--config', await place.write('broken.json', '{\n  "issuer": "x",\n  oops\n}')],
      /broken\.json is not JSON at line 3, column 3/,
    ],
    [
      'a port that is none',
      async () => ['--config', await place.write('c.json', aConfigFile()), '--port', '99999'],
      /--port "99999" is not a port/,
    ],
    ['a flag that does not exist', () => ['--prot', '1'], /--prot/],
    ['a flag of another command', () => ['--jwks', 'x'], /"jwks" means nothing to candor serve/],
    [
      'a database that is not there',
      async () => [
        '--config',
        await place.write('c.json', aConfigFile()),
        '--database-url',
        'postgres://candor@127.0.0.1:1/none',
      ],
      /cannot be asked now \(ECONNREFUSED\): check --database-url/,
    ],
    [
      'a record that is no record',
      async () => [
        '--config',
        await place.write('c.json', aConfigFile()),
        '--database-url',
        await place.write('notes.txt', 'no database '.repeat(1_000)),
      ],
      /notes\.txt cannot be used for the record \(SQLITE_NOTADB\)/,
    ],
    [
      'explanation keys of another role',
      async () => {
        const { publicJwk } = await generateSigningKey('receipt');
        await place.write('keys.json', { keys: [publicJwk] });
        return ['--config', await place.write('c.json', aConfigFile({ explanationKeys: 'keys.json' }))];
      },
      /explanationKeys: the key ".*" has the role "receipt"/,
    ],
  ])('refuses %s, without a stack trace', async (_what, args, words) => {
    const said = await candor('serve', '--data', place.data, ...(await args()));
    expect([said.code > 0, said.err]).toEqual([true, expect.stringMatching(words)]);
    expect(said.err).not.toMatch(/\n\s+at |node:internal/);
  });

  it('refuses a key file that others can read', async () => {
    await mkdir(place.data);
    const file = join(place.data, 'receipt-keys.json');
    await writeSigningKeys(file, [await generateSigningKey('receipt')]);
    await chmod(file, 0o644);
    const said = await candor('serve', '--config', await place.write('c.json', aConfigFile()), '--data', place.data);
    expect([said.code, said.err]).toEqual([
      2,
      expect.stringMatching(/can be read by others \(mode 644\): run chmod 600/),
    ]);
  });
});
