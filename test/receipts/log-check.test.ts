// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { toBase64 } from '../../src/crypto/base64.ts';
import { checkLogged, type ProofReply } from '../../src/receipts/log-check.ts';
import type { TestBackend } from '../backend/harness.ts';
import { against, aShop, checkpointOf, type Logged, proofFrom, record, recordMany } from './logged.ts';

type Case = readonly [
  what: string,
  make: () => Promise<{ readonly jws: string; readonly proof: ProofReply }>,
  reason: string,
];

const changed = (proof: ProofReply, change: (text: string) => string): ProofReply =>
  proof.kind === 'proof' ? { ...proof, text: change(proof.text) } : proof;

describe('a receipt in the log', () => {
  let shop: TestBackend;
  let receipt: Logged;
  beforeAll(async () => {
    shop = await aShop();
    await recordMany(shop, 5);
    receipt = await record(shop);
    await recordMany(shop, 4);
  });

  it('is logged, and the checkpoint is there to be kept', async () => {
    const found = await checkLogged(receipt.jws, await proofFrom(shop, receipt), against(shop));
    expect(found).toEqual({ kind: 'logged', index: 5, size: 10, checkpoint: await checkpointOf(shop) });
  });

  it('asks for no tile where this device saw no checkpoint before', async () => {
    const asked: string[] = [];
    const tile = async (path: string) => void asked.push(path);
    const found = await checkLogged(
      receipt.jws,
      await proofFrom(shop, receipt),
      against(shop, { tile: async (path) => (await tile(path), undefined) }),
    );
    expect([found.kind, asked]).toEqual(['logged', []]);
  });

  it.each([
    [
      'another receipt',
      async () => ({ jws: (await record(shop)).jws, proof: await proofFrom(shop, receipt) }),
      'inclusion',
    ],
    ['a changed receipt', async () => ({ jws: `${receipt.jws}A`, proof: await proofFrom(shop, receipt) }), 'inclusion'],
    [
      'another index',
      async () => ({
        jws: receipt.jws,
        proof: changed(await proofFrom(shop, receipt), (text) => text.replace('index 5', 'index 4')),
      }),
      'inclusion',
    ],
    [
      'another salt',
      async () => ({
        jws: receipt.jws,
        proof: changed(await proofFrom(shop, receipt), (text) =>
          text.replace(/extra \S+/, `extra ${toBase64(new Uint8Array(32))}`),
        ),
      }),
      'inclusion',
    ],
    [
      'no salt',
      async () => ({
        jws: receipt.jws,
        proof: changed(await proofFrom(shop, receipt), (text) => text.replace(/extra \S+\n/, '')),
      }),
      'inclusion',
    ],
    [
      'a larger tree than was signed',
      async () => ({
        jws: receipt.jws,
        proof: changed(await proofFrom(shop, receipt), (text) =>
          text.replace(/candor-log\n\d+\n/, 'candor-log\n999\n'),
        ),
      }),
      'checkpoint',
    ],
    [
      'no proof that can be read',
      async () => ({ jws: receipt.jws, proof: { kind: 'proof', text: '<html>' } }),
      'malformed',
    ],
    ['no proof at all', async () => ({ jws: receipt.jws, proof: { kind: 'absent' } }), 'absent'],
  ] as readonly Case[])('is not logged with %s', async (_what, make, reason) => {
    const { jws, proof } = await make();
    expect(await checkLogged(jws, proof, against(shop))).toEqual({ kind: 'not-logged', reason });
  });

  it('is not logged by a checkpoint of an unpublished key, of a key of another role, or of another shop', async () => {
    const proof = await proofFrom(shop, receipt);
    const refused = { kind: 'not-logged', reason: 'checkpoint' };
    const other = await generateSigningKey('checkpoint');
    expect(await checkLogged(receipt.jws, proof, against(shop, { keys: [other.publicJwk] }))).toEqual(refused);
    const asReceipt = { ...shop.checkpointKey.publicJwk, candor_role: 'receipt' as const };
    expect(await checkLogged(receipt.jws, proof, against(shop, { keys: [asReceipt] }))).toEqual(refused);
    expect(await checkLogged(receipt.jws, proof, against(shop, { issuer: 'https://other.example' }))).toEqual(refused);
  });

  it('whose salt was destroyed, or whose shop cannot be reached, is told so', async () => {
    expect(await checkLogged(receipt.jws, { kind: 'erased' }, against(shop))).toEqual({ kind: 'erased' });
    expect(await checkLogged(receipt.jws, { kind: 'unreachable' }, against(shop))).toEqual({ kind: 'unreachable' });
  });

  it('cannot be checked by an engine without Ed25519', async () => {
    const subtle = Object.assign(Object.create(globalThis.crypto.subtle) as SubtleCrypto, {
      digest: (...args: Parameters<SubtleCrypto['digest']>) => globalThis.crypto.subtle.digest(...args),
      importKey: () => Promise.reject(new DOMException('not here', 'NotSupportedError')),
    });
    const found = await checkLogged(receipt.jws, await proofFrom(shop, receipt), against(shop, { subtle }));
    expect(found).toEqual({ kind: 'unsupported' });
  });
});
