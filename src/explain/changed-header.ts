import type { PublicJwk } from '../contract/jwks.ts';
import { fromBase64Url, toBase64Url } from '../crypto/base64url.ts';
import { ALGORITHMS, verifySignature } from '../crypto/jws.ts';

/** Orders in which signers write the three members. */
const ORDERS = ['alg typ kid', 'alg kid typ', 'typ alg kid', 'typ kid alg', 'kid alg typ', 'kid typ alg'];

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Every header that an explanation signed with this key may have had. */
const headersFor = ({ crv, kid }: PublicJwk): readonly string[] =>
  ALGORITHMS[crv].flatMap((alg) => {
    const members = new Map(Object.entries({ alg, typ: 'why+jws', kid }));
    return ORDERS.map((order) =>
      JSON.stringify(Object.fromEntries(order.split(' ').map((name) => [name, members.get(name)]))),
    );
  });

/**
 * Whether a compact JWS whose header names no key of the shop was signed by the shop after all, with another header: then the header
 * was changed since. It is proven by the signature, never guessed.
 */
export const isHeaderChanged = async (
  jws: string,
  keys: readonly PublicJwk[],
  subtle: SubtleCrypto,
): Promise<boolean> => {
  const [, payload = '', last = ''] = jws.split('.');
  const signature = fromBase64Url(last);
  if (!signature) return false;
  const tries = keys
    .filter(({ candor_role: role }) => role === 'explanation')
    .flatMap((key) => headersFor(key).map((header) => ({ key, header })));
  for (const { key, header } of tries) {
    const signed = bytesOf(`${toBase64Url(bytesOf(header))}.${payload}`);
    // One after the other: the usual order comes first.
    if (await verifySignature(key, { signature, signed }, subtle)) return true;
  }
  return false;
};
