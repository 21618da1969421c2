import * as v from 'valibot';
import { sha256Text, timestamp } from './ids.ts';
import { parse } from './parse.ts';
import { object } from './shape.ts';

/** What a key may sign. A verifier accepts a key only for its role. */
export const keyRole = v.picklist(['receipt', 'explanation', 'checkpoint', 'assertion']);
export type KeyRole = v.InferOutput<typeof keyRole>;

const coordinate = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

const okpJwk = object({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  x: coordinate,
  kid: sha256Text,
  candor_role: keyRole,
  d: v.optional(v.never()),
});
const ecJwk = object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: coordinate,
  y: coordinate,
  kid: sha256Text,
  candor_role: keyRole,
  d: v.optional(v.never()),
});

/** A public JWK (RFC 7517, RFC 8037) with its role; `kid` is its RFC 7638 thumbprint. Private members are refused. */
export const publicJwk = v.variant('kty', [okpJwk, ecJwk]);
export type PublicJwk = v.InferOutput<typeof publicJwk>;

/**
 * When a key signs, beside the key in key files and in the published set: not before `candor_from`, and no more from
 * `candor_until` on. Without them it signs from ever and until a newer one begins. What it signed verifies for good.
 */
export const keyDates = object({ candor_from: v.optional(timestamp), candor_until: v.optional(timestamp) });
export type KeyDates = v.InferOutput<typeof keyDates>;

/** `GET /.well-known/candor/jwks.json`. A key this version cannot read is left out, not fatal. */
export const jwks = object({ keys: v.pipe(v.array(v.unknown()), v.maxLength(100)) });

/** The published keys this version understands. Tried one by one: `variant` tells more of what is wrong, and weighs more, than needed here. */
export const readKeys = (body: v.InferOutput<typeof jwks>): readonly PublicJwk[] =>
  body.keys.flatMap((key) => parse(okpJwk, key) ?? parse(ecJwk, key) ?? []);
