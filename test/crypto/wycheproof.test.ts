// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/crypto/jws.ts';
import { signatureInRange } from '../../src/crypto/signature-range.ts';
import { describeShared } from '../support/shared.ts';
import { readSuite, SUITES } from '../support/wycheproof.ts';

const fromHex = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'));

describeShared('Wycheproof', 'vectors/wycheproof', (folder) => {
  it.each(SUITES)('%s: every signature is judged as it should be', async (name) => {
    const wrong: string[] = [];
    for (const { name: which, key, sig, msg, isValid } of readSuite(folder, name)) {
      const bytes = { signature: fromHex(sig), signed: fromHex(msg) };
      const verified = await verifySignature(key, bytes, globalThis.crypto.subtle);
      if (verified !== isValid) wrong.push(`${which}: ${String(verified)}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a signature in range', () => {
  const ED_ORDER = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn;
  const EC_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const big = (number: bigint): Uint8Array => fromHex(number.toString(16).padStart(64, '0'));
  const little = (number: bigint): Uint8Array => big(number).reverse();
  const joined = (one: Uint8Array, other: Uint8Array): Uint8Array => new Uint8Array([...one, ...other]);

  it.each([
    [0n, true],
    [1n, true],
    [ED_ORDER - 1n, true],
    [ED_ORDER, false],
    [ED_ORDER + 1n, false],
    [2n ** 256n - 1n, false],
  ])('Ed25519 with S = %i: %s', (s, inRange) => {
    expect(signatureInRange(joined(big(2n ** 256n - 1n), little(s)), 'Ed25519')).toBe(inRange);
  });

  it.each([
    [1n, true],
    [EC_ORDER - 1n, true],
    [0n, false],
    [EC_ORDER, false],
    [2n ** 256n - 1n, false],
  ])('P-256 with r or s = %i: %s', (number, inRange) => {
    expect(signatureInRange(joined(big(number), big(1n)), 'P-256')).toBe(inRange);
    expect(signatureInRange(joined(big(1n), big(number)), 'P-256')).toBe(inRange);
  });

  it.each([0, 1, 32, 63, 65, 96, 128])('never has %i bytes', (length) => {
    const bytes = new Uint8Array(length).fill(1);
    expect(signatureInRange(bytes, 'Ed25519')).toBe(false);
    expect(signatureInRange(bytes, 'P-256')).toBe(false);
  });

  it('stays as it came: reading S does not turn its bytes round', () => {
    const bytes = Uint8Array.from({ length: 64 }, (_, at) => at);
    signatureInRange(bytes, 'Ed25519');
    expect(bytes).toEqual(Uint8Array.from({ length: 64 }, (_, at) => at));
  });
});
