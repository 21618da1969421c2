// @vitest-environment node
import { expect, it } from 'vitest';
import { verifyReceipt } from '../../src/backend/verify-receipt.ts';
import { toBase64 } from '../../src/crypto/base64.ts';
import { anObjection, aSubject, CHAT } from '../support/builders.ts';
import { plainRoot } from '../support/plain-tree.ts';
import { asMerchant, DAY, erase, live, tracesOf } from './erasing.ts';
import { aBackend, aShopOf, describeOnBoth, receiptIn } from './harness.ts';
import { entriesOf } from './log-reading.ts';
import { bytesOf, rowsOf } from './tables.ts';

describeOnBoth('erasure', (place) => {
  it('leaves no row that holds or links the subject’s data', async () => {
    const shop = await aShopOf(place);
    const other = await aSubject();
    await shop.post(other, shop.give(other));
    const lived = await live(shop);
    const traces = await tracesOf(shop, lived);
    const before = JSON.stringify(await rowsOf(place.address()));
    for (const trace of traces.filter((one) => one !== shop.person.secret)) expect(before).toContain(trace);
    const { status, text } = await erase(shop, shop.person);
    expect([status, text]).toEqual([204, '']);
    const rows = await rowsOf(place.address());
    const after = JSON.stringify(rows);
    for (const trace of traces) expect(after).not.toContain(trace);
    expect(after).toContain(other.subject);
    expect(rows['tombstones']).toHaveLength(1);
    if (!place.address().startsWith('postgres:'))
      for (const trace of traces) expect(await bytesOf(place.address())).not.toContain(trace);
  });

  it('leaves the log’s root as it was, but for the leaf of the withdrawal; receipts handed out still verify', async () => {
    const shop = await aShopOf(place);
    const { receipts } = await live(shop);
    const before = await entriesOf(shop, 4);
    await erase(shop, shop.person);
    const [, size, root] = (await shop.ask('/v1/log/checkpoint')).text.split('\n');
    const after = await entriesOf(shop, 5);
    expect(size).toBe('5');
    expect(after.slice(0, 4).map(toBase64)).toEqual(before.map(toBase64));
    expect(root).toBe(toBase64(plainRoot(after)));
    for (const receipt of receipts)
      expect(await verifyReceipt(receipt, [shop.key.publicJwk], 'https://shop.example')).toMatchObject({ ok: true });
  });

  it('destroys the salts: a proof of an erased receipt is gone, another’s is not', async () => {
    const shop = await aShopOf(place);
    const other = await aSubject();
    const kept = receiptIn(await shop.post(other, shop.give(other))).jti;
    const { numbers } = await live(shop);
    await erase(shop, shop.person);
    expect(numbers).toHaveLength(4);
    for (const jti of numbers) {
      const { status, json } = await shop.ask(`/v1/log/proofs/${jti}`);
      expect([status, json['code']]).toEqual([410, 'receipt-erased']);
    }
    expect((await shop.ask(`/v1/log/proofs/${kept}`)).status).toBe(200);
    const leaves = (await rowsOf(place.address()))['log_leaves'] as readonly { salt: string | null }[];
    expect(leaves.filter(({ salt }) => salt !== null)).toHaveLength(1);
  });

  it('keeps a count of acts by day and notice', async () => {
    const shop = await aShopOf(place);
    await live(shop);
    shop.clock.now += DAY;
    const other = await aSubject();
    await shop.post(other, shop.give(other));
    await erase(shop, shop.person);
    await erase(shop, other);
    const counts = (await rowsOf(place.address()))['erased_counts'] as readonly Readonly<Record<string, unknown>>[];
    const told = counts.map(({ day, notice, acts }) => `${String(day)} ${String(notice)} ${String(acts)}`);
    expect(told.sort()).toEqual(
      [
        '2026-11-23  3',
        `2026-11-23 ${shop.notice.sha256} 2`,
        '2026-11-24  2',
        `2026-11-24 ${shop.notice.sha256} 1`,
      ].sort(),
    );
  });

  it('refuses what an erased subject sends or asks later, an event it had sent before too', async () => {
    const shop = await aShopOf(place);
    const { person, post, object, get, give, ask } = shop;
    const { first } = await live(shop);
    await erase(shop, person);
    const headers = { authorization: `Bearer ${person.secret}` };
    const said = [
      await post(person, first),
      await post(person, give(person, { choices: { [CHAT]: 'refused' } })),
      await object(person, anObjection(person)),
      await get(person, '/v1/consents/me'),
      await get(person, '/v1/receipts'),
      await get(person, '/v1/objections'),
      await ask(`/v1/objections/${first.event_id}`, { method: 'DELETE', headers }),
    ];
    expect(said.map(({ status, json }) => [status, json['code']])).toEqual(said.map(() => [410, 'subject-erased']));
    expect((await asMerchant(shop, person)).json['code']).toBe('not-found');
  });

  it('asked again changes nothing, and is answered alike', async () => {
    const shop = await aShopOf(place);
    await live(shop);
    await erase(shop, shop.person);
    const before = await rowsOf(place.address());
    expect((await erase(shop, shop.person)).status).toBe(204);
    expect(await rowsOf(place.address())).toEqual(before);
  });

  it('of a subject that was never heard of leaves a tombstone, and no leaf', async () => {
    const shop = await aShopOf(place);
    expect((await erase(shop, shop.person)).status).toBe(204);
    expect((await shop.ask('/v1/log/checkpoint')).text.split('\n')[1]).toBe('0');
    expect((await shop.post(shop.person, shop.give(shop.person))).json['code']).toBe('subject-erased');
  });

  it.each([
    ['no secret', {}, 'secret-missing'],
    ['a wrong secret', { authorization: 'Bearer nobody' }, 'secret-wrong'],
  ])('with %s is refused, and nothing is erased', async (_what, headers, code) => {
    const shop = await aShopOf(place);
    await live(shop);
    const { status, json } = await shop.ask('/v1/consents/me', { method: 'DELETE', headers });
    expect([status, json['code']]).toEqual([401, code]);
    expect((await shop.get(shop.person, '/v1/consents/me')).status).toBe(200);
  });

  it('is seen by the shop’s systems as done or not begun, never as a subject without its objections', async () => {
    const shop = await aShopOf(place);
    for (let round = 0; round < 10; round += 1) {
      const person = await aSubject();
      await live({ ...shop, person });
      const erasing = { isOver: false };
      const erased = erase(shop, person).then(() => Object.assign(erasing, { isOver: true }));
      const seen = new Set<string>();
      while (!erasing.isOver) {
        const { status, json } = await asMerchant(shop, person);
        seen.add([status, (json['objections'] as unknown[] | undefined)?.length].join());
      }
      await erased;
      expect(['200,1', '404,']).toEqual(expect.arrayContaining([...seen]));
    }
  });

  it('and an event at the same time end in one state: erased, with nothing left', async () => {
    const one = await aShopOf(place);
    const two = await aBackend(await place.open(), { keys: [one.key], checkpointKeys: [one.checkpointKey] });
    const people = await Promise.all(Array.from({ length: 8 }, aSubject));
    await Promise.all(
      people.flatMap((person, at) => [
        (at % 2 ? one : two).post(person, one.give(person, { choices: { [CHAT]: 'refused' } })),
        erase(at % 2 ? two : one, person),
      ]),
    );
    const rows = await rowsOf(place.address());
    for (const { subject } of people) expect(JSON.stringify(rows)).not.toContain(subject);
    const leaves = rows['log_leaves'] as readonly { salt: string | null }[];
    expect(leaves.every(({ salt }) => salt === null)).toBe(true);
    expect(rows['tombstones']).toHaveLength(8);
  });
});
