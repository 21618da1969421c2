import type { EventId, Secret } from '../contract/ids.ts';
import { toBase64Url } from './base64url.ts';

/** Fills the array with random bytes and returns it: `crypto.getRandomValues`. */
export type Chance = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** A new subject or request secret. */
export const newSecret = (chance: Chance): Secret => toBase64Url(chance(new Uint8Array(32))) as Secret;

/** UUIDv7 (RFC 9562 §5.7) for a time in milliseconds. */
export const uuidV7 = (now: number, chance: Chance): EventId => {
  const bytes = chance(new Uint8Array(16));
  let rest = now;
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as EventId;
};
