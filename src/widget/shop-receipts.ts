import { subjectOfEntry } from '../ledger/past.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { draftOfReceipt } from '../receipts/receipt-drafts.ts';
import type { RecordOptions } from './record.ts';

/** Where receipts are taken in, and what they are checked with. */
export type TakingIn = Pick<RecordOptions, 'keys' | 'config' | 'platform'> & { readonly ledger: Ledger };

/**
 * Takes in what this subject did on another device, or on this one before it lost it: only what the shop has signed. False where
 * no signature can be checked.
 */
export const takeIn = async (
  receipts: readonly string[],
  { ledger, keys, config, platform: { subtle } }: TakingIn,
): Promise<boolean> => {
  const [known, shop, { key }] = await Promise.all([keys(), config(), ledger.read()]);
  if (!shop || known.length === 0) return false;
  const against = { keys: known, issuer: shop.issuer, subtle };
  const read = await Promise.all(receipts.map((jws) => draftOfReceipt(jws, against)));
  const signed = read.filter((draft) => draft !== undefined);
  const drafts = signed.filter(({ entry }) => subjectOfEntry(entry) === key?.subject);
  if (drafts.length > 0) await ledger.adopt({ drafts });
  return true;
};
