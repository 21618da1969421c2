import { PROBLEM_STATUS, type ProblemCode } from '../contract/problem.ts';
import type { ProblemOf, ReplyOf } from '../contract/route-replies.ts';
import type { Route } from '../contract/route.ts';

/** What may stand in a problem besides its code. Nothing here repeats what was sent, but names of fields. */
export type ProblemDetails = {
  readonly detail?: string;
  /** JSON Pointer to the value at fault. */
  readonly path?: string;
  readonly last_seq?: number;
  readonly head?: string | null;
  /** Seconds after which to try again: told as `Retry-After` (RFC 9110 §10.2.3). */
  readonly retryAfter?: number;
};

/** A call that was not granted. */
export type Refusal<TCode extends ProblemCode = ProblemCode> = { readonly problem: TCode } & ProblemDetails;

/** Parts of a success that are no JSON. */
export type ReplyExtras = {
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that is not JSON. */
  readonly text?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
};

/** What a handler answers: a success or a problem of its route, nothing else. */
export type Answer<TRoute extends Route> = (ReplyOf<TRoute> & ReplyExtras) | Refusal<ProblemOf<TRoute>>;

/** A refusal, in words. */
export const refuse = <const TCode extends ProblemCode>(
  problem: TCode,
  details: ProblemDetails = {},
): Refusal<TCode> => ({ problem, ...details });

const TITLES: Readonly<Record<ProblemCode, string>> = {
  'malformed-json': 'The body is not JSON that everybody reads alike (RFC 7493)',
  'not-utf-8': 'The body is not UTF-8',
  'unknown-field': 'The body has a field that this version does not know',
  'invalid-field': 'A field is not as the contract says',
  'schema-unsupported': 'This version does not know the schema',
  'idempotency-key-missing': 'The Idempotency-Key is missing',
  'idempotency-key-mismatch': 'The Idempotency-Key is not the id in the body',
  'secret-missing': "The subject's secret is missing",
  'secret-wrong': "This is not the subject's secret",
  'api-key-wrong': 'The API key is missing or not known',
  'role-missing': 'The API key has not the role for this',
  'origin-not-allowed': 'Pages of this origin may not speak to this backend',
  'not-found': 'There is nothing here',
  'rendering-unavailable': 'The standard has no form for what this receipt says',
  'method-not-allowed': 'The method is not allowed here',
  'request-timeout': 'The request took too long to arrive',
  'chain-forked': 'The chain went on without this event, and the event allows something',
  'notice-unknown': 'The notice this choice was made under is not, or no longer, shown here',
  'in-flight': 'The same event is being recorded',
  'receipt-erased': 'What the log held of this receipt was destroyed',
  'subject-erased': "The subject's record was erased",
  'body-too-large': 'The body is larger than 60,000 bytes',
  'media-type-unsupported': 'The body must be application/json in UTF-8',
  'key-reused': 'This id was used for something else',
  'rate-limited': 'Too many requests',
  internal: 'Something went wrong here',
  'shutting-down': 'The backend is shutting down',
  'store-unavailable': 'The record cannot be written or read now',
};

const HEADERS: Partial<Readonly<Record<ProblemCode, Readonly<Record<string, string>>>>> = {
  'secret-missing': { 'www-authenticate': 'Bearer' },
  'secret-wrong': { 'www-authenticate': 'Bearer error="invalid_token"' },
  'api-key-wrong': { 'www-authenticate': 'Bearer' },
  'shutting-down': { 'retry-after': '5' },
  'store-unavailable': { 'retry-after': '5' },
};

/** A refusal as `application/problem+json` (RFC 9457). */
export const problemResponse = (
  { problem: code, retryAfter, ...details }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Response => {
  const status = PROBLEM_STATUS[code];
  const body = { type: `urn:candor:problem:${code}`, title: TITLES[code], status, code, ...details };
  const later: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...HEADERS[code],
      ...later,
      ...headers,
    },
  });
};

const EMPTY_BODY: ReadonlySet<number> = new Set([204, 304]);

/** Any answer as a response; `no-store` unless the handler says otherwise. */
export const responseOf = <TRoute extends Route>(answer: Answer<TRoute>): Response => {
  if ('problem' in answer) return problemResponse(answer);
  const { status, json, text, bytes, headers } = answer;
  const body = EMPTY_BODY.has(Number(status)) ? null : (bytes ?? text ?? JSON.stringify(json));
  const response = new Response(body, { status: Number(status), headers: { 'cache-control': 'no-store', ...headers } });
  if (json !== undefined && body !== null)
    response.headers.set('content-type', headers?.['content-type'] ?? 'application/json');
  return response;
};
