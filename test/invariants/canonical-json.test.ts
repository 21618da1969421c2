// @vitest-environment node
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/crypto/jcs.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { anObjection, aSubject, CHAT } from '../support/builders.ts';
import { rowsOf } from '../backend/tables.ts';
import { aShopOf, describeOnBoth, type Said, type TestBackend } from '../backend/harness.ts';
import { anyJsonText, EXOTIC } from './json-values.ts';

const PATIENCE = { timeout: 120_000 };

/** Worked out without the code under test. */
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64url');

type Shop = TestBackend & { readonly address: () => string };
type Stored = Readonly<Record<string, string>>;

const rowIn = async (address: string, table: string, id: string): Promise<Stored> => {
  const rows = (await rowsOf(address))[table] ?? [];
  return (rows.find((row) => Object.values(row).includes(id)) ?? {}) as Stored;
};

/** What went in is what lies in the table, spelled canonically, under the digest that everybody else computes. */
const expectKept = (row: Stored, said: Said, sent: object, name: 'event' | 'objection'): void => {
  expect([said.status, said.json['code']]).toEqual([201, undefined]);
  expect(row[name]).toBe(canonicalJson(sent));
  expect(JSON.parse(row[name] ?? '')).toEqual(JSON.parse(JSON.stringify(sent)));
  expect(row['sha256']).toBe(sha256(row[name] ?? ''));
  const payload = peekPayload(String(said.json['receipt'])) as Readonly<Record<string, unknown>>;
  expect(payload[`${name}_sha256`]).toBe(row['sha256']);
  expect(canonicalJson(payload[name])).toBe(row[name]);
};

const expectRoundTrip = async ({ post, object, give, address }: Shop, text: string): Promise<void> => {
  const person = await aSubject();
  const value: unknown = JSON.parse(text);
  const event = { ...give(person, { choices: { [CHAT]: 'refused' } }), 'x-value': value };
  // Sent as its author spelled it, not as this process would spell it again.
  const spelled = JSON.stringify(event)
    .replace(/\}$/, '')
    .replace(/,"x-value":.*$/s, '');
  const said = await post(person, event, { body: `${spelled},"x-value": ${text} }` });
  expectKept(await rowIn(address(), 'consent_events', event.event_id), said, event, 'event');
  const objection = { ...anObjection(person), 'x-value': value };
  const told = await object(person, objection);
  expectKept(await rowIn(address(), 'objections', objection.objection_id), told, objection, 'objection');
};

describeOnBoth('invariant 10: canonical JSON and its digest', (place) => {
  const aShop = async (): Promise<Shop> => ({ ...(await aShopOf(place)), address: place.address });

  it('are those of Node after a round trip through the record, at the edges', PATIENCE, async () => {
    const shop = await aShop();
    for (const text of EXOTIC) await expectRoundTrip(shop, text);
  });

  it('are those of Node after a round trip through the record, for any value', PATIENCE, async () => {
    const shop = await aShop();
    await fc.assert(
      fc.asyncProperty(anyJsonText, (text) => expectRoundTrip(shop, text)),
      { numRuns: 40 },
    );
  });

  it('lie in columns of text: no database may spell them anew', async () => {
    await place.open();
    if (!place.address().startsWith('postgres')) return;
    const client = new pg.Client({ connectionString: place.address() });
    await client.connect();
    const { rows } = await client.query<{ data_type: string }>(
      "select distinct data_type from information_schema.columns where table_schema = 'public'",
    );
    await client.end();
    expect(rows.map(({ data_type }) => data_type)).toContain('text');
    expect(rows.map(({ data_type }) => data_type).filter((type) => /json|xml|char/.test(type))).toEqual([]);
  });
});
