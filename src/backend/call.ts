import type { SubjectId } from '../contract/ids.ts';
import type { MerchantConfig } from '../contract/merchant-config.ts';
import type { Notice } from '../contract/notice.ts';
import type { Route } from '../contract/route.ts';
import type { Answer } from './answer.ts';
import type { LogSigner } from './checkpoint.ts';
import type { Pepper } from './pepper.ts';
import type { Keyring } from './keyring.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Issuer } from './receipts.ts';
import type { Store } from './store.ts';

/** What handlers work with. */
export type Desk = {
  readonly store: Store;
  readonly config: MerchantConfig;
  readonly notices: readonly Notice[];
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  /** Signs the log's head. */
  readonly signer: LogSigner;
  readonly pepper: Pepper;
  /** Counts what a subject allows; what takes away is never counted. */
  readonly grants: RateLimit;
};

/** Who speaks, by the route's `auth`. */
type Caller<TRoute extends Route> = TRoute['auth'] extends 'subject' ? { readonly subject: SubjectId } : unknown;

/** The body of a route that takes one: as read, not yet understood, with its canonical text. */
type Input<TRoute extends Route> = TRoute extends { readonly body: unknown }
  ? { readonly body: { readonly value: unknown; readonly canonical: string } }
  : unknown;

/** One request, after everything that is alike for all routes. */
export type Call<TRoute extends Route> = Caller<TRoute> &
  Input<TRoute> & {
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly idempotencyKey: string | undefined;
    readonly ifNoneMatch: string | undefined;
  };

/** Answers one route; typed by the route table. */
export type Handler<TRoute extends Route> = (call: Call<TRoute>) => Promise<Answer<TRoute>>;
