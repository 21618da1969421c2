import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PublicJwk, readKeys } from '../../src/contract/jwks.ts';

/** Published suites of the curves that receipts are signed on. */
export const SUITES = ['ed25519_test', 'ecdsa_secp256r1_sha256_p1363_test'] as const;

/** One question to a verifier, and the right answer. Bytes are in hexadecimal. */
export type SignatureCase = {
  readonly name: string;
  readonly key: PublicJwk;
  readonly msg: string;
  readonly sig: string;
  readonly isValid: boolean;
};

type Group = {
  readonly publicKey: { readonly pk?: string; readonly uncompressed?: string };
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly msg: string;
    readonly sig: string;
    readonly result: 'valid' | 'invalid';
  }[];
};
type Suite = { readonly numberOfTests: number; readonly testGroups: readonly Group[] };

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

/** All cases of a suite. Throws when there are not as many as it says. */
export const readSuite = (folder: string, name: (typeof SUITES)[number]): readonly SignatureCase[] => {
  const suite = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Suite;
  const cases = suite.testGroups.flatMap((group) => {
    const key = keyOf(group);
    return group.tests.map(({ tcId, comment, msg, sig, result }) => ({
      name: `${tcId} ${comment}`,
      key,
      msg,
      sig,
      isValid: result === 'valid',
    }));
  });
  if (cases.length !== suite.numberOfTests) throw new Error(`${name} says it has ${suite.numberOfTests} cases`);
  return cases;
};
