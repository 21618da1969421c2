// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { parse } from '../../src/contract/parse.ts';
import { noticeStrings } from '../../src/contract/notice.ts';
import { subjectRecord } from '../../src/contract/receipt.ts';
import { config } from '../../src/contract/config.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, aMerchantConfig, anObjection, aSubject, CHAT, NOON, PURCHASES, someWords } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, OTHER_KEY, READ_KEY, receiptIn, type TestBackend } from './harness.ts';

const { subtle } = globalThis.crypto;
const DAY = 86_400_000;
const withKey = (key: string, more: object = {}) => ({ headers: { authorization: `Bearer ${key}`, ...more } });

const aQuickShop = async (over: Parameters<typeof aBackend>[1] = {}): Promise<TestBackend> =>
  aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), over);

describe('the config', () => {
  it('is told in the language asked for, with the digest of exactly its strings', async () => {
    const { ask } = await aQuickShop();
    for (const [asked, lang] of [
      ['de', 'de'],
      ['de-AT', 'de'],
      ['EN', 'en'],
      ['fr', 'en'],
      ['', 'en'],
      ['%00<script>', 'en'],
    ]) {
      const { json, status, headers } = await ask(`/v1/config?lang=${asked}`);
      const told = parse(config, json);
      expect([status, told?.lang, told?.notice.lang, headers.get('content-language')]).toEqual([200, lang, lang, lang]);
      expect(told && (await digestJson(noticeStrings(told.notice), subtle))).toBe(told?.notice.sha256);
    }
  });

  it('may be kept, and is not sent again while it is the same', async () => {
    const { ask } = await aQuickShop();
    const first = await ask('/v1/config');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
    );
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await ask('/v1/config', { headers: { 'if-none-match': known } });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await ask('/v1/config?lang=de', { headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  it('tells all purposes, vendors, regimes and what is accepted, and no key of the merchant', async () => {
    const { ask } = await aQuickShop();
    const { json, text } = await ask('/v1/config');
    expect(json).toMatchObject({
      accepts: ['consent-event/1'],
      regimes: { '*': 'opt-in' },
      features: { apiGrants: false },
      languages: ['en', 'de'],
    });
    expect(json['shopOrigins']).toEqual(['https://shop.example', 'https://www.shop.example']);
    expect(text).not.toMatch(/apiKeys|roles/);
  });
});

describe('answers to pages', () => {
  it.each(['/v1/config', '/v1/nothing', '/v1/consents/me', '/healthz'])(
    'from an allowed origin carry the CORS headers: %s',
    async (path) => {
      const { ask } = await aQuickShop();
      const { headers } = await ask(path, { headers: { origin: 'https://www.shop.example' } });
      expect(headers.get('access-control-allow-origin')).toBe('https://www.shop.example');
      expect(headers.get('access-control-expose-headers')).toBe('Retry-After, ETag, Date, Location');
      expect(headers.get('vary')).toBe('Origin');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    },
  );

  it('say before a request what is allowed', async () => {
    const { ask } = await aQuickShop();
    const asking = {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    };
    const { status, headers } = await ask('/v1/consents', asking);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')).toBe(
      'Authorization, Content-Type, Idempotency-Key, If-None-Match',
    );
    expect(headers.get('access-control-max-age')).toBe('7200');
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([
      'https://shop.example',
      'Origin',
    ]);
  });

  it.each(['https://evil.example', 'http://shop.example', 'https://shop.example:444', 'https://SHOP.example', 'null'])(
    'from %s are refused, preflight included',
    async (origin) => {
      const { ask } = await aQuickShop();
      for (const method of ['GET', 'OPTIONS']) {
        const { status, headers, json } = await ask('/v1/config', {
          method,
          headers: { origin, 'access-control-request-method': 'GET' },
        });
        expect([status, json['code'], headers.get('vary'), headers.get('access-control-allow-origin')]).toEqual([
          403,
          'origin-not-allowed',
          'Origin',
          null,
        ]);
      }
    },
  );

  it('without an origin are for servers, and carry no permission', async () => {
    const { ask } = await aQuickShop();
    const { status, headers } = await ask('/v1/config');
    expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([200, null, 'Origin']);
  });
});

describeOnBoth('receipts', (place) => {
  it('come a page at a time, and each alone with its first bytes', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const sent: string[] = [];
    for (let seq = 1; seq <= 103; seq += 1)
      sent.push(String((await post(person, give(person, { seq }))).json['receipt']));
    const first = (await get(person, '/v1/receipts')).json as {
      receipts: { jti: string; receipt: string }[];
      next: number;
    };
    const rest = (await get(person, `/v1/receipts?after=${first.next}`)).json as typeof first;
    expect([first.receipts.length, first.next, rest.receipts.length, rest.next]).toEqual([100, 100, 3, null]);
    expect([...first.receipts, ...rest.receipts].map(({ receipt }) => receipt)).toEqual(sent);
    const one = await get(person, `/v1/receipts/${rest.receipts[0]?.jti}`);
    expect([one.status, one.headers.get('content-type'), one.text]).toEqual([200, 'application/jose', sent[100]]);
  }, 30_000);

  it('are for their own subject only', async () => {
    const { person, post, give, get, ask } = await aShopOf(place);
    const { jti } = receiptIn(await post(person, give(person)));
    const other = await aSubject();
    expect((await get(other, `/v1/receipts/${jti}`)).status).toBe(404);
    expect((await get(other, '/v1/receipts')).json['receipts']).toEqual([]);
    expect((await ask(`/v1/receipts/${jti}`)).json['code']).toBe('secret-missing');
    expect((await get(person, '/v1/receipts/rcp_0192f7b05c207a108b1d6e3f0a9c2d77')).status).toBe(404);
    expect((await get(person, '/v1/receipts/x')).status).toBe(404);
    expect((await get(person, '/v1/receipts?after=-1')).json['code']).toBe('invalid-field');
  });
});

describeOnBoth('a subject’s record, for the shop’s systems', (place) => {
  it('tells status, objections and the receipt that settled each purpose', async () => {
    const { person, post, object, give, ask } = await aShopOf(place);
    const one = receiptIn(await post(person, give(person, { choices: { [PURCHASES]: 'given', [CHAT]: 'given' } })));
    const two = receiptIn(
      await post(person, give(person, { seq: 2, choices: { [CHAT]: 'refused', [ADS]: 'refused' } })),
    );
    await object(person, anObjection(person));
    const { status, json } = await ask(`/admin/v1/subjects/${person.subject}`, withKey(READ_KEY));
    const told = parse(subjectRecord, json);
    expect([status, told?.order, told?.receipts]).toEqual([
      200,
      3,
      { [PURCHASES]: one.jti, [CHAT]: two.jti, [ADS]: two.jti },
    ]);
    expect(told?.effective).toMatchObject({
      [PURCHASES]: { state: 'given' },
      [CHAT]: { state: 'withdrawn' },
      [ADS]: { state: 'refused' },
    });
    expect(told?.objections).toMatchObject([{ scope: 'data', ref: 'order-550936' }]);
  });

  it('is not sent again while it is the same, and is when a grant has expired', async () => {
    const { person, post, give, ask, clock } = await aShopOf(place);
    await post(person, give(person, { choices: { [CHAT]: 'given' } }));
    const path = `/admin/v1/subjects/${person.subject}`;
    const etag = (await ask(path, withKey(READ_KEY))).headers.get('etag') ?? '';
    expect((await ask(path, withKey(READ_KEY, { 'if-none-match': etag }))).status).toBe(304);
    clock.now += 31 * DAY;
    const later = await ask(path, withKey(READ_KEY, { 'if-none-match': etag }));
    expect([later.status, later.json['effective']]).toMatchObject([200, { [CHAT]: { state: 'expired' } }]);
  });

  it('is for API keys with the role read only', async () => {
    const { person, post, give, ask } = await aShopOf(place);
    await post(person, give(person));
    const path = `/admin/v1/subjects/${person.subject}`;
    expect((await ask(path)).json['code']).toBe('api-key-wrong');
    expect((await ask(path, withKey('guess'))).json['code']).toBe('api-key-wrong');
    expect((await ask(path, withKey(person.secret))).json['code']).toBe('api-key-wrong');
    expect((await ask(path, withKey(OTHER_KEY))).json['code']).toBe('role-missing');
    const nobody = await aSubject();
    expect((await ask(`/admin/v1/subjects/${nobody.subject}`, withKey(READ_KEY))).json['code']).toBe('not-found');
    expect((await ask('/admin/v1/subjects/x', withKey(READ_KEY))).json['code']).toBe('not-found');
  });
});

describeOnBoth('a notice that was replaced', (place) => {
  const newer = aMerchantConfig({
    notice: { id: 'shop-assistant', version: '2026-12-01', texts: { en: { ...someWords('en'), title: 'New' } } },
  });

  it('may be answered for seven days more, and not after', async () => {
    const [before, person] = [await aShopOf(place), await aSubject()];
    const event = before.give(person);
    const after = await aBackend(await place.open(), { config: newer, now: () => NOON });
    const late = await aBackend(await place.open(), { config: newer, now: () => NOON + 7 * DAY + 1 });
    const inTime = await aBackend(await place.open(), { config: newer, now: () => NOON + 7 * DAY });
    expect((await late.post(person, event)).json['code']).toBe('notice-unknown');
    expect((await inTime.post(person, event)).status).toBe(201);
    const german = before.give(person, { seq: 2 });
    const { json } = await before.ask('/v1/config?lang=de');
    const { notice } = json as unknown as { notice: typeof before.notice };
    const { id, version, lang, sha256, layout } = notice;
    expect((await after.post(person, { ...german, notice: { id, version, lang, sha256, layout } })).status).toBe(201);
  });

  it('is shown again when it comes back', async () => {
    const before = await aShopOf(place);
    await aBackend(await place.open(), { config: newer });
    const back = await aBackend(await place.open(), { now: () => NOON + 300 * DAY });
    expect((await back.post(before.person, before.give(before.person))).status).toBe(201);
    expect((await before.store.read.notice(before.notice.sha256))?.strings).toContain('Your data (en)');
  });
});
