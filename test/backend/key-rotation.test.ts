// @vitest-environment node
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { retireKey, rotateKeys, standingOf } from '../../src/backend/rotate-keys.ts';
import { ensureSigningKeys, followSigningKeys, keyFileOf, readSigningKeys } from '../../src/backend/signing-keys.ts';
import { verifyReceipt } from '../../src/backend/verify-receipt.ts';
import type { Timestamp } from '../../src/contract/ids.ts';
import { jwks, readKeys } from '../../src/contract/jwks.ts';
import { parse } from '../../src/contract/parse.ts';
import { parsePart } from '../../src/crypto/peek.ts';
import { aSubject, NOON } from '../support/builders.ts';
import { aBackend, type TestBackend } from './harness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const time = (milliseconds: number): Timestamp => new Date(milliseconds).toISOString() as Timestamp;
const kidOf = (receipt: string): unknown => (parsePart(receipt.split('.')[0]) as { kid: unknown }).kid;

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'candor-rotation-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const place = () => ({ dataDir: data, role: 'receipt' }) as const;
const file = (): string => keyFileOf(data, 'receipt');

type Shop = TestBackend & {
  readonly issue: () => Promise<string>;
  readonly published: () => Promise<ReturnType<typeof readKeys>>;
  readonly warnings: readonly string[];
};

/** A backend that follows the key file of the data folder. */
const aShop = async (): Promise<Shop> => {
  const clock = { now: NOON };
  const warnings: string[] = [];
  const warn = (sentence: string) => void warnings.push(sentence);
  const keys = await followSigningKeys(data, 'receipt', { now: () => clock.now, warn });
  const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
  const shop = { ...(await aBackend(store, { keys, warn, now: () => clock.now })), clock, warnings };
  return {
    ...shop,
    issue: async () => {
      const person = await aSubject();
      const { status, json } = await shop.post(person, shop.give(person));
      expect(status).toBe(201);
      return String(json['receipt']);
    },
    published: async () => {
      const { json } = await shop.ask('/.well-known/candor/jwks.json');
      const set = parse(jwks, json);
      return (set ? readKeys(set) : []).filter(({ candor_role }) => candor_role === 'receipt');
    },
  };
};

describe('rotating the keys of a running backend', () => {
  it('publishes the new key at once, and signs with it when its time has come', async () => {
    const { issue, published, clock } = await aShop();
    const before = kidOf(await issue());
    const { publicJwk } = await rotateKeys(place(), NOON + DAY);
    clock.now += MINUTE;
    expect((await published()).map(({ kid }) => kid)).toEqual([before, publicJwk.kid]);
    expect(kidOf(await issue())).toBe(before);
    clock.now = NOON + DAY - 1;
    expect(kidOf(await issue())).toBe(before);
    clock.now += 1;
    expect(kidOf(await issue())).toBe(publicJwk.kid);
  });

  it('leaves every receipt valid after two rotations, against the keys published then', async () => {
    const { issue, published, clock } = await aShop();
    const receipts = [await issue()];
    for (const _rotation of [1, 2]) {
      await rotateKeys(place(), clock.now + DAY);
      clock.now += DAY;
      receipts.push(await issue());
    }
    expect(new Set(receipts.map(kidOf)).size).toBe(3);
    const keys = await published();
    for (const receipt of receipts) expect((await verifyReceipt(receipt, keys, 'https://shop.example')).ok).toBe(true);
    const [, ...newer] = keys;
    expect((await verifyReceipt(receipts[0] ?? '', newer, 'https://shop.example')).ok).toBe(false);
  });

  it('tells the dates in the published set, and nothing private', async () => {
    const { ask, clock } = await aShop();
    await rotateKeys(place(), NOON + DAY);
    clock.now += MINUTE;
    const { text, json } = await ask('/.well-known/candor/jwks.json');
    expect(json['keys']).toEqual([
      expect.not.objectContaining({ candor_from: expect.anything() }),
      expect.objectContaining({ candor_from: time(NOON + DAY), candor_role: 'receipt' }),
      expect.objectContaining({ candor_role: 'checkpoint' }),
    ]);
    expect(text).not.toContain('"d"');
  });

  it('goes on publishing a key that somebody took out of the file', async () => {
    const { issue, published, clock } = await aShop();
    const receipt = await issue();
    await rotateKeys(place(), NOON);
    const { keys } = JSON.parse(await readFile(file(), 'utf8')) as { keys: unknown[] };
    await writeFile(file(), JSON.stringify({ keys: keys.slice(1) }));
    clock.now += MINUTE;
    expect(kidOf(await issue())).not.toBe(kidOf(receipt));
    expect((await verifyReceipt(receipt, await published())).ok).toBe(true);
  });

  it.each([
    ['broken', async () => writeFile(file(), '{"keys": [secret-canary')],
    ['gone', async () => rm(file())],
    [
      'of another role',
      async () => {
        await rm(file());
        await ensureSigningKeys(data, 'explanation');
        await writeFile(file(), await readFile(keyFileOf(data, 'explanation')), { mode: 0o600 });
      },
    ],
  ])('keeps the keys it has when the file is %s, and says so once', async (_what, spoil) => {
    const { issue, clock, warnings } = await aShop();
    const before = kidOf(await issue());
    await spoil();
    for (const _minute of [1, 2]) {
      clock.now += MINUTE;
      expect(kidOf(await issue())).toBe(before);
    }
    expect(warnings).toEqual([expect.stringContaining(file())]);
    expect(warnings[0]).not.toContain('canary');
  });

  it('follows the file again once it was mended', async () => {
    const { issue, clock } = await aShop();
    const whole = await readFile(file(), 'utf8');
    await writeFile(file(), '');
    clock.now += MINUTE;
    await issue();
    await writeFile(file(), whole);
    const { publicJwk } = await rotateKeys(place(), NOON);
    clock.now += MINUTE;
    expect(kidOf(await issue())).toBe(publicJwk.kid);
  });
});

