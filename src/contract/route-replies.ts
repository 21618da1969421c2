import type * as v from 'valibot';
import type { Route } from './route.ts';

type Body<TSchema> = TSchema extends v.GenericSchema
  ? { readonly json: v.InferInput<TSchema> }
  : { readonly json?: undefined };

/** Every success of a route: its status, with the JSON the status' schema describes. */
export type ReplyOf<TRoute extends Route> = {
  readonly [TStatus in keyof TRoute['replies']]: { readonly status: TStatus } & Body<TRoute['replies'][TStatus]>;
}[keyof TRoute['replies']];

/** Every problem a route may answer with. */
export type ProblemOf<TRoute extends Route> = TRoute['problems'][number];
