// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { parseMerchantConfig } from '../../src/contract/merchant-config.ts';
import { aConfigFile, CHAT, PURCHASES, someWords } from '../support/builders.ts';

const problemsOf = (value: unknown) => {
  const reading = parseMerchantConfig(value);
  return reading.ok ? [] : reading.problems;
};

const change = (over: object): unknown => ({ ...aConfigFile(), ...over });
const { notice, purposes } = aConfigFile();
const texts = (over: object) => ({ notice: { ...notice, texts: { ...notice.texts, ...over } } });

describe('a merchant’s config', () => {
  it('is read with its defaults, and may name its schema', () => {
    const reading = parseMerchantConfig(change({ $schema: './candor.config.schema.json' }));
    expect(reading).toMatchObject({ ok: true, config: { regimes: { '*': 'opt-in' }, features: {}, apiKeys: [] } });
  });

  it.each([
    ['nothing', undefined, '', 'is missing'],
    ['a text', 'issuer', '', 'must be an object'],
    ['a list', [], '/issuer', 'is missing'],
    ['no issuer', change({ issuer: undefined }), '/issuer', 'is missing'],
    ['an issuer with a path', change({ issuer: 'https://shop.example/' }), '/issuer', 'is not written as it should be'],
    ['no origin', change({ origins: [] }), '/origins', 'must be at least 1 long'],
    ['every origin', change({ origins: ['*'] }), '/origins/0', 'is not written as it should be'],
    ['a setting that does not exist', change({ origin: 'https://shop.example' }), '/origin', 'is not known here'],
    [
      'a misspelt setting, deep',
      change({ controller: { name: 'Shop', mail: 'x' } }),
      '/controller/mail',
      'is not known here',
    ],
    [
      'a basis that is none',
      change({ purposes: [{ id: PURCHASES, basis: 'interest' }] }),
      '/purposes/0/basis',
      'must be one of',
    ],
    [
      'a duration in words',
      change({ purposes: [{ id: PURCHASES, basis: 'consent', validFor: 'a year' }] }),
      '/purposes/0/validFor',
      'is not written',
    ],
    [
      'an API key in plain',
      change({ apiKeys: [{ id: 'shop', sha256: 'secret', roles: ['read'] }] }),
      '/apiKeys/0/sha256',
      'is not written',
    ],
    [
      'a role that is none',
      change({ apiKeys: [{ id: 'shop', sha256: 'A'.repeat(43), roles: ['all'] }] }),
      '/apiKeys/0/roles/0',
      'must be one of',
    ],
    ['a private key', change({ explanationKeys: [{ kty: 'OKP', d: 'x' }] }), '/explanationKeys', 'is not written'],
    [
      'no words in the default language',
      change({ defaultLang: 'fr' }),
      '/notice/texts/fr',
      'is missing: it is the default language',
    ],
    [
      'a language without words for a purpose',
      change(texts({ de: someWords('de', [PURCHASES, 'ads', 'delivery']) })),
      `/notice/texts/de/purposes/${CHAT}`,
      'every purpose needs its words in every language',
    ],
    [
      'words for no purpose',
      change({ purposes: purposes.slice(1) }),
      `/notice/texts/en/purposes/${PURCHASES}`,
      'there is no such purpose',
    ],
    ['a purpose twice', change({ purposes: [...purposes, ...purposes] }), '/purposes/4/id', 'stands twice'],
    ['a vendor nobody knows', change({ vendors: [] }), '/purposes/2/vendors/0', 'names no vendor of this file'],
    ['no regime for everywhere else', change({ regimes: { DE: 'opt-in' } }), '/regimes/*', 'is missing'],
    [
      'a region that is none',
      change({ regimes: { '*': 'opt-in', germany: 'opt-in' } }),
      '/regimes/germany',
      'is no name that may stand here',
    ],
  ])('with %s is refused with path, reason and what to do', (_what, value, path, reason) => {
    const found = problemsOf(value).find((problem) => problem.path === path);
    expect(found?.reason, JSON.stringify(problemsOf(value))).toContain(reason);
    expect(found?.hint.length).toBeGreaterThan(10);
  });

  it('with a name that every object has is told what to write, not what the name means elsewhere', () => {
    expect(problemsOf(change({ regimes: { '*': 'opt-in', valueOf: 'opt-in' } }))).toContainEqual({
      path: '/regimes/valueOf',
      reason: 'is no name that may stand here',
      hint: expect.stringContaining('write regions and mechanisms'),
    });
  });

  it('tells all faults at once', () => {
    const paths = problemsOf(change({ issuer: 1, origins: 2, extra: 3 })).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/issuer', '/origins', '/extra']));
  });
});
