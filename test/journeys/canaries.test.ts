import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refOf } from '../../src/contract/notice.ts';
import { hashApiKey } from '../../src/backend/signing-key.ts';
import { aConfigFile, anEvent, anObjection, aSubject, type Person } from '../support/builders.ts';
import { aWorkplace, noticeOf, type Workplace } from '../support/command.ts';
import { dumpDatabase } from '../support/dump.ts';

let place: Workplace;
beforeEach(async () => {
  place = await aWorkplace();
});
afterEach(() => place.leave());

const API_KEY = 'canary-api-key';

/** What a proxy or a browser may add to a request. */
const HEADERS = {
  'x-forwarded-for': '198.51.100.77, 203.0.113.9',
  'x-real-ip': '198.51.100.77',
  forwarded: 'for="[2001:db8::77]";proto=https',
  'user-agent': 'canary-agent/1.0',
  'accept-language': 'x-canary-language',
  from: 'canary-mail@shopper.example',
  cookie: 'id=canary-cookie',
  referer: 'https://shop.example/?canary-referrer',
};

/** `fetch` does not send every header that a proxy may add. */
const ask = (url: string, method: string, headers: Readonly<Record<string, string>>, body = ''): Promise<number> =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, headers: { ...HEADERS, ...headers } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    asking.once('error', reject).end(body);
  });

const postAs = (url: string, { secret }: Person, id: string, body: object): Promise<number> =>
  ask(
    url,
    'POST',
    { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'idempotency-key': id },
    JSON.stringify(body),
  );

const filesBelow = async (folder: string): Promise<string> => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')))).join('\n');
};

describe('invariant 17: a backend that runs', () => {
  it('writes no address, user agent, mail address, cookie or secret: not to its output, not to any file', async () => {
    const apiKeys = [{ id: 'shop', sha256: await hashApiKey(API_KEY), roles: ['read' as const] }];
    const backend = await place.serve(await place.write('candor.config.json', aConfigFile({ apiKeys })));
    const [person, { url }] = [await aSubject(), backend];
    const event = anEvent(person, refOf(await noticeOf(url)));
    const objection = anObjection(person);
    const refused = { ...event, event_id: 'canary-id', extra: 'canary-mail@shopper.example' };
    const statuses = [
      await postAs(`${url}/v1/consents`, person, event.event_id, event),
      await postAs(`${url}/v1/objections`, person, objection.objection_id, objection),
      await postAs(`${url}/v1/consents`, person, 'canary-id', refused),
      await ask(`${url}/v1/receipts?after=${person.secret}`, 'GET', { authorization: `Bearer ${person.secret}` }),
      await ask(`${url}/canary-path/${person.secret}`, 'GET', {}),
      await ask(`${url}/admin/v1/subjects/${person.subject}`, 'GET', { authorization: `Bearer ${API_KEY}` }),
      await ask(`${url}/v1/consents`, 'POST', { 'content-type': 'application/json' }, 'canary-body {'),
    ];
    expect(statuses).toEqual([201, 201, 400, 400, 404, 200, 401]);
    const kept = `${await dumpDatabase(join(place.data, 'candor.sqlite'))}${await filesBelow(place.data)}`;
    const written = backend.output();
    expect(kept).toContain(person.subject);
    expect(written.trim().split('\n').length).toBeGreaterThan(statuses.length);
    for (const canary of ['198.51.100.77', '203.0.113.9', '2001:db8::77', '127.0.0.1', 'canary', person.secret]) {
      expect(kept, `kept: ${canary}`).not.toContain(canary);
      expect(written.replace(`Candor listens on ${url}`, ''), `written: ${canary}`).not.toContain(canary);
    }
    expect(written).not.toContain(person.subject);
  });
});
