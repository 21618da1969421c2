import { parse } from '../contract/parse.ts';
import { type Problem, problem } from '../contract/problem.ts';
import type { ReplyOf, Route } from '../contract/route.ts';
import type { Outcome } from './outcome.ts';

/** What a call may bring; which of it a route takes stands in the route table. */
export type CallOptions = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly secret?: string;
  readonly idempotencyKey?: string;
  readonly keepalive?: boolean;
  /** Ask the server even where the HTTP cache has an answer. */
  readonly fresh?: boolean;
  /** Milliseconds after which no answer is silence; 30 s unless set. */
  readonly patience?: number;
};

/** What a client works with: the platform's. */
export type ClientOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly after: (milliseconds: number, callback: () => void, signal: AbortSignal) => void;
  readonly signal: AbortSignal;
};

/** An answer that takes longer than this many milliseconds is silence. */
const PATIENCE = 30_000;

/** Calls the backend by the route table. Never throws: whatever happens is an outcome. */
export type Client = <const TRoute extends Route>(
  route: TRoute,
  options?: CallOptions,
) => Promise<Outcome<ReplyOf<TRoute>>>;

const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);

/** Seconds or HTTP-date (RFC 9110 §10.2.3) → milliseconds from now; undefined when neither. */
export const retryAfter = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  // Engines read "-5" as a date; an HTTP-date begins with its weekday.
  const wait = /^[A-Z][a-z]/.test(header) ? Date.parse(header) - now : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};

const urlOf = (endpoint: string, route: Route, { params = {}, query = {} }: CallOptions): string => {
  const path = route.path.replace(/\{(\w+)\}/g, (_place, name: string) =>
    encodeURIComponent(params[name] ?? '').replaceAll('%2F', route.deep ? '/' : '%2F'),
  );
  const search = new URLSearchParams(query).toString();
  return `${endpoint}${path}${search && `?${search}`}`;
};

const requestOf = (route: Route, { body, secret, idempotencyKey, keepalive, fresh }: CallOptions): RequestInit => ({
  method: route.method,
  cache: fresh ? 'no-cache' : 'default',
  // A redirect is silence: no other address may answer for the backend.
  redirect: 'manual',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  keepalive: keepalive ?? false,
  headers: {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

/** The body of an answer that is no JSON; a page of HTML is nobody's answer. */
const bytesOf = async (response: Response): Promise<Uint8Array | undefined> =>
  response.headers.get('content-type')?.startsWith('text/html')
    ? undefined
    : new Uint8Array(await response.arrayBuffer());

/** The server's time in milliseconds, as the answer tells it. */
const dateOf = (response: Response): number | undefined => {
  const date = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
};

const problemOf = async (response: Response): Promise<Problem | undefined> =>
  response.headers.get('content-type')?.startsWith('application/problem+json')
    ? parse(problem, await jsonOf(response))
    : undefined;

/** A client for one backend. */
export const createClient = (endpoint: string, { fetch, now, after, signal }: ClientOptions): Client => {
  const settle = async <TRoute extends Route>(route: TRoute, response: Response): Promise<Outcome<ReplyOf<TRoute>>> => {
    const { status } = response;
    if (status >= 500 || BUSY.has(status))
      // A date is measured by the answer's own clock: this device's may be years off.
      return { kind: 'busy', retryAfter: retryAfter(response.headers.get('retry-after'), dateOf(response) ?? now()) };
    if (!response.ok) {
      const told = await problemOf(response);
      return told ? { kind: 'rejected', problem: told } : { kind: 'unreachable' };
    }
    const schema = route.replies[status];
    const body = schema ? parse(schema, await jsonOf(response)) : await bytesOf(response);
    // A 200 that is not the contract's reply is a captive portal: silence.
    if (schema === undefined || body === undefined) return { kind: 'unreachable' };
    return {
      kind: 'accepted',
      status,
      body: body as ReplyOf<TRoute>,
      serverTime: dateOf(response),
    };
  };
  return async (route, options = {}) => {
    const attempt = new AbortController();
    const end = (): void => attempt.abort();
    signal.addEventListener('abort', end, { signal: attempt.signal });
    after(options.patience ?? PATIENCE, end, attempt.signal);
    try {
      if (signal.aborted) return { kind: 'unreachable' };
      const init = { ...requestOf(route, options), signal: attempt.signal };
      return await settle(route, await fetch(urlOf(endpoint, route, options), init));
    } catch {
      return { kind: 'unreachable' };
    } finally {
      end();
    }
  };
};
