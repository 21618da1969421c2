import type * as v from 'valibot';
import type { ProblemCode } from './problem.ts';

/** Who must be speaking: nobody, the subject (`Bearer` secret), or the merchant (`Bearer` API key with a role). */
export type RouteAuth = 'none' | 'subject' | 'merchant';

/** One line of the wire: method, path, who, what goes in, what comes back, and what can go wrong. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path with `{name}` for a parameter (RFC 6570 level 1). */
  readonly path: `/${string}`;
  /** The last parameter takes the rest of the path, slashes included. */
  readonly deep?: true;
  readonly summary: string;
  readonly auth: RouteAuth;
  readonly idempotent?: true;
  readonly query?: readonly string[];
  readonly body?: v.GenericSchema;
  /** Success status → schema of its JSON, or null for an answer without JSON. */
  readonly replies: Readonly<Record<number, v.GenericSchema | null>>;
  readonly problems: readonly ProblemCode[];
};

/** What a route answers with on success, as its schema reads it; the bytes of an answer without JSON. */
export type ReplyOf<TRoute extends Route> = TRoute['replies'][keyof TRoute['replies']] extends infer TReply
  ? TReply extends v.GenericSchema
    ? v.InferOutput<TReply>
    : Uint8Array
  : never;
