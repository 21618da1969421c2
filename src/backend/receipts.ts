import type { ReceiptId, Sha256, SubjectId, Timestamp } from '../contract/ids.ts';
import { receiptId } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { Effective } from '../contract/receipt.ts';
import { uuidV7 } from '../crypto/random.ts';
import type { Chance } from '../crypto/random.ts';
import { signJws, type SigningKey } from './signing-key.ts';

/** What a receipt is issued with. */
export type Issuer = {
  readonly issuer: string;
  /** The key that signs now: asked for at each receipt, it changes with time. */
  readonly key: SigningKey;
  readonly now: () => number;
  readonly chance: Chance;
};

/** A receipt as it is kept and sent. */
export type IssuedReceipt = {
  readonly receipt_id: ReceiptId;
  readonly receipt: string;
  readonly received_at: Timestamp;
};

/** What every receipt says. */
type Head = { readonly iss: string; readonly jti: ReceiptId; readonly iat: number };

/** A server time as the wire spells it. */
export const timestampOf = (milliseconds: number): Timestamp => new Date(milliseconds).toISOString() as Timestamp;

const headOf = ({ issuer, now, chance }: Issuer, at: Timestamp): Head => {
  const jti = parse(receiptId, `rcp_${uuidV7(now(), chance).replaceAll('-', '')}`);
  if (!jti) throw new TypeError('no receipt id could be made');
  return { iss: issuer, jti, iat: Math.floor(Date.parse(at) / 1000) };
};

/** Countersigns a consent event: the event as received, and what it led to. */
export const issueConsentReceipt = async (
  issuer: Issuer,
  event: { readonly canonical: string; readonly sha256: Sha256; readonly received_at: Timestamp },
  outcome: { readonly order: number; readonly forked: boolean; readonly effective: Effective },
): Promise<IssuedReceipt> => {
  const { received_at } = event;
  const head = headOf(issuer, received_at);
  const body = { event: JSON.parse(event.canonical), event_sha256: event.sha256, received_at, ...outcome };
  const receipt = await signJws({ ...head, schema: 'consent-receipt/1', ...body }, 'consent-receipt+jws', issuer.key);
  return { receipt_id: head.jti, receipt, received_at };
};

/** Countersigns an objection. */
export const issueObjectionReceipt = async (
  issuer: Issuer,
  objection: { readonly canonical: string; readonly sha256: Sha256; readonly received_at: Timestamp },
  order: number,
): Promise<IssuedReceipt> => {
  const { received_at } = objection;
  const head = headOf(issuer, received_at);
  const body = { objection: JSON.parse(objection.canonical), objection_sha256: objection.sha256, received_at, order };
  const receipt = await signJws(
    { ...head, schema: 'objection-receipt/1', ...body },
    'objection-receipt+jws',
    issuer.key,
  );
  return { receipt_id: head.jti, receipt, received_at };
};

/** Countersigns that everything was withdrawn and will be deleted. */
export const issueErasureReceipt = async (
  issuer: Issuer,
  erasure: {
    readonly subject: SubjectId;
    readonly received_at: Timestamp;
    readonly erase_at: Timestamp;
    readonly order: number;
    readonly effective: Effective;
  },
): Promise<IssuedReceipt> => {
  const { received_at } = erasure;
  const head = headOf(issuer, received_at);
  const payload = { ...head, schema: 'erasure-receipt/1', ...erasure };
  return { receipt_id: head.jti, receipt: await signJws(payload, 'erasure-receipt+jws', issuer.key), received_at };
};
