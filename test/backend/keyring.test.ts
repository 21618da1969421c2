// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { signingKeyAt } from '../../src/backend/keyring.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey, type SigningKey } from '../../src/backend/signing-key.ts';
import type { Timestamp } from '../../src/contract/ids.ts';
import { NOON } from '../support/builders.ts';
import { aBackend } from './harness.ts';

const DAY = 86_400_000;

const time = (milliseconds: number): Timestamp => new Date(milliseconds).toISOString() as Timestamp;

describe('the key that signs', () => {
  const aKey = async (from?: number, until?: number): Promise<SigningKey> => ({
    ...(await generateSigningKey('receipt')),
    ...(from === undefined ? {} : { from: time(from) }),
    ...(until === undefined ? {} : { until: time(until) }),
  });

  it('is the newest that has begun and is not retired', async () => {
    const [first, second, third] = [await aKey(), await aKey(NOON), await aKey(NOON + DAY, NOON + 2 * DAY)];
    const keys = [third, first, second];
    const at = (now: number) => keys.indexOf(signingKeyAt(keys, now) as SigningKey);
    expect([NOON - 1, NOON, NOON + DAY - 1, NOON + DAY, NOON + 2 * DAY - 1, NOON + 2 * DAY].map(at)).toEqual([
      1, 2, 2, 0, 0, 2,
    ]);
  });

  it('is the first of a file whose keys have no dates, as it always was', async () => {
    const keys = [await aKey(), await aKey()];
    expect(signingKeyAt(keys, NOON)).toBe(keys[0]);
  });

  it.each([
    ['has not begun', () => aKey(NOON + 1)],
    ['is retired', () => aKey(undefined, NOON)],
  ])('is none when the only one %s: then nothing starts', async (_what, make) => {
    const keys = [await make()];
    expect(signingKeyAt(keys, NOON)).toBeUndefined();
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    await expect(aBackend(store, { keys })).rejects.toThrow(/no signing key of role "receipt" that has begun/);
  });
});
