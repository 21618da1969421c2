import type * as v from 'valibot';
import { config } from './config.ts';
import { consentEvent } from './consent-event.ts';
import { jwks } from './jwks.ts';
import { objectionEvent, objectionList, objectionReply } from './objection.ts';
import type { ProblemCode } from './problem.ts';
import { consentReply, receiptList, subjectRecord, subjectState } from './receipt.ts';

/** Who must be speaking: nobody, the subject (`Bearer` secret), or the merchant (`Bearer` API key with a role). */
export type RouteAuth = 'none' | 'subject' | 'merchant';

/** One line of the wire: method, path, who, what goes in, what comes back, and what can go wrong. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path with `{name}` for a parameter (RFC 6570 level 1). */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly auth: RouteAuth;
  readonly idempotent?: true;
  readonly query?: readonly string[];
  readonly body?: v.GenericSchema;
  /** Success status → schema of its JSON, or null for an answer without JSON. */
  readonly replies: Readonly<Record<number, v.GenericSchema | null>>;
  readonly problems: readonly ProblemCode[];
};

const WRITE_PROBLEMS = [
  'malformed-json', 'not-utf-8', 'unknown-field', 'invalid-field', 'schema-unsupported', 'idempotency-key-missing',
  'idempotency-key-mismatch', 'secret-missing', 'secret-wrong', 'in-flight', 'subject-erased', 'body-too-large',
  'media-type-unsupported', 'key-reused', 'rate-limited', 'store-unavailable',
] as const satisfies readonly ProblemCode[];

const READ_PROBLEMS = ['secret-missing', 'secret-wrong', 'subject-erased', 'store-unavailable'] as const satisfies readonly ProblemCode[];

/** What a widget must know of the shop; cacheable, with ETag. */
export const getConfig = {
  method: 'GET', path: '/v1/config', summary: 'Notice, purposes and features in one language', auth: 'none',
  query: ['lang'], replies: { 200: config, 304: null }, problems: [],
} as const satisfies Route;

/** Published public keys with their roles. */
export const getKeys = {
  method: 'GET', path: '/.well-known/candor/jwks.json', summary: 'Public keys with their roles', auth: 'none',
  replies: { 200: jwks }, problems: [],
} as const satisfies Route;

/** Record a consent event and countersign it. */
export const postConsent = {
  method: 'POST', path: '/v1/consents', summary: 'Record a consent event; answers with its receipt', auth: 'subject',
  idempotent: true, body: consentEvent, replies: { 201: consentReply, 200: consentReply },
  problems: [...WRITE_PROBLEMS, 'chain-forked', 'notice-unknown'],
} as const satisfies Route;

/** Where a subject stands. */
export const getSubjectState = {
  method: 'GET', path: '/v1/consents/me', summary: 'Effective consent status and chain head of the subject', auth: 'subject',
  replies: { 200: subjectState }, problems: READ_PROBLEMS,
} as const satisfies Route;

/** All receipts of a subject, by `order`, paged. */
export const getReceipts = {
  method: 'GET', path: '/v1/receipts', summary: 'Receipts of the subject after an order', auth: 'subject',
  query: ['after'], replies: { 200: receiptList }, problems: ['invalid-field', ...READ_PROBLEMS],
} as const satisfies Route;

/** One receipt, as `application/jose`. */
export const getReceipt = {
  method: 'GET', path: '/v1/receipts/{jti}', summary: 'One receipt as compact JWS', auth: 'subject',
  replies: { 200: null }, problems: ['not-found', ...READ_PROBLEMS],
} as const satisfies Route;

/** Record an objection and countersign it. */
export const postObjection = {
  method: 'POST', path: '/v1/objections', summary: 'Record an objection; answers with its receipt', auth: 'subject',
  idempotent: true, body: objectionEvent, replies: { 201: objectionReply, 200: objectionReply }, problems: WRITE_PROBLEMS,
} as const satisfies Route;

/** Objections that hold. */
export const getObjections = {
  method: 'GET', path: '/v1/objections', summary: 'Objections of the subject that hold', auth: 'subject',
  replies: { 200: objectionList }, problems: READ_PROBLEMS,
} as const satisfies Route;

/** Take an objection back. */
export const deleteObjection = {
  method: 'DELETE', path: '/v1/objections/{id}', summary: 'Retract an objection', auth: 'subject',
  replies: { 204: null }, problems: ['not-found', ...READ_PROBLEMS],
} as const satisfies Route;

/** What the shop's own systems obey. */
export const getSubject = {
  method: 'GET', path: '/admin/v1/subjects/{subject}', summary: 'Effective status, objections and receipts of a subject',
  auth: 'merchant', replies: { 200: subjectRecord, 304: null },
  problems: ['api-key-wrong', 'role-missing', 'not-found', 'store-unavailable'],
} as const satisfies Route;
