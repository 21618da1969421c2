import * as v from 'valibot';
import { origin, receiptId, sha256Text, timestamp } from './ids.ts';
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
  /** How many of each kind: events, objections, retractions, erasures, receipts, proofs, notices, subjects, erased acts. */
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
export type Retraction = v.InferOutput<typeof retraction>;

/** A line of `erased.jsonl`: how many acts of a day were deleted; `notice` is the digest they named, empty for other acts. */
export const erasedCount = object({
  day: v.pipe(v.string(), v.isoDate()),
  notice: v.union([sha256Text, v.literal('')]),
  acts: count,
});
export type ErasedCount = v.InferOutput<typeof erasedCount>;

/** A line of `proofs.jsonl`: followed by `checkpoint.txt`, `proof` is a C2SP tlog-proof of the receipt `jti`. */
export const loggedProof = object({ jti: receiptId, proof: v.pipe(v.string(), v.maxLength(10_000)) });
export type LoggedProof = v.InferOutput<typeof loggedProof>;
