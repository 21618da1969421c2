import { refuse, type Refusal } from './answer.ts';
import { type JsonReading, readJson } from './json-text.ts';

/** Bytes of the largest body. */
export const BODY_CAP = 60_000;

const JSON_TYPE = /^application\/json\s*(?:;\s*charset=(?:utf-8|"utf-8")\s*)?$/i;

type BodyRefusal = Refusal<
  'media-type-unsupported' | 'body-too-large' | 'not-utf-8' | 'malformed-json' | 'invalid-field' | 'request-timeout'
>;

/** The body, or why it was not read to its end. */
export type BodyReading = Extract<JsonReading, { ok: true }> | { readonly ok: false; readonly refusal: BodyRefusal };

const refused = (refusal: BodyRefusal): BodyReading => ({ ok: false, refusal });

type Chunks = ReadableStreamDefaultReader<Uint8Array>;

/** Counts what arrives, whatever Content-Length says. */
const collect = async (reader: Chunks): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > BODY_CAP) return undefined;
    chunks.push(part.value);
  }
  const whole = new Uint8Array(size);
  chunks.reduce((at, chunk) => (whole.set(chunk, at), at + chunk.byteLength), 0);
  return whole;
};

const LATE = Symbol('late');

const withinTime = async <T>(work: Promise<T>, milliseconds: number): Promise<T | typeof LATE> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    // A byte order mark is kept, and is then no JSON (RFC 8259 §8.1).
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const readBytes = async (request: Request, patience: number): Promise<Uint8Array | BodyRefusal> => {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_CAP) return refuse('body-too-large');
  const reader: Chunks | undefined = request.body?.getReader();
  if (!reader) return new Uint8Array();
  try {
    const bytes = await withinTime(collect(reader), patience);
    if (bytes === LATE) return refuse('request-timeout');
    return bytes ?? refuse('body-too-large');
  } catch {
    return refuse('malformed-json', { detail: 'the body broke off' });
  } finally {
    reader.cancel().catch(() => {});
  }
};

/** Reads a JSON body of at most 60,000 bytes that arrives within `patience` milliseconds. */
export const readBody = async (request: Request, patience: number): Promise<BodyReading> => {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '') || encoding !== 'identity')
    return refused(refuse('media-type-unsupported'));
  const bytes = await readBytes(request, patience);
  if (!(bytes instanceof Uint8Array)) return refused(bytes);
  const text = decode(bytes);
  return text === undefined ? refused(refuse('not-utf-8')) : readJson(text);
};
