// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { checkLogged } from '../../src/receipts/log-check.ts';
import { against, aShop, checkpointOf, proofFrom, record, recordMany, twoOfOneName } from './logged.ts';

describe('the log a device saw before', () => {
  it.each([1, 2, 3, 7, 8, 250])(
    'of %i leaves goes on, whatever was added',
    async (before) => {
      const shop = await aShop();
      const receipt = await record(shop);
      await recordMany(shop, before - 1);
      const seen = await checkpointOf(shop);
      for (const more of [0, 1, 6, 10]) {
        await recordMany(shop, more);
        const found = await checkLogged(receipt.jws, await proofFrom(shop, receipt), against(shop, { seen }));
        expect(found).toEqual({
          kind: 'logged',
          index: 0,
          size: expect.any(Number),
          checkpoint: await checkpointOf(shop),
        });
      }
    },
    30_000,
  );

  it('keeps the newer checkpoint when an older proof is checked late', async () => {
    const shop = await aShop();
    const receipt = await record(shop);
    const proof = await proofFrom(shop, receipt);
    await recordMany(shop, 6);
    const seen = await checkpointOf(shop);
    expect(await checkLogged(receipt.jws, proof, against(shop, { seen }))).toEqual({
      kind: 'logged',
      index: 0,
      size: 1,
      checkpoint: seen,
    });
  });

  it.each([
    ['grew', 9],
    ['stayed as large', 6],
  ])(
    'was rewritten when one of the same name that %s does not hold it: both checkpoints are the evidence',
    async (_how, size) => {
      const [first, second] = await twoOfOneName();
      await recordMany(first, 6);
      const seen = await checkpointOf(first);
      const receipt = await record(second);
      await recordMany(second, size - 1);
      const now = await checkpointOf(second);
      expect(await checkLogged(receipt.jws, await proofFrom(second, receipt), against(second, { seen }))).toEqual({
        kind: 'inconsistent',
        seen,
        now,
      });
    },
  );

  it('has shrunk when it was set back to an earlier state', async () => {
    const [first, second] = await twoOfOneName();
    await recordMany(first, 6);
    const seen = await checkpointOf(first);
    const receipt = await record(second);
    const now = await checkpointOf(second);
    const found = await checkLogged(receipt.jws, await proofFrom(second, receipt), against(second, { seen }));
    expect(found).toEqual({ kind: 'shrunk', seen, now });
  });

  it.each([
    ['is not there', async () => undefined],
    ['is too short', async () => new Uint8Array(32 * 8)],
  ])('cannot be compared when a tile %s', async (_what, tile) => {
    const shop = await aShop();
    const receipt = await record(shop);
    await recordMany(shop, 2);
    const seen = await checkpointOf(shop);
    await recordMany(shop, 6);
    const found = await checkLogged(receipt.jws, await proofFrom(shop, receipt), against(shop, { seen, tile }));
    expect(found).toEqual({ kind: 'unreachable' });
  });

  it('does not go on by tiles with other hashes', async () => {
    const shop = await aShop();
    const receipt = await record(shop);
    await recordMany(shop, 2);
    const seen = await checkpointOf(shop);
    await recordMany(shop, 6);
    const tile = async () => new Uint8Array(32 * 9).fill(1);
    const found = await checkLogged(receipt.jws, await proofFrom(shop, receipt), against(shop, { seen, tile }));
    expect(found.kind).toBe('inconsistent');
  });

  it('of another origin, or that cannot be read, is as if none had been seen', async () => {
    const shop = await aShop();
    const receipt = await record(shop);
    const proof = await proofFrom(shop, receipt);
    for (const seen of ['', 'hello', (await checkpointOf(shop)).replaceAll('shop.', 'other.')])
      expect((await checkLogged(receipt.jws, proof, against(shop, { seen }))).kind).toBe('logged');
  });
});
