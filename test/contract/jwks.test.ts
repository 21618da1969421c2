// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { jwks, readKeys } from '../../src/contract/jwks.ts';
import * as v from 'valibot';
import { A_DIGEST } from './samples.ts';

const anOkp = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: A_DIGEST,
  kid: A_DIGEST,
  candor_role: 'receipt',
  use: 'sig',
  alg: 'EdDSA',
};
const anEc = { ...anOkp, kty: 'EC', crv: 'P-256', y: A_DIGEST, candor_role: 'explanation', alg: 'ES256' };
const readable = (...keys: readonly unknown[]): number => readKeys(v.parse(jwks, { keys })).length;

describe('published keys', () => {
  it('are read for both curves, in the order they stand', () => {
    expect(readKeys({ keys: [anEc, anOkp] }).map(({ crv }) => crv)).toEqual(['P-256', 'Ed25519']);
  });

  it('that this version cannot read never hide the ones it can', () => {
    expect(
      readable({ kty: 'RSA', n: 'x', e: 'AQAB' }, null, 'key', 7, [], anOkp, { kty: 'AKP', alg: 'ML-DSA-44' }),
    ).toBe(1);
  });

  it.each([
    ['a private Ed25519 key', { ...anOkp, d: A_DIGEST }],
    ['a private P-256 key', { ...anEc, d: A_DIGEST }],
    ['a private key with an empty secret', { ...anOkp, d: '' }],
    ['a symmetric key', { kty: 'oct', k: A_DIGEST, kid: A_DIGEST, candor_role: 'receipt' }],
    ['no role', { ...anOkp, candor_role: undefined }],
    ['a role that does not exist', { ...anOkp, candor_role: 'admin' }],
    ['another curve', { ...anOkp, crv: 'Ed448' }],
    ['a curve of the other key type', { ...anOkp, crv: 'P-256' }],
    ['a P-256 key without y', { ...anEc, y: undefined }],
    ['a coordinate too short', { ...anOkp, x: 'A'.repeat(42) }],
    ['a coordinate in ordinary base64', { ...anOkp, x: `${'A'.repeat(42)}+` }],
    ['a kid that is no thumbprint', { ...anOkp, kid: 'key-1' }],
    ['no kid', { ...anOkp, kid: undefined }],
  ])('leave out %s', (_what, key) => {
    expect(readable(key)).toBe(0);
  });

  it.each([{}, { keys: {} }, { keys: null }, { keys: new Array(101).fill(anOkp) }, null, []])('are not %j', (body) => {
    expect(v.is(jwks, body)).toBe(false);
  });
});
