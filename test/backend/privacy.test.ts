// @vitest-environment node
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/backend/log.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { anObjection, aSubject, CHAT } from '../support/builders.ts';
import { dumpDatabase } from '../support/dump.ts';
import { aBackend, aShopOf, describeOnBoth, PEPPER, READ_KEY } from './harness.ts';
import { rowsOf } from './tables.ts';

const CANARIES = [
  '198.51.100.77',
  '2001:db8::77',
  'canary-agent/1.0',
  'canary@shopper.example',
  'canary-cookie',
  'canary-referrer',
];

const HEADERS = {
  'x-forwarded-for': '198.51.100.77',
  forwarded: 'for="[2001:db8::77]"',
  'user-agent': 'canary-agent/1.0',
  from: 'canary@shopper.example',
  cookie: 'id=canary-cookie',
  referer: 'https://shop.example/?canary-referrer',
};

/** A canary, and the ways in which it might be written down without being plain. */
const disguises = (canary: string): readonly string[] => [
  canary,
  Buffer.from(canary).toString('base64url').slice(0, -2),
  Buffer.from(canary).toString('hex'),
  ...(['hex', 'base64', 'base64url'] as const).map((spelling) =>
    createHash('sha256').update(canary).digest(spelling).slice(0, 20),
  ),
];

describeOnBoth('invariant 17: what is kept and logged', (place) => {
  it('holds no address, user agent, cookie or secret', async () => {
    const log: LogEntry[] = [];
    const shop = await aShopOf(place, { log: (entry) => log.push(entry) });
    const { person, post, object, give, ask } = shop;
    const other = await aSubject();
    await post(person, give(person), { headers: HEADERS });
    await object(person, anObjection(person), { headers: HEADERS });
    await post(person, give(person, { seq: 2, extra: 'refused-canary' }), { headers: HEADERS });
    await post(
      other,
      { ...give(person), event_id: 'refused-canary' },
      { headers: { ...HEADERS, 'idempotency-key': 'refused-canary' } },
    );
    await ask(`/v1/receipts?after=${person.secret}`, { headers: HEADERS });
    await ask(`/${person.secret}`, { headers: HEADERS, method: 'refused-canary' });
    await ask(`/admin/v1/subjects/${person.subject}`, { headers: { ...HEADERS, authorization: `Bearer ${READ_KEY}` } });
    const [kept, logged] = [await dumpDatabase(place.address()), JSON.stringify(log)];
    expect(kept).toContain(person.subject);
    expect(kept, 'what receipts say is searched too').toContain('"schema":"consent-receipt/1"');
    expect(log.length).toBeGreaterThanOrEqual(7);
    for (const canary of [...CANARIES, person.secret, other.secret, READ_KEY, 'refused-canary', toBase64Url(PEPPER)]) {
      for (const text of disguises(canary)) {
        expect(kept, `kept: ${canary}`).not.toContain(text);
        expect(logged, `logged: ${canary}`).not.toContain(text);
      }
    }
    expect(logged).not.toContain(person.subject);
  });

  it('holds what a newer widget wrote only inside the act itself, as it was signed, and never in a log', async () => {
    const log: LogEntry[] = [];
    const { person, post, object, give } = await aShopOf(place, { log: (entry) => log.push(entry) });
    const mail = 'free-text-canary@shopper.example';
    expect((await post(person, give(person, { choices: { [CHAT]: 'refused' }, comment: mail }))).status).toBe(201);
    expect((await object(person, anObjection(person, { ref: mail }))).status).toBe(201);
    const columns = Object.entries(await rowsOf(place.address())).flatMap(([table, rows]) =>
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) => (String(value).includes(mail) ? [`${table}.${column}`] : [])),
      ),
    );
    expect(columns.toSorted()).toEqual(['consent_events.event', 'objections.objection']);
    expect(JSON.stringify(log)).not.toContain('canary');
  });
});

describe('the log', () => {
  it('tells the table’s path, never the one that was asked for', async () => {
    const log: LogEntry[] = [];
    const { ask } = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), {
      log: (entry) => log.push(entry),
    });
    const { subject } = await aSubject();
    await ask(`/admin/v1/subjects/${subject}`);
    expect(log.at(-1)).toMatchObject({ method: 'GET', path: '/admin/v1/subjects/{subject}', status: 401 });
    expect(Object.keys(log.at(-1) ?? {}).sort()).toEqual(['at', 'method', 'milliseconds', 'path', 'status']);
  });
});
