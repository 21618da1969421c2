import { type ConsentEvent, consentEvent } from '../contract/consent-event.ts';
import { type Fault, readValue } from '../contract/fault.ts';
import { type ObjectionEvent } from '../contract/objection.ts';
import { receivedEvent, receivedObjection } from '../contract/receipt.ts';
import { refuse, type Refusal } from './answer.ts';

type FieldRefusal = Refusal<'unknown-field' | 'invalid-field' | 'schema-unsupported'>;

/** What was understood of a body, or why it was not. */
export type EventReading<T> =
  | { readonly ok: true; readonly event: T }
  | { readonly ok: false; readonly refusal: FieldRefusal };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refusalOf = (faults: readonly Fault[]): FieldRefusal => {
  const wrong = faults.find(({ unknown }) => !unknown) ?? faults[0];
  return refuse(wrong?.unknown ? 'unknown-field' : 'invalid-field', {
    path: wrong?.path ?? '',
    detail: wrong?.reason ?? '',
  });
};

const unsupported = (value: unknown, schema: string): FieldRefusal | undefined =>
  isRecord(value) && typeof value['schema'] === 'string' && value['schema'] !== schema
    ? refuse('schema-unsupported', { path: '/schema', detail: `this version takes ${schema}` })
    : undefined;

const takesAwayOnly = (value: unknown): boolean =>
  isRecord(value) &&
  isRecord(value['choices']) &&
  Object.values(value['choices']).every((choice) => choice === 'refused');

/** Reads a consent event. One that only narrows may say more than this version knows; it is kept in the stored text. */
export const readConsentEvent = (value: unknown): EventReading<ConsentEvent> => {
  const refusal = unsupported(value, 'consent-event/1');
  if (refusal) return { ok: false, refusal };
  const reading = readValue(takesAwayOnly(value) ? receivedEvent : consentEvent, value);
  return reading.ok ? { ok: true, event: reading.value } : { ok: false, refusal: refusalOf(reading.faults) };
};

/** Reads an objection, which only ever narrows. */
export const readObjection = (value: unknown): EventReading<ObjectionEvent> => {
  const refusal = unsupported(value, 'objection/1');
  if (refusal) return { ok: false, refusal };
  const reading = readValue(receivedObjection, value);
  return reading.ok ? { ok: true, event: reading.value } : { ok: false, refusal: refusalOf(reading.faults) };
};
