import * as v from 'valibot';
import { looseObject } from './shape.ts';

/** Stable code → HTTP status. One line per problem the backend can answer with. */
export const PROBLEM_STATUS = {
  'malformed-json': 400,
  'not-utf-8': 400,
  'unknown-field': 400,
  'invalid-field': 400,
  'schema-unsupported': 400,
  'idempotency-key-missing': 400,
  'idempotency-key-mismatch': 400,
  'secret-missing': 401,
  'secret-wrong': 401,
  'api-key-wrong': 401,
  'role-missing': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'rendering-unavailable': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'chain-forked': 409,
  'notice-unknown': 409,
  'in-flight': 409,
  'receipt-erased': 410,
  'subject-erased': 410,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'key-reused': 422,
  'rate-limited': 429,
  internal: 500,
  'shutting-down': 503,
  'store-unavailable': 503,
} as const satisfies Readonly<Record<string, number>>;

/** A problem's stable name. */
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/**
 * Answers after which sending the same entry again can never help. Everything else — a firewall's 403, a deploy's 404,
 * a portal's 200 — is silence, and the outbox goes on trying.
 */
export const FINAL_PROBLEMS: ReadonlySet<string> = new Set<ProblemCode>([
  'malformed-json',
  'not-utf-8',
  'unknown-field',
  'invalid-field',
  'idempotency-key-mismatch',
  'secret-wrong',
  'chain-forked',
  'notice-unknown',
  'subject-erased',
  'body-too-large',
  'key-reused',
]);

/** `application/problem+json` (RFC 9457) with the contract's members. */
export const problem = looseObject({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  code: v.string(),
  detail: v.optional(v.string()),
  /** JSON Pointer (RFC 6901) to the value at fault. */
  path: v.optional(v.string()),
  /** `chain-forked` only: where the record stands. */
  last_seq: v.optional(v.number()),
  head: v.optional(v.nullable(v.string())),
});
export type Problem = v.InferOutput<typeof problem>;
