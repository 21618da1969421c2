import type { EventId } from '../contract/ids.ts';
import { refuse, type Refusal } from './answer.ts';
import { readStructuredString } from './structured-field.ts';

/** Refuses a key that is not the act's own id. The header may be bare or a structured string (RFC 9651 §3.3.3). */
export const refuseKey = (
  key: string | undefined,
  id: EventId,
): Refusal<'idempotency-key-missing' | 'idempotency-key-mismatch'> | undefined => {
  if (key === undefined || key === '') return refuse('idempotency-key-missing');
  return key === id || readStructuredString(key) === id ? undefined : refuse('idempotency-key-mismatch');
};
