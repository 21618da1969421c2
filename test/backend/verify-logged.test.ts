// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { type AskPlace, verifyLogged } from '../../src/backend/verify-logged.ts';
import type { TestBackend } from './harness.ts';
import { against, aShop, checkpointOf, type Logged, record, recordMany, twoOfOneName } from '../receipts/logged.ts';

const SHOP = 'https://candor.shop.example';

/** The backend behind its own address, and nothing anywhere else. */
const asking =
  ({ backend }: TestBackend): AskPlace =>
  async (place) => {
    if (!place.startsWith(SHOP)) return undefined;
    const response = await backend.fetch(new Request(place));
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

const verify = async (shop: TestBackend, { jws, jti }: Logged, over: object = {}) => {
  const { keys } = against(shop);
  const proof = `${SHOP}/v1/log/proofs/${jti}`;
  return verifyLogged(`${jws}\n`, { proof, keys, seen: undefined, ask: asking(shop), ...over });
};

describe('candor verify, of the log', () => {
  let shop: TestBackend;
  let receipt: Logged;
  beforeAll(async () => {
    shop = await aShop();
    receipt = await record(shop);
    await recordMany(shop, 2);
  });

  it('says that the shop logged a receipt, and gives the checkpoint to keep', async () => {
    const { ok, lines, checkpoint } = await verify(shop, receipt);
    expect([ok, lines[0], checkpoint]).toEqual([
      true,
      'LOGGED by this shop, as leaf 0 of 3.',
      await checkpointOf(shop),
    ]);
    expect(lines[1]).toContain('No checkpoint from before');
  });

  it('says that the log goes on from the checkpoint seen before', async () => {
    const seen = await checkpointOf(shop);
    await recordMany(shop, 4);
    const { ok, lines } = await verify(shop, receipt, { seen });
    expect([ok, lines[1]]).toEqual([true, 'The log goes on from the one seen before, of 3 leaves.']);
  });

  it('shows both checkpoints of a log that was rewritten', async () => {
    const [first, second] = await twoOfOneName();
    await recordMany(first, 3);
    const rewritten = await record(second);
    await recordMany(second, 3);
    const seen = await checkpointOf(first);
    const { ok, lines, checkpoint } = await verify(second, rewritten, { seen });
    expect([ok, lines[0], checkpoint]).toEqual([false, expect.stringMatching(/^THE LOG WAS REWRITTEN/), undefined]);
    const told = lines.join('\n');
    for (const one of [seen, await checkpointOf(second)]) expect(told).toContain(one.trimEnd());
  });

  it('shows both checkpoints of a log that was set back', async () => {
    const [first, second] = await twoOfOneName();
    await recordMany(first, 3);
    const { ok, lines } = await verify(second, await record(second), { seen: await checkpointOf(first) });
    expect([ok, lines[0]]).toEqual([false, expect.stringMatching(/^THE LOG IS SHORTER/)]);
  });

  it.each([
    [
      'a receipt the shop has no proof of',
      { proof: `${SHOP}/v1/log/proofs/rcp_${'0'.repeat(32)}` },
      /^NOT LOGGED\. The shop has no proof/,
    ],
    ['a page that is no proof', { proof: `${SHOP}/v1/config` }, /^NOT LOGGED\. What was given is no proof/],
    [
      'a shop that does not answer',
      { proof: 'https://nobody.example/v1/log/proofs/rcp_1' },
      /^NOT CHECKED\. The proof/,
    ],
    [
      'a shop that has a fault',
      { proof: SHOP, ask: async () => ({ status: 503, bytes: new Uint8Array() }) },
      /^NOT CHECKED\. The proof/,
    ],
    ['an erased receipt', { ask: async () => ({ status: 410, bytes: new Uint8Array() }) }, /^ERASED\./],
    ['no published checkpoint key', { keys: [] }, /^NOT LOGGED\. The checkpoint of the proof is not signed/],
  ])('says of %s what is so', async (_what, over, words) => {
    const { ok, lines, checkpoint } = await verify(shop, receipt, over);
    expect([ok, lines[0], checkpoint]).toEqual([false, expect.stringMatching(words), undefined]);
  });

  it('says of another receipt that the proof does not lead from it', async () => {
    const { jws } = await record(shop);
    const { ok, lines } = await verify(shop, { jws, jti: receipt.jti });
    expect([ok, lines[0]]).toEqual([false, expect.stringContaining('does not lead from this receipt')]);
  });

  it('cannot compare with the tiles of a proof in a file', async () => {
    const { text } = await shop.ask(`/v1/log/proofs/${receipt.jti}`);
    const ask: AskPlace = async (place) =>
      place === 'proof.txt' ? { status: 200, bytes: new TextEncoder().encode(text) } : undefined;
    expect(await verify(shop, receipt, { proof: 'proof.txt', ask })).toMatchObject({ ok: true });
    const seen = await checkpointOf(shop);
    await recordMany(shop, 1);
    const later = await shop.ask(`/v1/log/proofs/${receipt.jti}`);
    const askLater: AskPlace = async (place) =>
      place === 'proof.txt' ? { status: 200, bytes: new TextEncoder().encode(later.text) } : undefined;
    const { ok, lines } = await verify(shop, receipt, { proof: 'proof.txt', ask: askLater, seen });
    expect([ok, lines[0]]).toEqual([false, expect.stringMatching(/^NOT CHECKED\..*name its address/)]);
  });
});
