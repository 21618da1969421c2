// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeys } from '../../src/contract/jwks.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import { verifySignature } from '../../src/crypto/jws.ts';
import { signatureInRange } from '../../src/crypto/signature-range.ts';
import { describeShared } from '../support/shared.ts';

type Vector = {
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid';
};
type Group = {
  readonly publicKey: { readonly pk?: string; readonly uncompressed?: string };
  readonly tests: readonly Vector[];
};
type Suite = { readonly numberOfTests: number; readonly testGroups: readonly Group[] };

const fromHex = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'));
const spell = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');

const keyOf = ({ publicKey: { pk, uncompressed = '' } }: Group): PublicJwk => {
  const meta = { kid: 'A'.repeat(43), candor_role: 'receipt' };
  const key = pk
    ? { ...meta, kty: 'OKP', crv: 'Ed25519', x: spell(pk) }
    : { ...meta, kty: 'EC', crv: 'P-256', x: spell(uncompressed.slice(2, 66)), y: spell(uncompressed.slice(66)) };
  const [read] = readKeys({ keys: [key] });
  if (!read) throw new Error('a published key cannot be read');
  return read;
};

const wrongAnswers = async (suite: Suite): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> => {
  const wrong: string[] = [];
  let asked = 0;
  for (const group of suite.testGroups) {
    const key = keyOf(group);
    for (const { tcId, comment, msg, sig, result } of group.tests) {
      const verified = await verifySignature(
        key,
        { signature: fromHex(sig), signed: fromHex(msg) },
        globalThis.crypto.subtle,
      );
      asked += 1;
      if (verified !== (result === 'valid')) wrong.push(`${tcId} ${comment}: ${String(verified)}`);
    }
  }
  return { asked, wrong };
};

describeShared('Wycheproof', 'vectors/wycheproof', (folder) => {
  it.each(['ed25519_test', 'ecdsa_secp256r1_sha256_p1363_test'])(
    '%s: every signature is judged as it should be',
    async (name) => {
      const suite = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Suite;
      expect(await wrongAnswers(suite)).toEqual({ asked: suite.numberOfTests, wrong: [] });
    },
  );
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
