import type { JsonWebKey } from 'node:crypto';
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SignExplanation } from './shop.ts';

/** The recommender's own key: signs explanations; its public half goes into the backend's `explanationKeys`. */
export type ExplanationKey = {
  readonly publicJwk: {
    readonly kty: 'OKP';
    readonly crv: 'Ed25519';
    readonly x: string;
    readonly kid: string;
    readonly candor_role: 'explanation';
  };
  readonly sign: SignExplanation;
};

const readKey = (file: string): JsonWebKey | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${file} holds no key: move it away and a new one is made`, { cause: error });
  }
};

const makeKey = (file: string): JsonWebKey => {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  return key;
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Reads the key of the data folder, or makes one (mode 600). The public half is written beside it as a JWKS. */
export const openExplanationKey = (folder: string): ExplanationKey => {
  const file = join(folder, 'explanation-key.jwk.json');
  const jwk = readKey(file) ?? makeKey(file);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const x = String(jwk.x);
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid, candor_role: 'explanation' } as const;
  writeFileSync(join(folder, 'explanation-keys.json'), JSON.stringify({ keys: [publicJwk] }, undefined, 2));
  const header = encode({ alg: 'EdDSA', typ: 'why+jws', kid });
  return {
    publicJwk,
    sign: async (claims) => {
      const signed = `${header}.${encode(claims)}`;
      return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
    },
  };
};
