// @vitest-environment node
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  choiceKey,
  languageTag,
  origin,
  purposeId,
  receiptId,
  secretText,
  sha256Text,
  subjectId,
  timestamp,
} from '../../src/contract/ids.ts';
import { duration } from '../../src/contract/purpose.ts';

const table = (
  name: string,
  schema: v.GenericSchema,
  cases: { readonly yes: readonly string[]; readonly no: readonly unknown[] },
) =>
  describe(name, () => {
    it.each(cases.yes)('is %j', (text) => {
      expect(v.is(schema, text)).toBe(true);
    });
    it.each(cases.no)('is not %j', (value) => {
      expect(v.is(schema, value)).toBe(false);
    });
  });

table('a timestamp', timestamp, {
  yes: ['2026-11-22T10:15:30.120Z', '2024-02-29T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
  no: [
    '2026-02-30T00:00:00.000Z',
    '2025-02-29T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-11-22T24:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-10T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-11-22T10:15:60.000Z',
    '2026-11-22T25:00:00.000Z',
    '2026-11-22T10:15:30Z',
    '2026-11-22T10:15:30.12Z',
    '2026-11-22 10:15:30.120Z',
    '2026-11-22T10:15:30.120z',
    '2026-11-22T10:15:30.120',
    '2026-11-22T10:15:30.120Z\n',
    '+002026-11-22T10:15:30.120Z',
    1795342531,
    '',
    null,
  ],
});

table('an origin', origin, {
  yes: [
    'https://shop.example',
    'http://localhost:8080',
    'https://xn--mnchen-3ya.example',
    'http://[::1]:3000',
    'https://127.0.0.1',
  ],
  no: [
    'https://shop.example/',
    'https://shop.example/a',
    'https://SHOP.example',
    'https://shop.example:443',
    'http://shop.example:80',
    'https://user:secret@shop.example',
    'https://shop.example?x',
    'https://shop.example#x',
    'https://shop.example\\@evil.example',
    'https://münchen.example',
    'https://',
    'ftp://shop.example',
    'null',
    'javascript:alert(1)',
    '//shop.example',
    'shop.example',
    'https://shop example',
    'https://shop.example:99999',
    `https://${'a'.repeat(300)}.example`,
    '*',
    '',
    null,
  ],
});

table('a language tag', languageTag, {
  yes: ['en', 'de-DE', 'zh-Hans-CN', 'ckb', 'ar', 'es-419'],
  no: ['', 'EN', 'e', 'english', 'en_US', 'en-', '-en', 'en-a', '*', 'en US', null],
});

table('a purpose', purposeId, {
  yes: ['ads', 'assistant.personalise.purchases', 'a.b.c.d.e.f', 'x-1_y'],
  no: [
    '',
    'Ads',
    '1ads',
    'a.',
    '.a',
    'a..b',
    'a.b.c.d.e.f.g',
    'ads@meta',
    'a b',
    `a${'b'.repeat(41)}`,
    '__proto__',
    'constructor',
    'prototype',
  ],
});

table('a choice key', choiceKey, {
  yes: ['ads', 'ads@meta', 'assistant.personalise@vendor_1'],
  no: [
    '',
    '@meta',
    'ads@',
    'ads@a.b',
    'ads@@meta',
    'Ads@meta',
    '__proto__',
    'constructor',
    'prototype',
    `ads@${'v'.repeat(41)}`,
  ],
});

table('a digest', sha256Text, {
  yes: ['Z5ETcmKMDSxJOUOqisC3POgYoq-3Y4YjcgBRmGzt0SI'],
  no: [
    '',
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}=`,
    `${'A'.repeat(42)}+`,
    `${'A'.repeat(42)}ä`,
    `${'A'.repeat(43)}\n`,
  ],
});

table('a secret', secretText, { yes: ['A'.repeat(43)], no: ['', 'A'.repeat(42), `${'A'.repeat(42)} `] });

table('a subject', subjectId, {
  yes: ['sub_hUBPk6Q54YybBMh0JtAdsy'],
  no: [
    'hUBPk6Q54YybBMh0JtAdsy',
    'sub_',
    `sub_${'A'.repeat(23)}`,
    'SUB_hUBPk6Q54YybBMh0JtAdsy',
    'sub_hUBPk6Q54YybBMh0JtAds%',
  ],
});

table("a receipt's id", receiptId, {
  yes: ['rcp_0192f7b05c207a108b1d6e3f0a9c2d77', 'rcp_0192f7b03c1e7a55'],
  no: ['rcp_', 'rcp_0192F7B03C1E7A55', 'rcp_../../etc/passwd', `rcp_${'a'.repeat(41)}`, '0192f7b03c1e7a55'],
});

table('a duration', duration, {
  yes: ['P12M', 'P1Y', 'P30D', 'P1Y6M', 'P1Y2M3D'],
  no: ['', 'P', 'PT1H', 'P1W', '12M', 'P1.5M', 'P-1M', 'p1m', 'P1D1M', 'P1000Y', 'P1M '],
});
