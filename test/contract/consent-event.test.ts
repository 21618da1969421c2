// @vitest-environment node
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { consentEvent } from '../../src/contract/consent-event.ts';
import { aConsentEvent, planted, without } from './samples.ts';

const accepts = (event: unknown): boolean => v.safeParse(consentEvent, event).success;
const choices = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`purpose-${at}`, 'refused']));

describe('a consent event', () => {
  it('is taken as the contract shows it', () => {
    expect(v.parse(consentEvent, aConsentEvent())).toEqual(aConsentEvent());
  });

  it.each([
    ['a later event that names the one before', { seq: 2, prev: 'Z5ETcmKMDSxJOUOqisC3POgYoq-3Y4YjcgBRmGzt0SI' }],
    ['a choice for one vendor of a purpose', { choices: { 'ads@meta': 'refused' } }],
    ['the full 200 choices', { choices: choices(200) }],
    ['a region with a subdivision', { region: { declared: 'US-CA', source: 'merchant' } }],
    ['no region', { region: { declared: null, source: 'none' } }],
    ['a device signature', { client_jws: 'e30.e30.c2ln' }],
    ['a page on loopback', { site: 'http://127.0.0.1:5173' }],
    ['the largest safe seq', { seq: Number.MAX_SAFE_INTEGER }],
  ])('may hold %s', (_what, change) => {
    expect(accepts(aConsentEvent(change))).toBe(true);
  });

  it.each(Object.keys(aConsentEvent()))('is refused without %s', (member) => {
    expect(accepts(without(aConsentEvent(), member))).toBe(false);
  });

  it.each(['unknown', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'is refused with the unknown field "%s", and pollutes nothing',
    (member) => {
      expect(accepts(planted(aConsentEvent(), member))).toBe(false);
      expect('isAdmin' in {}).toBe(false);
    },
  );

  it.each(['notice', 'signals', 'region'])('is refused with an unknown field in %s', (member) => {
    const inner = aConsentEvent()[member] as object;
    expect(accepts(aConsentEvent({ [member]: { ...inner, extra: 1 } }))).toBe(false);
    expect(accepts(aConsentEvent({ [member]: planted(inner, '__proto__') }))).toBe(false);
  });

  it.each([
    ['another schema', { schema: 'consent-event/2' }],
    ['a UUIDv4', { event_id: '0192f7b0-5c1e-4c3a-9d55-2f6a1b7e0c11' }],
    ['a UUID in capitals', { event_id: '0192F7B0-5C1E-7C3A-9D55-2F6A1B7E0C11' }],
    ['a UUID of a foreign variant', { event_id: '0192f7b0-5c1e-7c3a-cd55-2f6a1b7e0c11' }],
    ['a subject of another shape', { subject: 'sub_short' }],
    ['a site with a path', { site: 'https://shop.example/' }],
    ['a site that is no web origin', { site: 'null' }],
    ['seq 0', { seq: 0 }],
    ['seq 1.5', { seq: 1.5 }],
    ['an unsafe seq', { seq: 2 ** 53 }],
    ['seq as text', { seq: '1' }],
    ['seq infinite', { seq: Number.POSITIVE_INFINITY }],
    ['prev undefined', { prev: undefined }],
    ['prev as hexadecimal', { prev: 'a'.repeat(64) }],
    ['prev padded', { prev: `${'A'.repeat(43)}=` }],
    ['a time without milliseconds', { occurred_at: '2026-11-22T10:15:30Z' }],
    ['a time with an offset', { occurred_at: '2026-11-22T10:15:30.120+01:00' }],
    ['an unknown action', { action: 'toggle' }],
    ['an unknown surface', { surface: 'modal' }],
    ['a null notice', { notice: null }],
    ['no choice at all', { choices: {} }],
    ['201 choices', { choices: choices(201) }],
    ['choices as a list', { choices: ['ads'] }],
    ['a choice that is no choice', { choices: { ads: 'withdrawn' } }],
    ['a choice as boolean', { choices: { ads: true } }],
    ['a choice key in capitals', { choices: { Ads: 'given' } }],
    ['a choice key with an empty vendor', { choices: { 'ads@': 'given' } }],
    ['a choice key with two vendors', { choices: { 'ads@a@b': 'given' } }],
    ['a choice key seven levels deep', { choices: { 'a.b.c.d.e.f.g': 'given' } }],
    ['a choice key with a line break', { choices: { 'ads\n': 'given' } }],
    ['gpc as text', { signals: { gpc: 'false' } }],
    ['a region in small letters', { region: { declared: 'de', source: 'merchant' } }],
    ['a region of unknown source', { region: { declared: 'DE', source: 'ip' } }],
    ['a device signature of 2001 characters', { client_jws: `e30.e30.${'A'.repeat(1993)}` }],
    ['a device signature that is no JWS', { client_jws: 'not a jws' }],
    ['a device signature that canonical JSON cannot say', { client_jws: '\ud800' }],
  ])('is refused with %s', (_what, change) => {
    expect(accepts(aConsentEvent(change))).toBe(false);
  });

  it.each([null, undefined, 1, 'event', [], [aConsentEvent()], () => aConsentEvent()])(
    'is refused when it is no object: %s',
    (value) => {
      expect(accepts(value)).toBe(false);
    },
  );

  it('is refused with a choice for a name every object has', () => {
    const smuggled = JSON.stringify(aConsentEvent()).replace('"choices":{', '"choices":{"constructor":"given",');
    expect(accepts(JSON.parse(smuggled))).toBe(false);
    expect(accepts(JSON.parse(smuggled.replace('constructor', '__proto__')))).toBe(false);
    expect(accepts(JSON.parse(smuggled.replace('constructor', 'prototype')))).toBe(false);
  });
});
