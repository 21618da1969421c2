// @vitest-environment node
import { expect, it } from 'vitest';
import { ADS, anObjection, aSubject, CHAT, PURCHASES } from '../support/builders.ts';
import { type Person } from '../support/builders.ts';
import { aShopOf, describeOnBoth, receiptIn, type TestBackend } from './harness.ts';
import { expand } from './rendering-standards.ts';

const choose = async (shop: TestBackend & { readonly person: Person }, choices: object) =>
  receiptIn(await shop.post(shop.person, shop.give(shop.person, { choices })));

describeOnBoth('a receipt in the forms of the standards', (place) => {
  it('is computed for its subject: JSON-LD with what was shown, Kantara with the key that signed', async () => {
    const shop = await aShopOf(place);
    const { jti, order, effective } = await choose(shop, { [PURCHASES]: 'given', [CHAT]: 'refused' });
    const linked = await shop.get(shop.person, `/v1/receipts/${jti}.jsonld`);
    expect([linked.status, linked.headers.get('content-type'), linked.headers.get('cache-control')]).toEqual([
      200,
      'application/ld+json',
      'no-store',
    ]);
    expect(JSON.stringify(await expand(linked.json))).toContain(`${PURCHASES} (en)`);
    const kantara = await shop.get(shop.person, `/v1/receipts/${jti}.kantara.json`);
    expect([kantara.status, kantara.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(kantara.json).toMatchObject({
      publicKey: expect.stringContaining(shop.key.publicJwk.x),
      services: [{ service: 'Your data (en)', purposes: [{ purpose: `${PURCHASES} (en)` }] }],
    });
    expect(kantara.text).toContain(effective[PURCHASES as never]?.['until']);
    expect((await shop.get(shop.person, '/v1/receipts')).json['receipts']).toMatchObject([{ jti, order }]);
    expect((await shop.get(shop.person, `/v1/receipts/${jti}`)).headers.get('content-type')).toBe('application/jose');
  });

  it('is not to be had in Kantara where nothing was given, nor in either for an objection: the code says so', async () => {
    const shop = await aShopOf(place);
    const { jti } = await choose(shop, { [ADS]: 'refused' });
    await shop.object(shop.person, anObjection(shop.person));
    const list = (await shop.get(shop.person, '/v1/receipts')).json['receipts'] as { jti: string }[];
    const paths = [`${jti}.kantara.json`, `${list[1]?.jti}.kantara.json`, `${list[1]?.jti}.jsonld`];
    for (const path of paths) {
      const { status, json } = await shop.get(shop.person, `/v1/receipts/${path}`);
      expect([path, status, json['code']]).toEqual([path, 404, 'rendering-unavailable']);
    }
    expect((await shop.get(shop.person, `/v1/receipts/${jti}.jsonld`)).status).toBe(200);
  });

  it('of an event under a notice the shop never had says what it can', async () => {
    const shop = await aShopOf(place);
    const notice = { ...shop.give(shop.person).notice, sha256: 'A'.repeat(43) };
    const { json } = await shop.post(shop.person, shop.give(shop.person, { choices: { [ADS]: 'refused' }, notice }));
    const { jti } = receiptIn({ json } as Parameters<typeof receiptIn>[0]);
    const { status, text } = await shop.get(shop.person, `/v1/receipts/${jti}.jsonld`);
    expect([status, text]).toEqual([200, expect.stringContaining('"dct:title":"ads"')]);
  });

  it('is its subject’s alone, and found by its number only', async () => {
    const shop = await aShopOf(place);
    const { jti } = await choose(shop, { [PURCHASES]: 'given' });
    const stranger = await aSubject();
    const asked = [
      await shop.get(stranger, `/v1/receipts/${jti}.jsonld`),
      await shop.get(stranger, `/v1/receipts/${jti}.kantara.json`),
      await shop.get(shop.person, `/v1/receipts/rcp_${'0'.repeat(32)}.jsonld`),
      await shop.get(shop.person, `/v1/receipts/${jti}.jsonld.jsonld`),
      await shop.get(shop.person, `/v1/receipts/${jti}.pdf`),
      await shop.get(shop.person, '/v1/receipts/.jsonld'),
    ];
    expect(asked.map(({ status, json }) => [status, json['code']])).toEqual(asked.map(() => [404, 'not-found']));
    expect((await shop.ask(`/v1/receipts/${jti}.jsonld`)).json['code']).toBe('secret-missing');
    const wrong = await shop.ask(`/v1/receipts/${jti}.jsonld`, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
