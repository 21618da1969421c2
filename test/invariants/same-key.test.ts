// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anObjection, aSubject, CHAT, PURCHASES } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, type Said } from '../backend/harness.ts';

const RUNS = { numRuns: 15 };
const PATIENCE = { timeout: 120_000 };

/** Which of three payloads each of several requests brings, and which of two backends each goes to. */
const requests = fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: 2, maxLength: 8 });

/** One 201; the same payload gets its receipt or has to try again; another payload is refused. */
const expectOneWinner = (brought: readonly number[], said: readonly Said[]): void => {
  const winner = said.findIndex(({ status }) => status === 201);
  expect(said.filter(({ status }) => status === 201)).toHaveLength(1);
  const receipt = said[winner]?.json['receipt'];
  for (const [at, { status, json }] of said.entries()) {
    if (at === winner) continue;
    if (json['code'] === 'in-flight') expect(status).toBe(409);
    else if (brought[at] === brought[winner]) expect([status, json['receipt']]).toEqual([200, receipt]);
    else expect([status, json['code']]).toEqual([422, 'key-reused']);
  }
};

describeOnBoth('invariant 5: one key', (place) => {
  it(
    'at once, with the same or another payload, at two backends: one is recorded, and nothing of the others',
    PATIENCE,
    async () => {
      const one = await aShopOf(place);
      const two = await aBackend(await place.open(), { keys: [one.key] });
      await fc.assert(
        fc.asyncProperty(requests, async (all) => {
          const person = await aSubject();
          const event = one.give(person);
          const payloads = [
            event,
            { ...event, choices: { [CHAT]: 'given' } },
            { ...event, choices: { [PURCHASES]: 'refused' } },
          ];
          const said = await Promise.all(
            all.map(([payload, at]) => (at ? two : one).post(person, payloads[payload] ?? {})),
          );
          expectOneWinner(
            all.map(([payload]) => payload),
            said,
          );
          const { json } = await one.get(person, '/v1/receipts');
          expect(json['receipts']).toEqual([
            expect.objectContaining({ receipt: said.find(({ status }) => status === 201)?.json['receipt'] }),
          ]);
        }),
        RUNS,
      );
    },
  );

  it('of an objection likewise', PATIENCE, async () => {
    const one = await aShopOf(place);
    const two = await aBackend(await place.open(), { keys: [one.key] });
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        const person = await aSubject();
        const objection = anObjection(person);
        const payloads = ['order-550936', 'order-1', 'order-2'].map((ref) => ({ ...objection, ref }));
        const said = await Promise.all(
          all.map(([payload, at]) => (at ? two : one).object(person, payloads[payload] ?? {})),
        );
        expectOneWinner(
          all.map(([payload]) => payload),
          said,
        );
        expect((await two.get(person, '/v1/objections')).json['objections']).toHaveLength(1);
      }),
      RUNS,
    );
  });

  it('used for something else changes nothing', PATIENCE, async () => {
    const { person, post, give, get } = await aShopOf(place);
    const event = give(person);
    await post(person, event);
    const before = [(await get(person, '/v1/consents/me')).text, (await get(person, '/v1/receipts')).text];
    const said = await post(person, { ...event, choices: { [PURCHASES]: 'refused' } });
    expect([said.status, said.json['code'], said.json['path']]).toEqual([422, 'key-reused', '/event_id']);
    expect([(await get(person, '/v1/consents/me')).text, (await get(person, '/v1/receipts')).text]).toEqual(before);
  });
});
