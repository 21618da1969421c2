// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { verifyReceipt } from '../../src/backend/verify-receipt.ts';
import { parse } from '../../src/contract/parse.ts';
import { erasureReceiptPayload } from '../../src/contract/receipt.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { ADS, aMerchantConfig, anObjection, CHAT, NOON, PURCHASES } from '../support/builders.ts';
import { asMerchant, DAY, erase, holdingShop, live, tracesOf } from './erasing.ts';
import { aShopOf, describeOnBoth, statesIn } from './harness.ts';
import { rowsOf } from './tables.ts';

describeOnBoth('erasure with a proof hold', (place) => {
  it('withdraws everything at once, for the subject and the shop’s systems, and tells the day of deletion', async () => {
    const shop = await holdingShop(place, 14);
    const { person, clock } = shop;
    await live(shop);
    clock.now += 1000;
    const { status, json } = await erase(shop, person);
    expect([status, json['erase_at']]).toEqual([202, new Date(NOON + 1000 + 14 * DAY).toISOString()]);
    const own = await shop.get(person, '/v1/consents/me');
    const states = { [PURCHASES]: 'withdrawn', [CHAT]: 'withdrawn', [ADS]: 'refused' };
    expect([own.status, statesIn(own)]).toEqual([200, states]);
    const told = await asMerchant(shop, person);
    const receipt = parse(erasureReceiptPayload, peekPayload(String(json['receipt'])));
    expect(statesIn(told)).toEqual(states);
    expect(told.json).toMatchObject({ order: receipt?.order, objections: [{ ref: 'order-2' }] });
    expect((told.json['receipts'] as Record<string, string>)[PURCHASES]).toBe(receipt?.jti);
    expect((told.json['receipts'] as Record<string, string>)[ADS]).not.toBe(receipt?.jti);
  });

  it('gives a receipt that the shop signed and logged, the same whenever it is asked', async () => {
    const shop = await holdingShop(place, 30);
    await live(shop);
    const [first, second] = [await erase(shop, shop.person), await erase(shop, shop.person)];
    expect(second.text).toBe(first.text);
    const jws = String(first.json['receipt']);
    const expected = {
      keys: [shop.key.publicJwk],
      role: 'receipt',
      typ: 'erasure-receipt+jws',
      iss: 'https://shop.example',
    } as const;
    const result = await verifyJws(jws, expected, globalThis.crypto.subtle);
    const payload = result.ok ? parse(erasureReceiptPayload, result.payload) : undefined;
    expect(payload).toMatchObject({ subject: shop.person.subject, erase_at: first.json['erase_at'], order: 6 });
    expect((await shop.ask(`/v1/log/proofs/${payload?.jti}`)).status).toBe(200);
    const { ok, lines } = await verifyReceipt(jws, [shop.key.publicJwk], 'https://shop.example');
    expect([ok, lines.join('\n')]).toEqual([true, expect.stringContaining('asked for erasure')]);
  });

  it('records nothing new meanwhile, but still knows what it had recorded', async () => {
    const shop = await holdingShop(place, 7);
    const { person, post, object, give, ask } = shop;
    const { first, receipts } = await live(shop);
    await erase(shop, person);
    const again = await post(person, first);
    expect([again.status, again.json['receipt'], statesIn(again)[PURCHASES]]).toEqual([200, receipts[0], 'withdrawn']);
    const headers = { authorization: `Bearer ${person.secret}` };
    const said = [
      await post(person, give(person, { seq: 3, choices: { [CHAT]: 'given' } })),
      await post(person, give(person, { seq: 3, choices: { [CHAT]: 'refused' } })),
      await object(person, anObjection(person)),
      await ask(`/v1/objections/${first.event_id}`, { method: 'DELETE', headers }),
    ];
    expect(said.map(({ status, json }) => [status, json['code']])).toEqual(said.map(() => [410, 'subject-erased']));
    expect(statesIn(await asMerchant(shop, person))[CHAT]).toBe('withdrawn');
  });

  it('is carried out by the retention job on its day, not before', async () => {
    const shop = await holdingShop(place, 7);
    const lived = await live(shop);
    await erase(shop, shop.person);
    shop.clock.now += 7 * DAY - 1;
    expect(await shop.backend.retain()).toEqual({ subjects: 0, events: 0, objections: 0 });
    expect((await shop.get(shop.person, '/v1/receipts')).status).toBe(200);
    shop.clock.now += 1;
    const ran = await Promise.all([shop.backend.retain(), shop.backend.retain()]);
    expect(ran.map(({ subjects }) => subjects).sort()).toEqual([0, 1]);
    const after = JSON.stringify(await rowsOf(place.address()));
    for (const trace of await tracesOf(shop, lived)) expect(after).not.toContain(trace);
    expect((await shop.get(shop.person, '/v1/receipts')).json['code']).toBe('subject-erased');
    expect((await erase(shop, shop.person)).status).toBe(204);
  });

  it('is carried out when it is asked again after its day, before the job ran', async () => {
    const shop = await holdingShop(place, 1);
    await live(shop);
    await erase(shop, shop.person);
    shop.clock.now += DAY;
    expect((await erase(shop, shop.person)).status).toBe(204);
    expect((await asMerchant(shop, shop.person)).status).toBe(404);
  });

  it('is shown to the widget before anybody asks', async () => {
    expect((await (await holdingShop(place, 30)).ask('/v1/config')).json['proofHold']).toBe(30);
    expect((await (await aShopOf(place)).ask('/v1/config')).json['proofHold']).toBe(0);
  });
});

describe('a config', () => {
  it.each([
    [{ proofHold: 31 }, '/proofHold', /whole days from 0 to 30/],
    [{ proofHold: 0.5 }, '/proofHold', /whole days/],
    [{ retention: '3 years' }, '/retention', /ISO 8601 duration/],
  ])('with %o is refused with what to write', (over, path, words) => {
    const attempt = (): unknown => aMerchantConfig(over);
    expect(attempt).toThrow(path);
    expect(attempt).toThrow(words);
  });
});
