import { CompactSign } from 'jose';
import type { Sha256, Timestamp } from '../contract/ids.ts';
import { type KeyDates, keyDates, type KeyRole, type PublicJwk, publicJwk } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { fromBase64Url } from '../crypto/base64url.ts';
import { digestText } from '../crypto/digest.ts';
import { thumbprint } from '../crypto/jwk.ts';
import { verifySignature } from '../crypto/jws.ts';
import { StartError } from './start-error.ts';

/** A private key with its published half; `publicJwk.candor_role` says what it may sign. */
export type SigningKey = {
  readonly publicJwk: PublicJwk;
  readonly privateKey: CryptoKey;
  /** Signs from this time on; from ever when absent. */
  readonly from?: Timestamp;
  /** Retired: signs no more from this time on. */
  readonly until?: Timestamp;
};

/** A private JWK (RFC 7517, RFC 8037) with its role and dates, as key files hold it. */
export type PrivateJwk = Omit<PublicJwk, 'd'> & KeyDates & { readonly d: string };

const { subtle } = globalThis.crypto;

const PARAMETERS = {
  Ed25519: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' }, alg: 'EdDSA' },
  'P-256': { key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' }, alg: 'ES256' },
} as const;

/** Makes a key pair for one role: Ed25519, or P-256 where a verifier cannot do better. */
export const generateSigningKey = async (role: KeyRole, crv: PublicJwk['crv'] = 'Ed25519'): Promise<SigningKey> => {
  const pair = await subtle.generateKey(PARAMETERS[crv].key, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new TypeError('the engine made no key pair');
  const { kty, x = '', y } = await subtle.exportKey('jwk', pair.publicKey);
  const bare = { kty, crv, x, ...(y === undefined ? {} : { y }), candor_role: role };
  const jwk = parse(publicJwk, {
    ...bare,
    kid: await thumbprint({ ...bare, kty: crv === 'P-256' ? 'EC' : 'OKP' }, subtle),
  });
  if (!jwk) throw new TypeError('the engine made a key that cannot be published');
  return { publicJwk: jwk, privateKey: pair.privateKey };
};

/** When a key signs, as it stands in key files and in the published set. */
export const datesOf = ({ from, until }: Pick<SigningKey, 'from' | 'until'>): KeyDates => ({
  ...(from === undefined ? {} : { candor_from: from }),
  ...(until === undefined ? {} : { candor_until: until }),
});

/** The private JWK of a key that was just generated; keys read from a file cannot be exported again. */
export const exportSigningKey = async (key: SigningKey): Promise<PrivateJwk> => {
  const { d = '' } = await subtle.exportKey('jwk', key.privateKey);
  return { ...key.publicJwk, ...datesOf(key), d };
};

const isPair = async (key: SigningKey): Promise<boolean> => {
  const { crv } = key.publicJwk;
  const signed = new TextEncoder().encode('candor key check');
  const signature = new Uint8Array(await subtle.sign(PARAMETERS[crv].sign, key.privateKey, signed));
  return (await verifySignature(key.publicJwk, { signature, signed }, subtle)) === true;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Reads a private JWK; throws StartError when it is none, its `kid` is not its thumbprint, or its halves do not belong together. */
export const importSigningKey = async (value: unknown): Promise<SigningKey> => {
  const { d, ...rest } = isRecord(value) ? value : {};
  const jwk = parse(publicJwk, rest);
  if (!jwk || typeof d !== 'string' || fromBase64Url(d)?.length !== 32)
    throw new StartError('a key is no private JWK with kid and candor_role');
  if ((await thumbprint(jwk, subtle)) !== jwk.kid)
    throw new StartError(`the kid "${jwk.kid}" is not its key's thumbprint (RFC 7638)`);
  const dates = parse(keyDates, rest);
  if (!dates) throw new StartError(`the dates of the key "${jwk.kid}" are none: write 2026-11-24T12:00:00.000Z`);
  const { kty, crv, x } = jwk;
  const bare = jwk.kty === 'EC' ? { kty, crv, x, y: jwk.y, d } : { kty, crv, x, d };
  try {
    const key = {
      publicJwk: jwk,
      from: dates.candor_from,
      until: dates.candor_until,
      privateKey: await subtle.importKey('jwk', bare, PARAMETERS[crv].key, false, ['sign']),
    };
    if (await isPair(key)) return key;
  } catch (cause) {
    throw new StartError(`the key "${jwk.kid}" cannot be used`, { cause });
  }
  throw new StartError(`the halves of the key "${jwk.kid}" do not belong together`);
};

/** Signs a payload as compact JWS (RFC 7515); the bytes of the answer are what counts from now on. */
export const signJws = (
  payload: object,
  typ: string,
  { publicJwk: { crv, kid }, privateKey }: SigningKey,
): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: PARAMETERS[crv].alg, kid, typ })
    .sign(privateKey);

/** What a config holds of an API key: SHA-256 of its text, base64url. */
export const hashApiKey = (key: string): Promise<Sha256> => digestText(key, subtle);
