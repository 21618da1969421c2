// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { readJson } from '../../src/backend/json-text.ts';
import { canonicalJson } from '../../src/crypto/jcs.ts';
import { aSubject, CHAT } from '../support/builders.ts';
import { itShared } from '../support/shared.ts';
import { aBackend, expectNothingStored, receiptIn } from './harness.ts';

const CORPUS = 'corpora/json-parsing';

const aShop = async () => aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }));

describe('hostile JSON', () => {
  itShared(
    'as a whole body is never accepted and never breaks anything',
    CORPUS,
    async (folder) => {
      const shop = await aShop();
      const person = await aSubject();
      const wrong: string[] = [];
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
        const { status, json } = await shop.post(person, shop.give(person), {
          body: new Uint8Array(readFileSync(join(folder, name))),
        });
        const expected = name.startsWith('n_') ? /^(?:malformed-json|not-utf-8|body-too-large)$/ : /./;
        if (status < 400 || status >= 500 || !expected.test(String(json['code'])))
          wrong.push(`${name}: ${status} ${String(json['code'])}`);
      }
      expect(wrong.filter((line) => !line.startsWith('n_'))).toEqual([]);
      expect(wrong).toEqual([]);
      await expectNothingStored(shop);
    },
    60_000,
  );

  itShared(
    'inside a narrowing event is kept as it was or refused, and read back alike',
    CORPUS,
    async (folder) => {
      const shop = await aShop();
      const person = await aSubject();
      const kept: string[] = [];
      for (const name of readdirSync(folder).filter((file) => /^[yi]_.*\.json$/.test(file))) {
        const event = shop.give(person, { choices: { [CHAT]: 'refused' }, seq: kept.length + 1 });
        const value = Buffer.from(readFileSync(join(folder, name))).toString('utf8');
        const body = JSON.stringify(event).replace('{', `{"newer":${value},`);
        const said = await shop.post(person, event, { body });
        if (said.status === 201) {
          kept.push(name);
          expect(canonicalJson(receiptIn(said).event), name).toBe(canonicalJson(JSON.parse(body)));
        } else expect([name, said.status]).toEqual([name, 400]);
      }
      expect(kept.length).toBeGreaterThan(50);
    },
    60_000,
  );

  it.each([
    ['', 'malformed-json'],
    ['[1', 'malformed-json'],
    ['{"a":1,}', 'malformed-json'],
    ['{"a":1 "b":2}', 'malformed-json'],
    ["{'a':1}", 'malformed-json'],
    ['{"a":NaN}', 'malformed-json'],
    ['{"a":1e400}', 'malformed-json'],
    [String.raw`{"a":"\udead"}`, 'malformed-json'],
    ['{"a":1,"a":1}', 'malformed-json'],
    ['{"a":{"b":1,"b":2}}', 'malformed-json'],
    [String.raw`{"\u0061":1,"a":2}`, 'malformed-json'],
    ['['.repeat(33) + ']'.repeat(33), 'malformed-json'],
    ['['.repeat(50_000), 'malformed-json'],
    ['{"a":[{"__proto__":1}]}', 'invalid-field'],
    ['{"constructor":{"prototype":1}}', 'invalid-field'],
  ])('%s is %s', (text, code) => {
    expect(readJson(text)).toMatchObject({ ok: false, refusal: { problem: code } });
  });

  it.each([
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":{"a":{"a":[{"a":1},{"a":1}]}}}',
    '["__proto__",{"a":"constructor"}]',
    `${'['.repeat(32)}${']'.repeat(32)}`,
    '{"a":"\\\\","b":":"}',
  ])('%s is fine', (text) => {
    expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) });
  });
});
