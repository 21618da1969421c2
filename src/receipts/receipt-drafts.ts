import type { ConsentEvent } from '../contract/consent-event.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import type { ObjectionEvent } from '../contract/objection.ts';
import { parse } from '../contract/parse.ts';
import { grantsUntil, objectionReceiptPayload, receiptPayload } from '../contract/receipt.ts';
import { digestJson } from '../crypto/digest.ts';
import { verifyJws } from '../crypto/jws.ts';

/** What receipts from a file are checked against. */
export type RestoreAgainst = {
  readonly keys: readonly PublicJwk[];
  readonly issuer: string;
  readonly subtle: SubtleCrypto;
};

const verified = async (jws: string, kind: 'consent' | 'objection', { keys, issuer, subtle }: RestoreAgainst) => {
  const expected = { keys, role: 'receipt', typ: `${kind}-receipt+jws`, iss: issuer } as const;
  const result = await verifyJws(jws, expected, subtle);
  return result.ok ? result.payload : undefined;
};

/** An objection without the explanation that went along: that is among its papers. */
const split = ({ explanation_jws: explanation, ...objection }: ObjectionEvent) => ({
  objection,
  papers: explanation === undefined ? {} : { explanation },
});

const confirmedConsent = async (jws: string, against: RestoreAgainst) => {
  const read = parse(receiptPayload, await verified(jws, 'consent', against));
  if (!read || (await digestJson(read.event, against.subtle)) !== read.event_sha256) return undefined;
  const { event, event_sha256: digest, jti, order, received_at, forked } = read;
  const receipt = { jti, order, received_at, forked, until: grantsUntil(read) };
  const entry = { kind: 'consent', id: event.event_id, event, digest, delivery: 'confirmed', receipt } as const;
  return { entry, papers: { receipt: jws } };
};

const confirmedObjection = async (jws: string, against: RestoreAgainst) => {
  const read = parse(objectionReceiptPayload, await verified(jws, 'objection', against));
  if (!read || (await digestJson(read.objection, against.subtle)) !== read.objection_sha256) return undefined;
  const { objection, papers } = split(read.objection);
  const { objection_sha256: digest, jti, order, received_at } = read;
  const receipt = { jti, order, received_at, forked: false };
  const entry = {
    kind: 'objection',
    id: objection.objection_id,
    objection,
    digest,
    delivery: 'confirmed',
    receipt,
  } as const;
  return { entry, papers: { ...papers, receipt: jws } };
};

/** A receipt as a ledger keeps it; undefined unless the shop signed it and its contents are what was signed. */
export const draftOfReceipt = async (jws: string, against: RestoreAgainst) =>
  (await confirmedConsent(jws, against)) ?? confirmedObjection(jws, against);

/** An act the shop had not confirmed yet, as a ledger keeps it. */
export const draftOfAct = async (act: ConsentEvent | ObjectionEvent, subtle: SubtleCrypto) => {
  const digest = await digestJson(act, subtle);
  if (act.schema === 'consent-event/1')
    return { entry: { kind: 'consent', id: act.event_id, event: act, digest, delivery: 'waiting' } as const };
  const { objection, papers } = split(act);
  const entry = { kind: 'objection', id: objection.objection_id, objection, digest, delivery: 'waiting' } as const;
  return { entry, papers };
};
