import { deleteSubject } from '../contract/routes.ts';
import { parse } from '../contract/parse.ts';
import { timestamp, type Timestamp } from '../contract/ids.ts';
import { CandorConsentChangedEvent } from '../events.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** What came of asking the shop to delete the record; `until` while the shop holds it as proof. */
export type Erasure =
  | { readonly kind: 'erased'; readonly until: Timestamp | undefined }
  | { readonly kind: 'unreachable' };

/**
 * Asks the shop to withdraw everything and delete this subject's record (GDPR Art. 17). Only when it has said yes is
 * this browser nobody again; the receipts stay the shopper's.
 */
export const erase = async (runtime: Runtime): Promise<Erasure> => {
  const { key } = await runtime.ledger.read();
  if (!key) return { kind: 'erased', until: undefined };
  const outcome = await runtime.ask(deleteSubject, { secret: key.secret });
  if (outcome.kind !== 'accepted') return { kind: 'unreachable' };
  const held = outcome.body instanceof Uint8Array ? undefined : parse(timestamp, outcome.body.erase_at);
  await (await runtime.archive()).retire(key.subject, 'subject-erased');
  runtime.emit(new CandorConsentChangedEvent({}, key.subject));
  return { kind: 'erased', until: held };
};
