import * as v from 'valibot';
import { consentEvent } from './consent-event.ts';
import { compactJws, secretText } from './ids.ts';
import { notice } from './notice.ts';
import { objectionEvent } from './objection.ts';
import { object } from './shape.ts';

/** Most receipts of one file. */
const MOST_RECEIPTS = 50_000;

/** What a shopper saves of all their receipts, and brings back after the browser has lost its storage. */
export const receiptFile = object({
  schema: v.literal('candor-receipts/1'),
  /** Receipts as signed. */
  receipts: v.pipe(v.array(compactJws), v.maxLength(MOST_RECEIPTS)),
  /** Notices as they were shown, so that the receipts can be read without the shop. */
  notices: v.optional(v.pipe(v.array(notice), v.maxLength(1_000)), []),
  /** Acts the shop had not confirmed yet. */
  waiting: v.optional(v.pipe(v.array(v.union([consentEvent, objectionEvent])), v.maxLength(MOST_RECEIPTS)), []),
  /** The subject's secret, only in a backup: who has it can go on as this subject. */
  secret: v.optional(secretText),
});
export type ReceiptFile = v.InferOutput<typeof receiptFile>;
