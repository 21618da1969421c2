import { consentEvent } from './consent-event.ts';
import { objectionEvent, objectionList, objectionReply } from './objection.ts';
import type { ProblemCode } from './problem.ts';
import { consentReply, receiptList, subjectRecord, subjectState } from './receipt.ts';
import type { Route } from './route.ts';

export type { Route, RouteAuth } from './route.ts';
export { getKeys } from './keys-route.ts';
export { getNotice } from './notice-route.ts';
export { getReceiptJsonLd, getReceiptKantara } from './rendering-routes.ts';
export { getConfig } from './shop-routes.ts';
export { deleteSubject } from './erasure-routes.ts';
export { getCheckpoint, getLogEntries, getLogProof, getLogTile } from './log-routes.ts';

const WRITE_PROBLEMS = [
  'malformed-json',
  'not-utf-8',
  'unknown-field',
  'invalid-field',
  'schema-unsupported',
  'idempotency-key-missing',
  'idempotency-key-mismatch',
  'secret-missing',
  'secret-wrong',
  'in-flight',
  'subject-erased',
  'body-too-large',
  'media-type-unsupported',
  'key-reused',
  'rate-limited',
  'store-unavailable',
] as const satisfies readonly ProblemCode[];

const READ_PROBLEMS = [
  'secret-missing',
  'secret-wrong',
  'subject-erased',
  'store-unavailable',
] as const satisfies readonly ProblemCode[];

/** Record a consent event and countersign it. */
export const postConsent = {
  method: 'POST',
  path: '/v1/consents',
  summary: 'Record a consent event; answers with its receipt',
  auth: 'subject',
  idempotent: true,
  body: consentEvent,
  replies: { 201: consentReply, 200: consentReply },
  problems: [...WRITE_PROBLEMS, 'chain-forked', 'notice-unknown'],
} as const satisfies Route;

/** Where a subject stands. */
export const getSubjectState = {
  method: 'GET',
  path: '/v1/consents/me',
  summary: 'Effective consent status and chain head of the subject',
  auth: 'subject',
  replies: { 200: subjectState },
  problems: READ_PROBLEMS,
} as const satisfies Route;

/** All receipts of a subject, by `order`, paged. */
export const getReceipts = {
  method: 'GET',
  path: '/v1/receipts',
  summary: 'Receipts of the subject after an order',
  auth: 'subject',
  query: ['after'],
  replies: { 200: receiptList },
  problems: ['invalid-field', ...READ_PROBLEMS],
} as const satisfies Route;

/** One receipt, as `application/jose`. */
export const getReceipt = {
  method: 'GET',
  path: '/v1/receipts/{jti}',
  summary: 'One receipt as compact JWS',
  auth: 'subject',
  replies: { 200: null },
  problems: ['not-found', ...READ_PROBLEMS],
} as const satisfies Route;

/** Record an objection and countersign it. */
export const postObjection = {
  method: 'POST',
  path: '/v1/objections',
  summary: 'Record an objection; answers with its receipt',
  auth: 'subject',
  idempotent: true,
  body: objectionEvent,
  replies: { 201: objectionReply, 200: objectionReply },
  problems: WRITE_PROBLEMS,
} as const satisfies Route;

/** Objections that hold. */
export const getObjections = {
  method: 'GET',
  path: '/v1/objections',
  summary: 'Objections of the subject that hold',
  auth: 'subject',
  replies: { 200: objectionList },
  problems: READ_PROBLEMS,
} as const satisfies Route;

/** Take an objection back. */
export const deleteObjection = {
  method: 'DELETE',
  path: '/v1/objections/{id}',
  summary: 'Retract an objection',
  auth: 'subject',
  replies: { 204: null },
  problems: ['not-found', ...READ_PROBLEMS],
} as const satisfies Route;

/** What the shop's own systems obey. */
export const getSubject = {
  method: 'GET',
  path: '/admin/v1/subjects/{subject}',
  summary: 'Effective status, objections and receipts of a subject',
  auth: 'merchant',
  replies: { 200: subjectRecord, 304: null },
  problems: ['api-key-wrong', 'role-missing', 'not-found', 'store-unavailable'],
} as const satisfies Route;
