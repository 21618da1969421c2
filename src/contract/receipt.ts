import * as v from 'valibot';
import { consentEvent } from './consent-event.ts';
import {
  type ChoiceKey,
  choiceKey,
  compactJws,
  receiptId,
  sha256Text,
  subjectId,
  type Timestamp,
  timestamp,
} from './ids.ts';
import { noticeRef } from './notice.ts';
import { heldObjection, objectionEvent } from './objection.ts';
import { entriesOf } from './records.ts';
import { wholeRecord } from './whole-record.ts';
import { looseObject, object } from './shape.ts';

/** Consent status of one purpose after all events. `unknown` is the absence of an entry. */
export const consentStatus = v.picklist(['unknown', 'given', 'refused', 'withdrawn', 'expired']);
export type ConsentStatus = v.InferOutput<typeof consentStatus>;

/** Status of one purpose; `until` stands on a grant: `received_at` + the purpose's `validFor`, by the server. */
export const effectiveEntry = object({ state: consentStatus, until: v.optional(timestamp) });
export type EffectiveEntry = v.InferOutput<typeof effectiveEntry>;

/** Consent status per purpose (or `purpose@vendor`). */
export const effective = wholeRecord(choiceKey, effectiveEntry);
export type Effective = v.InferOutput<typeof effective>;

const order = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/**
 * An event as the shop received it: one that only narrows keeps fields this version does not know, at every level, so
 * that its digest stays right.
 */
export const receivedEvent = looseObject({
  ...consentEvent.entries,
  notice: looseObject(noticeRef.entries),
  signals: looseObject(consentEvent.entries.signals.entries),
  region: looseObject(consentEvent.entries.region.entries),
});

/** Payload of a receipt, `typ: consent-receipt+jws`: the event as received, and what it led to. */
export const receiptPayload = object({
  iss: v.string(),
  jti: receiptId,
  iat: v.pipe(v.number(), v.safeInteger()),
  schema: v.literal('consent-receipt/1'),
  event: receivedEvent,
  event_sha256: sha256Text,
  received_at: timestamp,
  order,
  forked: v.boolean(),
  effective,
});
export type ReceiptPayload = v.InferOutput<typeof receiptPayload>;

/** Until when each grant of the receipt's own event holds. */
export const grantsUntil = ({ event, effective: after }: ReceiptPayload): Readonly<Record<ChoiceKey, Timestamp>> =>
  Object.fromEntries(
    entriesOf(event.choices).flatMap(([key, choice]) => {
      const until = after[key]?.until;
      return choice === 'given' && until !== undefined ? [[key, until]] : [];
    }),
  );

/** An objection as the shop received it: fields this version does not know are kept. */
export const receivedObjection = looseObject(objectionEvent.entries);

/** Payload of an objection's receipt, `typ: objection-receipt+jws`. */
export const objectionReceiptPayload = object({
  iss: v.string(),
  jti: receiptId,
  iat: v.pipe(v.number(), v.safeInteger()),
  schema: v.literal('objection-receipt/1'),
  objection: receivedObjection,
  objection_sha256: sha256Text,
  received_at: timestamp,
  order,
});
export type ObjectionReceiptPayload = v.InferOutput<typeof objectionReceiptPayload>;

/** Payload of an erasure's receipt, `typ: erasure-receipt+jws`: all is withdrawn, and deleted at `erase_at`. */
export const erasureReceiptPayload = object({
  iss: v.string(),
  jti: receiptId,
  iat: v.pipe(v.number(), v.safeInteger()),
  schema: v.literal('erasure-receipt/1'),
  subject: subjectId,
  received_at: timestamp,
  erase_at: timestamp,
  order,
  effective,
});
export type ErasureReceiptPayload = v.InferOutput<typeof erasureReceiptPayload>;

export { compactJws } from './ids.ts';

/** `201` and `200` of `POST /v1/consents`; a replay returns the first receipt's bytes. */
export const consentReply = object({ receipt: compactJws, effective, order });
export type ConsentReply = v.InferOutput<typeof consentReply>;

/** `GET /v1/consents/me`: where this subject stands at the shop. */
export const subjectState = object({
  effective,
  last_seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  head: v.nullable(sha256Text),
});

/** One line of `GET /v1/receipts?after=`. */
export const receiptList = object({
  receipts: v.array(object({ jti: receiptId, order, receipt: compactJws })),
  /** Pass as `after` for the next page; null on the last. */
  next: v.nullable(order),
});

/** `GET /admin/v1/subjects/{subject}`: what the shop's own systems obey. */
export const subjectRecord = object({
  subject: subjectId,
  effective,
  objections: v.array(heldObjection),
  /** Purpose → the receipt that settled its present state. */
  receipts: v.record(choiceKey, receiptId),
  order: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type SubjectRecord = v.InferOutput<typeof subjectRecord>;
