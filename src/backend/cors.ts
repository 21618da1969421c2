import { problemResponse, refuse } from './answer.ts';

const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-None-Match';
const EXPOSED_HEADERS = 'Retry-After, ETag, Date, Location';

/** Two hours: the longest Chromium honours. */
const MAX_AGE = '7200';

const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': MAX_AGE,
      'cache-control': 'no-store',
    },
  });

const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' && request.headers.has('access-control-request-method');

const withHeaders = (response: Response, origin: string | null): Response => {
  const headers = new Headers(response.headers);
  headers.append('vary', 'Origin');
  if (origin !== null) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-expose-headers', EXPOSED_HEADERS);
  }
  return new Response(response.body, { status: response.status, headers });
};

/**
 * Lets pages of exactly these origins in, and puts the CORS headers on every answer, errors included (Fetch §3.2).
 * Without an Origin it is no page that asks: a server, or a person following a link.
 */
export const guardOrigins = (
  origins: readonly string[],
  serve: (request: Request) => Promise<Response>,
): ((request: Request) => Promise<Response>) => {
  const allowed = new Set(origins);
  return async (request) => {
    const origin = request.headers.get('origin');
    if (origin !== null && !allowed.has(origin))
      return withHeaders(problemResponse(refuse('origin-not-allowed')), null);
    return withHeaders(isPreflight(request) ? preflight() : await serve(request), origin);
  };
};
