// @vitest-environment node
import { expect, it } from 'vitest';
import { parse } from '../../src/contract/parse.ts';
import { objectionReceiptPayload } from '../../src/contract/receipt.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { anObjection, aSubject } from '../support/builders.ts';
import { aShopOf, describeOnBoth, expectNothingStored, type Said, type TestBackend } from './harness.ts';
import type { Person } from '../support/builders.ts';

const { subtle } = globalThis.crypto;

const refsIn = ({ json }: Said): readonly unknown[] =>
  (json['objections'] as readonly { readonly ref: string }[]).map(({ ref }) => ref);

const retract = ({ ask }: TestBackend, { secret }: Person, id: string): Promise<Said> =>
  ask(`/v1/objections/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${secret}` } });

describeOnBoth('an objection', (place) => {
  it('is answered with a receipt of its own type, and holds', async () => {
    const { person, object, get, key } = await aShopOf(place);
    const objection = anObjection(person, { explanation_jws: 'a.b.c', newer: 'kept' });
    const said = await object(person, objection);
    expect([said.status, said.json['order']]).toEqual([201, 1]);
    const expected = { keys: [key.publicJwk], role: 'receipt', iss: 'https://shop.example' } as const;
    const result = await verifyJws(String(said.json['receipt']), { ...expected, typ: 'objection-receipt+jws' }, subtle);
    const payload = parse(objectionReceiptPayload, result.ok ? result.payload : undefined);
    expect(payload).toMatchObject({ objection, objection_sha256: await digestJson(objection, subtle), order: 1 });
    expect(await verifyJws(String(said.json['receipt']), { ...expected, typ: 'consent-receipt+jws' }, subtle)).toEqual({
      ok: false,
      code: 'typ-wrong',
    });
    expect(refsIn(said)).toEqual(['order-550936']);
    expect(refsIn(await get(person, '/v1/objections'))).toEqual(['order-550936']);
    expect((await get(person, '/v1/objections')).text).not.toContain('a.b.c');
  });

  it('is recorded once, however often and however many times at once it arrives', async () => {
    const { person, object, get } = await aShopOf(place);
    const objection = anObjection(person);
    const said = await Promise.all(Array.from({ length: 5 }, () => object(person, objection)));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(said.map(({ json }) => json['receipt'])).size).toBe(1);
    expect((await get(person, '/v1/receipts')).json['receipts']).toHaveLength(1);
  });

  it('may not come back as something else', async () => {
    const { person, object } = await aShopOf(place);
    const objection = anObjection(person);
    await object(person, objection);
    const said = await object(person, { ...objection, ref: 'order-1' });
    expect([said.status, said.json['code']]).toEqual([422, 'key-reused']);
  });

  it('can be taken back, once or more, and then holds no longer; its receipt stays', async () => {
    const shop = await aShopOf(place);
    const { person, object, get } = shop;
    const [one, two] = [anObjection(person), anObjection(person, { scope: 'source', ref: 'newsletter' })];
    await object(person, one);
    await object(person, two);
    expect([
      (await retract(shop, person, one.objection_id)).status,
      (await retract(shop, person, one.objection_id)).status,
    ]).toEqual([204, 204]);
    expect(refsIn(await get(person, '/v1/objections'))).toEqual(['newsletter']);
    expect((await object(person, one)).status).toBe(200);
    expect(refsIn(await get(person, '/v1/objections'))).toEqual(['newsletter']);
    expect((await get(person, '/v1/receipts')).json['receipts']).toHaveLength(2);
  });

  it('cannot be taken back by another, nor one that there is not', async () => {
    const shop = await aShopOf(place);
    const objection = anObjection(shop.person);
    await shop.object(shop.person, objection);
    const other = await aSubject();
    expect((await retract(shop, other, objection.objection_id)).status).toBe(404);
    expect((await retract(shop, shop.person, anObjection(shop.person).objection_id)).status).toBe(404);
    expect((await retract(shop, shop.person, 'nonsense')).status).toBe(404);
    expect(refsIn(await shop.get(shop.person, '/v1/objections'))).toEqual(['order-550936']);
  });

  it.each([
    ['another schema', { schema: 'objection/2' }, 400, 'schema-unsupported'],
    ['another scope', { scope: 'everything' }, 400, 'invalid-field'],
    ['hidden characters', { ref: 'order\u{202e}550936' }, 400, 'invalid-field'],
    ['no reference', { ref: '' }, 400, 'invalid-field'],
    ['another’s name', { subject: 'sub_0123456789abcdefghijkl' }, 401, 'secret-wrong'],
  ])('with %s is refused, and nothing is stored', async (_what, over, status, code) => {
    const shop = await aShopOf(place);
    const said = await shop.object(shop.person, anObjection(shop.person, over));
    expect([said.status, said.json['code']]).toEqual([status, code]);
    await expectNothingStored(shop);
  });

  it('shares one order with consent events', async () => {
    const { person, object, post, give, get } = await aShopOf(place);
    await post(person, give(person));
    await object(person, anObjection(person));
    await post(person, give(person, { seq: 2 }));
    const { json } = await get(person, '/v1/receipts');
    expect((json['receipts'] as readonly { readonly order: number }[]).map(({ order }) => order)).toEqual([1, 2, 3]);
  });
});
