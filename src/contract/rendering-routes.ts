import * as v from 'valibot';
import type { Route } from './route.ts';
import { looseObject } from './shape.ts';

const PROBLEMS = [
  'secret-missing',
  'secret-wrong',
  'not-found',
  'rendering-unavailable',
  'subject-erased',
  'store-unavailable',
] as const;

/** A receipt as ISO/IEC TS 27560:2023 has it, in JSON-LD with the terms of DPV 2.3. */
export const jsonLdReceipt = looseObject({
  '@context': looseObject({}),
  '@id': v.string(),
  '@type': v.literal('dpv:ConsentReceipt'),
});

/** A receipt as the Kantara Consent Receipt Specification 1.1 has it: what was given, and nothing else. */
export const kantaraReceipt = looseObject({
  version: v.literal('KI-CR-v1.1.0'),
  consentReceiptID: v.string(),
  piiPrincipalId: v.string(),
  services: v.array(looseObject({ service: v.string(), purposes: v.array(looseObject({})) })),
});

/** One receipt in JSON-LD; computed, the signed receipt alone is kept. */
export const getReceiptJsonLd = {
  method: 'GET',
  path: '/v1/receipts/{jti}.jsonld',
  summary: 'One receipt as ISO/IEC TS 27560 in DPV 2.3 (JSON-LD)',
  auth: 'subject',
  replies: { 200: jsonLdReceipt },
  problems: PROBLEMS,
} as const satisfies Route;

/** One receipt as Kantara 1.1; `rendering-unavailable` where nothing was given. */
export const getReceiptKantara = {
  method: 'GET',
  path: '/v1/receipts/{jti}.kantara.json',
  summary: 'One receipt as Kantara Consent Receipt 1.1',
  auth: 'subject',
  replies: { 200: kantaraReceipt },
  problems: PROBLEMS,
} as const satisfies Route;
