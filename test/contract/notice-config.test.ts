// @vitest-environment node
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { config, controller } from '../../src/contract/config.ts';
import { notice, noticeRef, noticeStrings, refOf } from '../../src/contract/notice.ts';
import { isChoosable, purpose } from '../../src/contract/purpose.ts';
import { aConfig, aNotice, without } from './samples.ts';

const purposes = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ...aNotice().purposes[0], id: `purpose-${at}` }));

describe('a notice', () => {
  it('is taken as the shop wrote it', () => {
    expect(v.parse(notice, aNotice())).toEqual(aNotice());
  });

  it.each(Object.keys(aNotice()))('is refused without %s', (member) => {
    expect(v.is(notice, without(aNotice(), member))).toBe(false);
  });

  it.each([
    ['no purpose', { purposes: [] }],
    ['41 purposes', { purposes: purposes(41) }],
    ['an empty title', { title: '' }],
    ['a title of 281 characters', { title: 'x'.repeat(281) }],
    ['a body of 1201 characters', { body: 'x'.repeat(1201) }],
    ['a layout nobody has seen', { layout: 'big-accept/1' }],
    ['a label missing', { labels: { accept: 'Accept', refuse: 'Refuse' } }],
    ['a version with a space', { version: '1 2' }],
    ['a digest of another length', { sha256: 'abc' }],
    ['21 recipients', { purposes: [{ ...aNotice().purposes[0], recipients: new Array(21).fill('Example Shop') }] }],
  ])('is refused with %s', (_what, change) => {
    expect(v.is(notice, { ...aNotice(), ...change })).toBe(false);
  });

  it('has everything a shopper reads under its digest, and not the digest itself', () => {
    const read = v.parse(notice, aNotice({ terms: 'Our terms apply.' }));
    expect(noticeStrings(read)).toEqual(without(read, 'sha256'));
  });

  it('is named in an event by id, version, language, digest and layout', () => {
    const ref = refOf(v.parse(notice, aNotice()));
    expect(v.is(noticeRef, ref)).toBe(true);
    expect(Object.keys(ref).sort()).toEqual(['id', 'lang', 'layout', 'sha256', 'version']);
  });
});

describe('a config', () => {
  it('fills in what a shop left out, always to the narrower side', () => {
    const read = v.parse(config, aConfig());
    expect(read.purposes[0]).toMatchObject({
      mechanism: 'opt-in',
      ai: false,
      gpc: false,
      validFor: 'P12M',
      vendors: [],
    });
    expect(read.features.apiGrants).toBe(false);
    expect(read.vendors).toEqual([]);
  });

  it('lets an older widget read a newer backend: unknown members are left out', () => {
    expect(v.parse(config, aConfig({ invented: true }))).not.toHaveProperty('invented');
  });

  it.each([
    'issuer',
    'controller',
    'lang',
    'languages',
    'notice',
    'purposes',
    'regimes',
    'accepts',
    'features',
    'shopOrigins',
  ])('is refused without %s', (member) => {
    expect(v.is(config, without(aConfig(), member))).toBe(false);
  });

  it.each([
    ['an issuer with a path', { issuer: 'https://shop.example/x' }],
    ['no purpose', { purposes: [] }],
    ['a purpose on no lawful basis', { purposes: [{ id: 'ads', basis: 'because' }] }],
    ['a validity in weeks', { purposes: [{ id: 'ads', basis: 'consent', validFor: 'P2W' }] }],
    ['a purpose with a name every object has', { purposes: [{ id: 'constructor', basis: 'consent' }] }],
    ['a regime that does not exist', { regimes: { DE: 'implied' } }],
    ['a nameless controller', { controller: { name: '' } }],
    ['a shop origin with a wildcard path', { shopOrigins: ['https://shop.example/*'] }],
    ['a vendor without a name', { vendors: [{ id: 'meta' }] }],
  ])('is refused with %s', (_what, change) => {
    expect(v.is(config, aConfig(change))).toBe(false);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://shop.example', 'mailto:a@shop.example', '/privacy'])(
    'never links to %s',
    (url) => {
      expect(v.is(controller, { name: 'Example Shop', privacyUrl: url })).toBe(false);
      expect(v.is(controller, { name: 'Example Shop', contactUrl: url })).toBe(false);
    },
  );
});

describe('a purpose', () => {
  it.each([
    ['consent', true],
    ['contract', false],
    ['legitimate-interest', false],
    ['legal-obligation', false],
  ])('on %s: the shopper decides about it: %s', (basis, choosable) => {
    expect(isChoosable(v.parse(purpose, { id: 'ads', basis }))).toBe(choosable);
  });
});
