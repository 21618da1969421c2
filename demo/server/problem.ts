import type { ContentfulStatusCode } from 'hono/utils/http-status';

const TITLES = {
  'malformed-json': [400, 'The body is not JSON'],
  'invalid-field': [400, 'A field is not valid'],
  'not-signed-in': [401, 'Nobody is signed in'],
  'shopper-unknown': [404, 'No such shopper number'],
  'not-found': [404, 'Not found'],
  'basket-empty': [409, 'The basket is empty'],
  'body-too-large': [413, 'The body is too large'],
  'media-type-unsupported': [415, 'The body must be application/json'],
  internal: [500, 'The shop could not answer'],
} as const satisfies Readonly<Record<string, readonly [ContentfulStatusCode, string]>>;

/** A stable name of what went wrong at the shop's own API. */
export type ShopProblemCode = keyof typeof TITLES;

/** What the shop's API answers with instead of a result; becomes `application/problem+json` (RFC 9457). */
export class ShopProblem extends Error {
  readonly code: ShopProblemCode;
  /** JSON Pointer to the field at fault. */
  readonly path: string | undefined;
  constructor(code: ShopProblemCode, path?: string) {
    super(TITLES[code][1]);
    this.name = 'ShopProblem';
    this.code = code;
    this.path = path;
  }
}

/** The answer for a problem. */
export const problemResponse = (code: ShopProblemCode, path?: string): Response => {
  const [status, title] = TITLES[code];
  const body = {
    type: `urn:candor-demo:problem:${code}`,
    title,
    status,
    code,
    ...(path === undefined ? {} : { path }),
  };
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
};
