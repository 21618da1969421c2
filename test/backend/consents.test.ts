// @vitest-environment node
import { expect, it } from 'vitest';
import { verifyJws } from '../../src/crypto/jws.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, aChain, aSubject, CHAT, DELIVERY, PURCHASES } from '../support/builders.ts';
import { aShopOf, describeOnBoth, receiptIn, statesIn } from './harness.ts';

const { subtle } = globalThis.crypto;
const DAY = 86_400_000;

describeOnBoth('a consent event', (place) => {
  it('is answered with a receipt that the published key verifies', async () => {
    const { person, post, give, key, clock } = await aShopOf(place);
    const event = give(person);
    const said = await post(person, event);
    expect(said.status).toBe(201);
    const { ok } = await verifyJws(
      String(said.json['receipt']),
      { keys: [key.publicJwk], role: 'receipt', typ: 'consent-receipt+jws', iss: 'https://shop.example' },
      subtle,
    );
    expect(ok).toBe(true);
    const payload = receiptIn(said);
    expect(payload).toMatchObject({
      iss: 'https://shop.example',
      schema: 'consent-receipt/1',
      order: 1,
      forked: false,
      event,
      event_sha256: await digestJson(event, subtle),
      iat: Math.floor(clock.now / 1000),
      received_at: new Date(clock.now).toISOString(),
      effective: { [PURCHASES]: { state: 'given', until: '2027-11-23T12:00:00.250Z' } },
    });
    expect(payload.jti).toMatch(/^rcp_[\da-f]{12}7[\da-f]{19}$/);
    expect(said.json['effective']).toEqual(payload.effective);
  });

  it('is answered with the first receipt’s bytes whenever it comes again', async () => {
    const { person, post, give, clock, get } = await aShopOf(place);
    const event = give(person);
    const first = await post(person, event);
    clock.now += DAY;
    const [again, quoted] = [
      await post(person, event),
      await post(person, event, { headers: { 'idempotency-key': `"${event.event_id}"` } }),
    ];
    expect([again.status, quoted.status]).toEqual([200, 200]);
    expect(again.json['receipt']).toBe(first.json['receipt']);
    expect(quoted.json['receipt']).toBe(first.json['receipt']);
    const { json } = await get(person, '/v1/receipts');
    expect(json['receipts']).toHaveLength(1);
  });

  it('is recorded once when the same event arrives many times at once', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const event = give(person);
    const said = await Promise.all(Array.from({ length: 8 }, () => post(person, event)));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(said.map(({ json }) => json['receipt'])).size).toBe(1);
    expect((await get(person, '/v1/receipts')).json['receipts']).toHaveLength(1);
  });

  it('may not come back as something else', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const event = give(person);
    await post(person, event);
    const other = await aSubject();
    for (const [who, changed] of [
      [person, { ...event, choices: { [PURCHASES]: 'refused' } }],
      [person, { ...event, occurred_at: '2026-11-23T12:00:00.001Z' }],
      [other, { ...event, subject: other.subject }],
    ] as const) {
      const said = await post(who, changed);
      expect([said.status, said.json['code']]).toEqual([422, 'key-reused']);
    }
    expect(statesIn(await get(person, '/v1/consents/me'))).toEqual({ [PURCHASES]: 'given' });
    expect((await get(other, '/v1/receipts')).json['receipts']).toEqual([]);
  });

  it('tells where the subject stands, and nothing of anybody unknown', async () => {
    const { person, post, give, get, clock } = await aShopOf(place);
    expect((await get(person, '/v1/consents/me')).json).toEqual({ effective: {}, last_seq: 0, head: null });
    const [one, two] = await aChain(person, give(person).notice, [
      { choices: { [PURCHASES]: 'given', [CHAT]: 'given' } },
      { choices: { [PURCHASES]: 'refused' } },
    ]);
    await post(person, one ?? {});
    await post(person, two ?? {});
    const { json } = await get(person, '/v1/consents/me');
    expect(json).toMatchObject({ last_seq: 2, head: await digestJson(two, subtle) });
    expect(json['effective']).toMatchObject({ [PURCHASES]: { state: 'withdrawn' }, [CHAT]: { state: 'given' } });
    clock.now += 31 * DAY;
    expect(statesIn(await get(person, '/v1/consents/me'))).toEqual({ [PURCHASES]: 'withdrawn', [CHAT]: 'expired' });
  });

  it.each([
    ['a purpose there is not', 'assistant.unheard'],
    ['a purpose nobody is asked about', DELIVERY],
    ['a vendor the purpose does not name', `${PURCHASES}@meta`],
  ])('may not allow %s', async (_what, key) => {
    const { person, post, give, get } = await aShopOf(place);
    const said = await post(person, give(person, { choices: { [key]: 'given' } }));
    expect([said.status, said.json['code'], said.json['path']]).toEqual([400, 'invalid-field', `/choices/${key}`]);
    expect((await get(person, '/v1/consents/me')).json['last_seq']).toBe(0);
  });

  it('may allow a vendor that the purpose names', async () => {
    const { person, post, give } = await aShopOf(place);
    expect((await post(person, give(person, { choices: { [ADS]: 'given', [`${ADS}@meta`]: 'given' } }))).status).toBe(
      201,
    );
  });

  it.each([
    ['a notice that was never shown', { sha256: 'A'.repeat(43) }],
    ['another version’s digest', { version: '2025-01-01' }],
    ['another language’s digest', { lang: 'de' }],
  ])('may not allow anything under %s', async (_what, over) => {
    const { person, post, give, get } = await aShopOf(place);
    const event = give(person);
    const said = await post(person, { ...event, notice: { ...event.notice, ...over } });
    expect([said.status, said.json['code']]).toEqual([409, 'notice-unknown']);
    expect((await get(person, '/v1/consents/me')).json['last_seq']).toBe(0);
  });

  it('that only narrows is never refused for a stale notice, an unknown purpose or an unknown field', async () => {
    const { person, post, give, get } = await aShopOf(place);
    const event = give(person);
    const narrow = {
      ...event,
      choices: { 'assistant.unheard': 'refused', [DELIVERY]: 'refused' },
      notice: { ...event.notice, sha256: 'A'.repeat(43), newer: 1 },
      signals: { gpc: true, newer: [1, { deep: true }] },
      region: { ...event.region, newer: null },
      newer: { 'a name': 'said by a newer widget' },
    };
    const said = await post(person, narrow);
    expect(said.status).toBe(201);
    expect(receiptIn(said).event).toEqual(narrow);
    expect(receiptIn(said).event_sha256).toBe(await digestJson(narrow, subtle));
    expect((await post(person, narrow)).json['receipt']).toBe(said.json['receipt']);
    expect((await get(person, '/v1/consents/me')).json).toMatchObject({
      last_seq: 1,
      head: await digestJson(narrow, subtle),
    });
  });
});
