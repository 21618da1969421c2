import { compactJws, timestamp } from './ids.ts';
import type { Route } from './route.ts';
import { object } from './shape.ts';

/** `202` of `DELETE /v1/consents/me`: everything counts as withdrawn now, and is deleted then. */
export const erasureHeld = object({ erase_at: timestamp, receipt: compactJws });

/**
 * Withdraw everything and erase the subject's record (GDPR Art. 17). At once, or after the days the shop holds it as
 * proof. Asking again changes nothing and is answered alike.
 */
export const deleteSubject = {
  method: 'DELETE',
  path: '/v1/consents/me',
  summary: 'Withdraw everything and erase the record of the subject',
  auth: 'subject',
  replies: { 204: null, 202: erasureHeld },
  problems: ['secret-missing', 'secret-wrong', 'store-unavailable'],
} as const satisfies Route;
