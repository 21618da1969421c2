import * as v from 'valibot';
import { origin, sha256Text, timestamp } from './ids.ts';
import { object } from './shape.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Payload of an audit bundle's `manifest.jws`, `typ: audit-manifest+jws`: what the bundle holds, signed by a receipt key. */
export const auditManifest = object({
  iss: origin,
  iat: v.pipe(v.number(), v.safeInteger()),
  schema: v.literal('audit-manifest/1'),
  /** The range by `received_at`: `from` is in it, `to` is not. */
  from: timestamp,
  to: timestamp,
  /** Issuers of the receipts: others than `iss` where the shop once had another origin. */
  issuers: v.array(v.string()),
  /** How many of each kind: events, objections, retractions, receipts, notices, subjects. */
  counts: v.record(v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/)), count),
  /** Every file but the manifest itself, by its path. */
  files: v.array(object({ path: v.pipe(v.string(), v.maxLength(120)), bytes: count, sha256: sha256Text })),
});
export type AuditManifest = v.InferOutput<typeof auditManifest>;

/** A line of `retractions.jsonl`: an objection that was taken back. */
export const retraction = object({
  objection_id: v.string(),
  subject: v.string(),
  order: count,
  retracted_at: timestamp,
});
