import * as v from 'valibot';
import { plainText } from './plain-text.ts';
import { compactJws, eventId, sha256Text, subjectId, timestamp } from './ids.ts';
import { object, strictObject } from './shape.ts';

/** What the objection is about (GDPR Art. 21). */
export const objectionScope = v.picklist(['item', 'data', 'source', 'purpose', 'explanation']);
export type ObjectionScope = v.InferOutput<typeof objectionScope>;

/** "Do not use this", by the subject. Frozen as `objection/1` once released. */
export const objectionEvent = strictObject({
  schema: v.literal('objection/1'),
  objection_id: eventId,
  subject: subjectId,
  at: timestamp,
  scope: objectionScope,
  /** The item's id, the data row's reference, the source, the purpose's id or the explanation's id. */
  ref: plainText(200),
  explanation_sha256: v.optional(sha256Text),
  explanation_jws: v.optional(v.pipe(compactJws, v.maxLength(50_000))),
});
export type ObjectionEvent = v.InferOutput<typeof objectionEvent>;

/** An objection as the shop tells of it: one that a newer widget made may say more. */
export const heldObjection = object(objectionEvent.entries);

const order = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** `201` and `200` of `POST /v1/objections`. */
export const objectionReply = object({
  receipt: compactJws,
  objections: v.array(heldObjection),
  order,
});
export type ObjectionReply = v.InferOutput<typeof objectionReply>;

/** `GET /v1/objections`. */
export const objectionList = object({ objections: v.array(heldObjection) });
