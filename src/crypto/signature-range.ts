/** Group order L of Ed25519 (RFC 8032 §5.1), big-endian. */
const ED25519_ORDER = '1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed';
/** Group order n of P-256 (FIPS 186-5), big-endian. */
const P256_ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const inP256Range = (bytes: Uint8Array): boolean => {
  const number = hexOf(bytes);
  return number < P256_ORDER && /[^0]/.test(number);
};

/**
 * Whether a signature has the right length and its numbers are in range. Engines differ — WebKit accepts S ≥ L in
 * Ed25519, Firefox short P-256 signatures — so this is checked before any of them is asked.
 */
export const signatureInRange = (signature: Uint8Array, crv: 'Ed25519' | 'P-256'): boolean => {
  if (signature.length !== 64) return false;
  if (crv === 'Ed25519') return hexOf(signature.slice(32).reverse()) < ED25519_ORDER;
  return inP256Range(signature.slice(0, 32)) && inP256Range(signature.slice(32));
};
