const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes → base64url without padding (RFC 4648 §5). */
export const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let place = 0; place < Math.min(left + 1, 4); place += 1) text += ALPHABET[(three >> (18 - 6 * place)) & 63];
  }
  return text;
};

/** Six bits of a letter, 64 for any other: by its code, since a search through the alphabet takes ten times as long. */
const valueOf = (code: number): number => {
  if (code > 96) return code < 123 ? code - 71 : 64;
  if (code > 64 && code < 91) return code - 65;
  if (code > 47 && code < 58) return code + 4;
  if (code === 45) return 62;
  return code === 95 ? 63 : 64;
};

/** base64url → bytes; undefined unless it is the one canonical spelling (no padding, no stray bits). */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let place = 0; place < text.length; place += 1) {
    const value = valueOf(text.charCodeAt(place));
    if (value > 63) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >> bits) & 255;
    at += 1;
  }
  const strayBits = text.length % 4 === 1 || (buffer & ((1 << bits) - 1)) !== 0;
  return strayBits ? undefined : bytes;
};
