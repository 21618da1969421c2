// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { newSecret } from '../../src/crypto/random.ts';
import { aSubject, chance, CHAT, type Person, PURCHASES, type RawEvent } from '../support/builders.ts';
import {
  aBackend,
  type Asking,
  aShopOf,
  describeOnBoth,
  expectNothingStored,
  type Said,
  type TestBackend,
} from './harness.ts';

type Shop = TestBackend & { readonly person: Person };
type Case = readonly [what: string, status: number, code: string, send: (shop: Shop, event: RawEvent) => Promise<Said>];

const withBody =
  (body: BodyInit, headers: Asking['headers'] = {}): Case[3] =>
  (shop, event) =>
    shop.post(shop.person, event, { body, headers });

const withEvent =
  (change: (event: RawEvent) => object, headers: Asking['headers'] = {}): Case[3] =>
  (shop, event) =>
    shop.post(shop.person, event, { body: JSON.stringify(change(event)), headers });

const planted = (text: string, member: string): string => text.replace('{', `{${member},`);

const streamOf = (bytes: number): ReadableStream<Uint8Array> => {
  let left = bytes;
  return new ReadableStream({
    pull: (controller) => {
      if (left <= 0) return controller.close();
      controller.enqueue(new TextEncoder().encode(' '.repeat(Math.min(left, 8_192))));
      left -= 8_192;
    },
  });
};

const CASES: readonly Case[] = [
  ['no JSON', 400, 'malformed-json', withBody('{')],
  ['nothing', 400, 'malformed-json', withBody('')],
  ['a list', 400, 'invalid-field', withBody('[]')],
  ['null', 400, 'invalid-field', withBody('null')],
  ['a byte order mark', 400, 'malformed-json', withBody('\u{feff}{}')],
  ['no UTF-8', 400, 'not-utf-8', withBody(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))],
  ['UTF-16', 400, 'not-utf-8', withBody(new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]))],
  [
    'a lone surrogate',
    400,
    'malformed-json',
    (shop, event) => shop.post(shop.person, event, { body: planted(JSON.stringify(event), String.raw`"x":"\ud800"`) }),
  ],
  [
    'a number out of range',
    400,
    'malformed-json',
    (shop, event) => shop.post(shop.person, event, { body: planted(JSON.stringify(event), '"x":1e999') }),
  ],
  [
    'a name twice',
    400,
    'malformed-json',
    (shop, event) => shop.post(shop.person, event, { body: planted(JSON.stringify(event), '"seq":2') }),
  ],
  [
    'a name twice, spelled in two ways',
    400,
    'malformed-json',
    (shop, event) => shop.post(shop.person, event, { body: planted(JSON.stringify(event), String.raw`"s\u0065q":2`) }),
  ],
  [
    '40 levels',
    400,
    'malformed-json',
    (shop, event) =>
      shop.post(shop.person, event, { body: planted(JSON.stringify(event), `"x":${'['.repeat(40)}${']'.repeat(40)}`) }),
  ],
  [
    'a prototype',
    400,
    'invalid-field',
    (shop, event) =>
      shop.post(shop.person, event, { body: planted(JSON.stringify(event), '"__proto__":{"isAdmin":true}') }),
  ],
  [
    'a constructor among the choices',
    400,
    'invalid-field',
    withEvent((event) => ({ ...event, choices: { constructor: 'given' } })),
  ],
  [
    'a prototype in an event that only narrows',
    400,
    'invalid-field',
    (shop, event) =>
      shop.post(shop.person, event, {
        body: planted(JSON.stringify({ ...event, choices: { [CHAT]: 'refused' } }), String.raw`"\u005f_proto__":1`),
      }),
  ],
  ['an unknown field', 400, 'unknown-field', withEvent((event) => ({ ...event, extra: 1 }))],
  [
    'an unknown field, deep',
    400,
    'unknown-field',
    withEvent((event) => ({ ...event, signals: { gpc: false, extra: 1 } })),
  ],
  ['no choice', 400, 'invalid-field', withEvent((event) => ({ ...event, choices: {} }))],
  [
    'a choice that is none',
    400,
    'invalid-field',
    withEvent((event) => ({ ...event, choices: { [PURCHASES]: 'maybe' } })),
  ],
  ['a missing field', 400, 'invalid-field', withEvent(({ surface: _gone, ...event }) => event)],
  ['a seq of 0', 400, 'invalid-field', withEvent((event) => ({ ...event, seq: 0 }))],
  [
    'another schema',
    400,
    'schema-unsupported',
    withEvent((event) => ({ ...event, schema: 'consent-event/2', choices: { [CHAT]: 'refused' } })),
  ],
  ['no Idempotency-Key', 400, 'idempotency-key-missing', withEvent((event) => event, { 'idempotency-key': undefined })],
  [
    'another Idempotency-Key',
    400,
    'idempotency-key-mismatch',
    withEvent((event) => event, { 'idempotency-key': '0192f7b0-5c1e-7c3a-9d55-2f6a1b7e0c11' }),
  ],
  ['no secret', 401, 'secret-missing', withEvent((event) => event, { authorization: undefined })],
  ['a password', 401, 'secret-missing', withEvent((event) => event, { authorization: 'Basic c2hvcDpzaG9w' })],
  ['a short secret', 401, 'secret-wrong', withEvent((event) => event, { authorization: 'Bearer secret' })],
  [
    'another’s secret',
    401,
    'secret-wrong',
    withEvent((event) => event, { authorization: `Bearer ${newSecret(chance)}` }),
  ],
  ['a form', 415, 'media-type-unsupported', withEvent((event) => event, { 'content-type': 'text/plain' })],
  [
    'Latin-1',
    415,
    'media-type-unsupported',
    withEvent((event) => event, { 'content-type': 'application/json; charset=iso-8859-1' }),
  ],
  ['a compressed body', 415, 'media-type-unsupported', withEvent((event) => event, { 'content-encoding': 'gzip' })],
  ['70,000 bytes', 413, 'body-too-large', withBody(' '.repeat(70_000))],
  ['70,000 bytes that claim to be 10', 413, 'body-too-large', withBody(' '.repeat(70_000), { 'content-length': '10' })],
  ['a foreign origin', 403, 'origin-not-allowed', withEvent((event) => event, { origin: 'https://evil.example' })],
  [
    'an origin that only begins alike',
    403,
    'origin-not-allowed',
    withEvent((event) => event, { origin: 'https://shop.example.evil.example' }),
  ],
  ['an origin without a name', 403, 'origin-not-allowed', withEvent((event) => event, { origin: 'null' })],
];

