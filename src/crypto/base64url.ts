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

/** base64url → bytes; undefined unless it is the one canonical spelling (no padding, no stray bits). */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
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
