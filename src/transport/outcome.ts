import type { Problem } from '../contract/problem.ts';

/**
 * What came of one request. `busy` (408, 425, 429, 5xx) and `unreachable` (silence: no answer, a firewall's page, a
 * portal's 200) wait and try again; `rejected` is a problem of the contract.
 */
export type Outcome<TBody> =
  | {
      readonly kind: 'accepted';
      readonly status: number;
      readonly body: TBody;
      readonly serverTime: number | undefined;
    }
  | { readonly kind: 'busy'; readonly retryAfter: number | undefined }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'rejected'; readonly problem: Problem };