describeOnBoth('a refused request', (place) => {
  it.each(CASES)('with %s gets %i %s, and nothing is stored', async (_what, status, code, send) => {
    const shop = await aShopOf(place);
    const said = await send(shop, shop.give(shop.person));
    expect([said.status, said.json['code'], said.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(said.json['status']).toBe(status);
    expect(said.headers.get('cache-control')).toBe('no-store');
    await expectNothingStored(shop);
  });

  it('that streams without end is cut at 60,000 bytes, and nothing is stored', async () => {
    const shop = await aShopOf(place);
    const request = new Request('https://candor.shop.example/v1/consents', {
      method: 'POST',
      body: streamOf(1_000_000),
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${shop.person.secret}`,
        'idempotency-key': 'x',
      },
      ...{ duplex: 'half' },
    });
    expect((await shop.backend.fetch(request)).status).toBe(413);
    await expectNothingStored(shop);
  });

  it('whose body never ends gets 408, and nothing is stored', async () => {
    const shop = await aShopOf(place, { bodyPatience: 20 });
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const request = new Request('https://candor.shop.example/v1/consents', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.person.secret}` },
      ...{ duplex: 'half' },
    });
    const response = await shop.backend.fetch(request);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([408, 'request-timeout']);
    await expectNothingStored(shop);
  });

  it('names the field at fault by its JSON Pointer', async () => {
    const { person, post, give } = await aShopOf(place);
    const event = give(person);
    const paths = await Promise.all(
      [
        { ...event, extra: 1 },
        { ...event, region: { ...event.region, 'a/b~c': 1 } },
        { ...event, notice: { ...event.notice, lang: 7 } },
        { ...event, choices: { 'No Purpose': 'given' } },
      ].map(async (body) => (await post(person, body)).json['path']),
    );
    expect(paths).toEqual(['/extra', '/region/a~1b~0c', '/notice/lang', '/choices/No Purpose']);
  });
});

describeOnBoth('a path', (place) => {
  it.each([
    ['/', 404, 'not-found'],
    ['/v1/nothing', 404, 'not-found'],
    ['/v1/receipts/rcp_0192f7b05c207a108b1d6e3f0a9c2d77/more', 404, 'not-found'],
    ['/v1/consents', 405, 'method-not-allowed'],
    ['/v1/consents/me', 405, 'method-not-allowed', 'POST'],
    ['/v1/config', 405, 'method-not-allowed', 'PUT'],
  ])('%s: %i %s', async (path, status, code, method = 'GET') => {
    const { ask } = await aShopOf(place);
    const said = await ask(path, { method });
    expect([said.status, said.json['code'], said.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(said.headers.get('allow') === null).toBe(status === 404);
  });
});

describe('a failure inside', () => {
  it('says nothing of itself in the answer, and in the log only where', async () => {
    const log: unknown[] = [];
    const fail = (): never => {
      throw new Error('canary-of-the-driver');
    };
    const calm = { event: fail, objection: fail, holding: fail, receipts: fail, receipt: fail, notice: fail };
    const store = { read: calm, write: async () => undefined as never, check: async () => {}, close: async () => {} };
    const shop = await aBackend(store, { log: (entry) => log.push(entry) });
    const person = await aSubject();
    const said = await shop.post(person, shop.give(person));
    expect([said.status, said.json['code']]).toEqual([500, 'internal']);
    expect(said.text).not.toMatch(/canary|Error|at /);
    expect(JSON.stringify(log)).not.toContain('canary');
    expect(JSON.stringify(log.at(-1))).toContain('"name":"Error"');
  });
});
