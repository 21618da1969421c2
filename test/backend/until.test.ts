// @vitest-environment node
import Database from 'libsql';
import pg from 'pg';
import { expect, it } from 'vitest';
import { refOf } from '../../src/contract/notice.ts';
import type { ReceiptPayload } from '../../src/contract/receipt.ts';
import { aChain, ADS, aMerchantConfig, CHAT, PURCHASES } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, READ_KEY, receiptIn, type Said, someApiKeys } from './harness.ts';

type Row = Readonly<Record<string, unknown>>;

/** Says something to the database itself: SQLite's file, or PostgreSQL. */
const tell = async (address: string, sentence: string): Promise<readonly Row[]> => {
  if (address.startsWith('postgres')) {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    const { rows } = await client.query<Row>(sentence);
    await client.end();
    return rows;
  }
  const database = new Database(address);
  const statement = database.prepare(sentence);
  const rows = statement.reader ? (statement.all() as readonly Row[]) : void statement.run();
  database.close();
  return rows ?? [];
};

const untilIn = ({ json }: Said, purpose = PURCHASES): unknown =>
  (json['effective'] as ReceiptPayload['effective'])[purpose as never]?.['until'];

const validFor = (length: string) =>
  aMerchantConfig({
    purposes: [PURCHASES, CHAT, ADS, 'delivery'].map((id) => ({ id, basis: 'consent', validFor: length })),
  });

describeOnBoth('the end of a grant', (place) => {
  it('was fixed by its receipt: another validFor changes only what is given after it', async () => {
    const shop = await aShopOf(place, { config: validFor('P12M') });
    const [first, second] = await aChain(shop.person, refOf(shop.notice), [
      { choices: { [PURCHASES]: 'given' } },
      { choices: { [CHAT]: 'given' } },
    ]);
    const fixed = untilIn(await shop.post(shop.person, first ?? {}));
    expect(fixed).toBe('2027-11-23T12:00:00.250Z');
    const config = { ...validFor('P1M'), apiKeys: await someApiKeys() };
    const later = await aBackend(await place.open(), { config, keys: [shop.key] });
    const said = await later.post(shop.person, second ?? {});
    const answers = [
      said,
      await later.post(shop.person, first ?? {}),
      await later.get(shop.person, '/v1/consents/me'),
      await later.ask(`/admin/v1/subjects/${shop.person.subject}`, {
        headers: { authorization: `Bearer ${READ_KEY}` },
      }),
    ];
    expect(answers.map((answer) => untilIn(answer))).toEqual(answers.map(() => fixed));
    expect(receiptIn(said).effective).toEqual({
      [PURCHASES]: { state: 'given', until: fixed },
      [CHAT]: { state: 'given', until: '2026-12-23T12:00:00.250Z' },
    });
    later.clock.now = Date.parse('2026-12-24T00:00:00Z');
    expect((await later.get(shop.person, '/v1/consents/me')).json['effective']).toMatchObject({
      [PURCHASES]: { state: 'given' },
      [CHAT]: { state: 'expired' },
    });
  });

  it('of a purpose that is no longer asked for stays what it was', async () => {
    const shop = await aShopOf(place, { config: validFor('P5D') });
    const fixed = untilIn(await shop.post(shop.person, shop.give(shop.person)));
    const later = await aBackend(await place.open(), {
      config: aMerchantConfig({
        purposes: [{ id: CHAT, basis: 'consent' }],
        notice: {
          id: 'other',
          version: '2',
          texts: {
            en: {
              title: 'Other',
              body: 'Other',
              labels: { accept: 'Yes', refuse: 'No', choose: 'Choose' },
              purposes: { [CHAT]: { title: 'Chat', text: 'Chat', retention: 'A day', recipients: [] } },
            },
          },
        },
      }),
    });
    expect(untilIn(await later.get(shop.person, '/v1/consents/me'))).toBe(fixed);
  });

  it('is read from the receipts when a record from before is opened, however many there are', async () => {
    const shop = await aShopOf(place, { config: validFor('P12M') });
    const chain = await aChain(shop.person, refOf(shop.notice), [
      { choices: { [PURCHASES]: 'given', [ADS]: 'refused' } },
      { choices: { [CHAT]: 'given' } },
      { choices: { [CHAT]: 'refused' } },
    ]);
    for (const event of chain) expect((await shop.post(shop.person, event)).status).toBe(201);
    await tell(place.address(), 'alter table consent_events drop column until');
    await tell(place.address(), "delete from candor_migrations where name = '004-until'");
    await tell(
      place.address(),
      `with recursive more(n) as (select 1 union all select n + 1 from more where n < 1200)
       insert into consent_events
         (event_id, subject, seq, prev, sha256, "order", received_at, forked, event, receipt_id, receipt)
       select event_id || n, subject || n, seq, prev, sha256, 100 + n, received_at, 1, event, receipt_id || n, receipt
       from consent_events, more where seq = 1`,
    );
    const later = await aBackend(await place.open(), { config: validFor('P1D'), keys: [shop.key] });
    expect((await later.get(shop.person, '/v1/consents/me')).json['effective']).toEqual({
      [PURCHASES]: { state: 'given', until: '2027-11-23T12:00:00.250Z' },
      [CHAT]: { state: 'withdrawn' },
      [ADS]: { state: 'refused' },
    });
    const rows = await tell(place.address(), 'select until, count(*) as rows from consent_events group by until');
    expect(Object.fromEntries(rows.map(({ until, rows: count }) => [String(until), Number(count)]))).toEqual({
      '{}': 1,
      [`{"${CHAT}":"2027-11-23T12:00:00.250Z"}`]: 1,
      [`{"${PURCHASES}":"2027-11-23T12:00:00.250Z"}`]: 1201,
    });
  }, 30_000);
});
