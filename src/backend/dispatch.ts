import type { SubjectId } from '../contract/ids.ts';
import type { Route } from '../contract/route.ts';
import { refuse, type Refusal, responseOf } from './answer.ts';
import { readBody } from './body.ts';
import type { Call, Desk, Handler } from './call.ts';
import { identifySubject, refuseMerchant } from './callers.ts';

/** What is there before a route's handler is asked. */
export type DispatchSettings = {
  readonly desk: Desk;
  /** Milliseconds a body may take to arrive. */
  readonly bodyPatience: number;
};

/** The parts of a request that its URL spells. */
export type Place = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
};

type Gathered = {
  readonly subject?: SubjectId;
  readonly body?: { readonly value: unknown; readonly canonical: string };
};

const isRefusal = (value: object): value is Refusal => 'problem' in value;

const callerOf = async (
  route: Route,
  request: Request,
  { config, store, pepper }: Desk,
): Promise<Refusal | Gathered> => {
  if (route.auth === 'none') return {};
  if (route.auth === 'merchant') return (await refuseMerchant(request, config.apiKeys, 'read')) ?? {};
  const subject = await identifySubject(request);
  if (typeof subject !== 'string') return subject;
  const mustLive = route.problems.includes('subject-erased');
  const isErased = mustLive && (await store.read.erasures.isErased(await pepper.tombstoneOf(subject)));
  return isErased ? refuse('subject-erased') : { subject };
};

const inputOf = async (route: Route, request: Request, patience: number): Promise<Refusal | Gathered> => {
  if (!route.body) return {};
  const body = await readBody(request, patience);
  return body.ok ? { body } : body.refusal;
};

/** Does for every route what is alike: who speaks, what they brought, and the answer as a response. */
export const dispatch = async <TRoute extends Route>(
  route: TRoute,
  handler: Handler<TRoute>,
  {
    request,
    place,
    settings,
  }: { readonly request: Request; readonly place: Place; readonly settings: DispatchSettings },
): Promise<Response> => {
  const caller = await callerOf(route, request, settings.desk);
  if (isRefusal(caller)) return responseOf(caller);
  const input = await inputOf(route, request, settings.bodyPatience);
  if (isRefusal(input)) return responseOf(input);
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
  const call = {
    ...place,
    ...caller,
    ...input,
    idempotencyKey: header('idempotency-key'),
    ifNoneMatch: header('if-none-match'),
  };
  // What was gathered follows the same `auth` and `body` that the call's type is computed from.
  return responseOf(await handler(call as Call<TRoute>));
};
