import { newSecret } from '../../src/crypto/random.ts';
import { chance, CHAT, type Person, PURCHASES, type RawEvent } from '../support/builders.ts';
import type { Asking, Said, TestBackend } from './harness.ts';

type Shop = TestBackend & { readonly person: Person };
/** One thing a sender may do wrong. */
export type Case = readonly [
  what: string,
  status: number,
  code: string,
  send: (shop: Shop, event: RawEvent) => Promise<Said>,
];

const withBody =
  (body: BodyInit, headers: Asking['headers'] = {}): Case[3] =>
  (shop, event) =>
    shop.post(shop.person, event, { body, headers });

const withEvent =
  (change: (event: RawEvent) => object, headers: Asking['headers'] = {}): Case[3] =>
  (shop, event) =>
    shop.post(shop.person, event, { body: JSON.stringify(change(event)), headers });

const planted = (text: string, member: string): string => text.replace('{', `{${member},`);

/** What is wrong, the status, the code, and how it is sent. */
export const CASES: readonly Case[] = [
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
