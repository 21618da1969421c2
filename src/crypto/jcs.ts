const LONE_SURROGATE = /\p{Surrogate}/u;
/** Deeper values overflow the stack of one engine and not of another. */
const MAX_DEPTH = 100;

const refuse = (what: string): never => {
  throw new TypeError(`canonical JSON: ${what}`);
};

const quote = (text: string): string => (LONE_SURROGATE.test(text) ? refuse('lone surrogate') : JSON.stringify(text));

const write = (value: unknown, depth: number): string => {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return refuse(typeof value);
  if (depth === MAX_DEPTH) return refuse('too deep');
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]') return refuse(kind);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${quote(key)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
};

/**
 * Canonical JSON (RFC 8785): keys by UTF-16 code unit, ECMAScript numbers, no white space. Members that are undefined
 * are left out. Throws TypeError on what I-JSON cannot say: lone surrogates, NaN, infinities, functions, bigints, dates,
 * maps, holes, and on more than 100 levels.
 */
export const canonicalJson = (value: unknown): string => write(value, 0);
