const LONE_SURROGATE = /\p{Surrogate}/u;

const quote = (text: string): string => {
  if (LONE_SURROGATE.test(text)) throw new TypeError('canonical JSON: lone surrogate');
  return JSON.stringify(text);
};

/**
 * Canonical JSON (RFC 8785): keys by UTF-16 code unit, ECMAScript numbers, no white space. Members that are undefined
 * are left out. Throws TypeError on what I-JSON cannot say: lone surrogates, NaN, infinities, functions, bigints.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`canonical JSON: ${typeof value}`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${quote(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};