describe('a key file', () => {
  it('keeps every key and what is written beside it, for its owner only', async () => {
    await ensureSigningKeys(data, 'receipt');
    const { keys } = JSON.parse(await readFile(file(), 'utf8')) as { keys: object[] };
    await writeFile(file(), JSON.stringify({ keys: keys.map((key) => ({ ...key, note: 'of the first year' })) }));
    await rotateKeys(place(), NOON);
    const after = JSON.parse(await readFile(file(), 'utf8')) as { keys: object[] };
    expect(after.keys[0]).toEqual({ ...keys[0], note: 'of the first year' });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(data)).toEqual(['receipt-keys.json']);
    expect((await readSigningKeys(file())).map(({ from }) => from)).toEqual([undefined, time(NOON)]);
  });

  it('loses no key when many rotate it at once: who comes too late is refused', async () => {
    await ensureSigningKeys(data, 'receipt');
    const ends = await Promise.allSettled(Array.from({ length: 6 }, () => rotateKeys(place(), NOON)));
    const made = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value.publicJwk.kid : []));
    const held = (await readSigningKeys(file())).map(({ publicJwk }) => publicJwk.kid);
    expect(made.length).toBeGreaterThan(0);
    expect(held.slice(1).sort()).toEqual(made.sort());
    for (const end of ends) if (end.status === 'rejected') expect(String(end.reason)).toMatch(/is being changed/);
  });

  it.each(['tomorrow', '2026-02-30T00:00:00.000Z', 5])(
    'with the date %j is refused by the key’s name',
    async (date) => {
      const [key] = await ensureSigningKeys(data, 'receipt');
      const { keys } = JSON.parse(await readFile(file(), 'utf8')) as { keys: object[] };
      await writeFile(file(), JSON.stringify({ keys: keys.map((one) => ({ ...one, candor_until: date })) }));
      await expect(readSigningKeys(file())).rejects.toThrow(new RegExp(`dates of the key "${key?.publicJwk.kid}"`));
    },
  );

  it('that is not there cannot be rotated', async () => {
    await expect(rotateKeys(place(), NOON)).rejects.toThrow(/receipt-keys\.json cannot be read \(ENOENT\)/);
    expect(await readdir(data)).toEqual([]);
  });
});

describe('retiring a key', () => {
  const kids = async (): Promise<readonly string[]> =>
    (await readSigningKeys(file())).map(({ publicJwk }) => publicJwk.kid);

  it('ends its signing at the date, and is told in words', async () => {
    await ensureSigningKeys(data, 'receipt');
    await rotateKeys(place(), NOON);
    await rotateKeys(place(), NOON + DAY);
    const [, second = ''] = await kids();
    await retireKey(place(), second, { until: NOON + HOUR, now: NOON });
    const keys = await readSigningKeys(file());
    const told = (now: number) => keys.map((key) => standingOf(key, keys, now));
    expect(told(NOON)).toEqual(['superseded', 'signs', 'begins']);
    expect(told(NOON + HOUR)).toEqual(['signs', 'retired', 'begins']);
    expect(told(NOON + DAY)).toEqual(['superseded', 'retired', 'signs']);
  });

  it('is refused while nothing else would sign, now or at any later time', async () => {
    await ensureSigningKeys(data, 'receipt');
    const [first = ''] = await kids();
    await expect(retireKey(place(), first, { until: NOON, now: NOON })).rejects.toThrow(/nothing would sign/);
    const { publicJwk } = await rotateKeys(place(), NOON + DAY);
    await expect(retireKey(place(), first, { until: NOON, now: NOON })).rejects.toThrow(/nothing would sign/);
    await retireKey(place(), first, { until: NOON + DAY, now: NOON });
    await expect(retireKey(place(), publicJwk.kid, { until: NOON + 2 * DAY, now: NOON })).rejects.toThrow(
      /nothing would sign/,
    );
    expect((await readSigningKeys(file())).map(({ until }) => until)).toEqual([time(NOON + DAY), undefined]);
  });

  it('is refused for a key that is unknown, or retired already', async () => {
    await ensureSigningKeys(data, 'receipt');
    await rotateKeys(place(), NOON);
    const [first = ''] = await kids();
    await retireKey(place(), first, { until: NOON, now: NOON });
    await expect(retireKey(place(), first, { until: NOON + DAY, now: NOON + 1 })).rejects.toThrow(/is retired since/);
    await expect(retireKey(place(), 'A'.repeat(43), { until: NOON, now: NOON })).rejects.toThrow(/holds no key/);
  });
});
