import type { ReceiptFile } from '../contract/receipt-file.ts';
import { subjectOf } from '../crypto/digest.ts';
import type { Adoption, Runtime } from '../runtime/runtime.ts';
import { draftOfAct, draftOfReceipt, type RestoreAgainst } from './receipt-drafts.ts';
import { readReceiptFile } from './receipt-text-file.ts';

/** What came of bringing receipts back. */
export type Restored =
  | { readonly kind: 'nothing' | 'no-keys' }
  | {
      readonly kind: 'restored';
      readonly count: number;
      /** Receipts whose signature does not fit. */
      readonly refused: number;
      /** This browser was another subject already: what was brought is history. */
      readonly asHistory: boolean;
    };

const keyOf = async ({ secret }: ReceiptFile, subtle: SubtleCrypto): Promise<Adoption['key']> => {
  const subject = secret && (await subjectOf(secret, subtle));
  return secret && subject ? { secret, subject } : undefined;
};

const waitingOf = ({ waiting }: ReceiptFile, key: Adoption['key'], subtle: SubtleCrypto) =>
  Promise.all(waiting.filter(({ subject }) => subject === key?.subject).map((act) => draftOfAct(act, subtle)));

const receiptsOf = async ({ receipts }: ReceiptFile, against: RestoreAgainst) => {
  const drafts = await Promise.all(receipts.map((jws) => draftOfReceipt(jws, against)));
  return drafts.filter((draft) => draft !== undefined);
};

/**
 * Brings receipts from a file into the ledger: only those the shop signed. With a backup's key this browser goes on as
 * that subject, if it is nobody yet; before its first grant it asks the shop where the chain stands.
 */
export const restore = async (runtime: Runtime, text: string): Promise<Restored> => {
  const file = readReceiptFile(text);
  if (!file) return { kind: 'nothing' };
  const [keys, config] = await Promise.all([runtime.keys(), runtime.config()]);
  if (!config || keys.length === 0) return { kind: 'no-keys' };
  const { subtle } = runtime.platform;
  const key = await keyOf(file, subtle);
  const confirmed = await receiptsOf(file, { keys, issuer: config.issuer, subtle });
  const drafts = [...confirmed, ...(await waitingOf(file, key, subtle))];
  const before = (await runtime.ledger.read()).key;
  await (await runtime.archive()).adopt({ drafts, notices: file.notices, ...(key ? { key } : {}) });
  await runtime.send();
  const asHistory = key !== undefined && before !== undefined && before.subject !== key.subject;
  return { kind: 'restored', count: drafts.length, refused: file.receipts.length - confirmed.length, asHistory };
};
