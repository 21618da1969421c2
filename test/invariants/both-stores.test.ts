// @vitest-environment node
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../demo/data/prng.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import type { Chance } from '../../src/crypto/random.ts';
import { aMerchantConfig, anObjection, aSubject, NOON, type Person } from '../support/builders.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { aBackend, READ_KEY, type Said, someApiKeys, type TestBackend } from '../backend/harness.ts';
import { CASES } from '../backend/refusal-cases.ts';
import { anyStory, eventsOf } from './devices.ts';

const RUNS = { numRuns: 20 };
const PATIENCE = { timeout: 120_000 };

/** Chance that is the same for both, so that all they issue is the same. */
const sameChance = (): Chance => {
  const next = seeded(19);
  return (bytes) => bytes.map(() => Math.floor(next() * 256));
};

let folder = '';
let postgres: Postgres;
let shops: readonly TestBackend[] = [];
beforeAll(async () => {
  [folder, postgres] = await Promise.all([mkdtemp(join(tmpdir(), 'candor-both-')), startPostgres()]);
  const key = await generateSigningKey('receipt');
  const config = aMerchantConfig({ apiKeys: await someApiKeys() });
  const places = [join(folder, 'candor.sqlite'), await postgres.createDatabase()];
  shops = await Promise.all(
    places.map(async (databaseUrl) =>
      aBackend(await openStore({ databaseUrl, dataDir: '', now: () => NOON }), {
        keys: [key],
        config,
        chance: sameChance(),
      }),
    ),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(shops.map(({ backend }) => backend.close()));
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Status, headers and bytes of an answer. */
const bytesOf = ({ status, headers, text }: Said): readonly unknown[] => [status, [...headers], text];

/** Does the same at both, and fails where one answers otherwise than the other. */
const expectAlike = async (ask: (shop: TestBackend) => Promise<Said>): Promise<void> => {
  const said = [];
  for (const shop of shops) said.push(bytesOf(await ask(shop)));
  expect(said[1], 'PostgreSQL').toEqual(said[0]);
};

const expectReadAlike = async (person: Person): Promise<void> => {
  for (const path of ['/v1/consents/me', '/v1/receipts', '/v1/receipts?after=2', '/v1/objections'])
    await expectAlike(({ get }) => get(person, path));
  const authorization = `Bearer ${READ_KEY}`;
  await expectAlike(({ ask }) => ask(`/admin/v1/subjects/${person.subject}`, { headers: { authorization } }));
};

describe('invariant 19: SQLite and PostgreSQL answer alike', () => {
  it('byte for byte, whatever two devices send, in whatever order, and what is read afterwards', PATIENCE, async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ devices, arrival }) => {
        const [person, [first]] = [await aSubject(), shops];
        if (!first) return;
        const events = await eventsOf(devices, person, first.give(person).notice);
        for (const at of arrival) await expectAlike(({ post }) => post(person, events[at] ?? {}));
        await expectReadAlike(person);
      }),
      RUNS,
    );
  });

  it('to objections, given, sent again, taken back, and taken back again', PATIENCE, async () => {
    const person = await aSubject();
    const objections = ['item', 'data', 'source', 'purpose', 'explanation'].map((scope) =>
      anObjection(person, { scope }),
    );
    for (const objection of [...objections, ...objections])
      await expectAlike(({ object }) => object(person, objection));
    for (const { objection_id } of [...objections.slice(0, 2), ...objections.slice(0, 1)]) {
      const headers = { authorization: `Bearer ${person.secret}` };
      await expectAlike(({ ask }) => ask(`/v1/objections/${objection_id}`, { method: 'DELETE', headers }));
    }
    await expectReadAlike(person);
  });

  it.each(CASES)('to %s (%i %s)', PATIENCE, async (_what, status, code, send) => {
    const [person, [first]] = [await aSubject(), shops];
    const event = first?.give(person);
    await expectAlike(async (shop) => {
      const said = await send({ ...shop, person }, event ?? shop.give(person));
      expect([said.status, said.json['code']]).toEqual([status, code]);
      return said;
    });
  });
});
