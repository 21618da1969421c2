// @vitest-environment node
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { objectionEvent, objectionReply } from '../../src/contract/objection.ts';
import {
  compactJws,
  consentReply,
  effective,
  objectionReceiptPayload,
  receiptList,
  receiptPayload,
  subjectRecord,
  subjectState,
} from '../../src/contract/receipt.ts';
import { A_DIGEST, aConsentEvent, anObjection, planted, without } from './samples.ts';

const JWS = 'e30.e30.c2ln';

const aPayload = (over: object = {}): Record<string, unknown> => ({
  iss: 'https://shop.example',
  jti: 'rcp_0192f7b05c207a10',
  iat: 1795342531,
  schema: 'consent-receipt/1',
  event: aConsentEvent(),
  event_sha256: A_DIGEST,
  received_at: '2026-11-22T10:15:31.004Z',
  order: 1,
  forked: false,
  effective: { 'assistant.personalise.purchases': { state: 'given', until: '2027-11-22T10:15:31.004Z' } },
  ...over,
});

const anObjectionPayload = (over: object = {}): Record<string, unknown> => ({
  ...without(aPayload(), 'event'),
  schema: 'objection-receipt/1',
  objection: anObjection(),
  objection_sha256: A_DIGEST,
  ...over,
});

describe("a receipt's payload", () => {
  it('is read as the contract shows it', () => {
    expect(v.parse(receiptPayload, aPayload())).toEqual(aPayload());
  });

  it('keeps what a narrowing event held beyond this version, at every level', () => {
    const event = aConsentEvent({ choices: { ads: 'refused' }, later: 1, signals: { gpc: true, dnt: true } });
    expect(v.parse(receiptPayload, aPayload({ event })).event).toEqual(event);
  });

  it.each(Object.keys(aPayload()))('is refused without %s', (member) => {
    expect(v.is(receiptPayload, without(aPayload(), member))).toBe(false);
  });

  it.each([
    ['another schema', { schema: 'consent-receipt/2' }],
    ['an event that is none', { event: {} }],
    ['order 0', { order: 0 }],
    ['an order as text', { order: '1' }],
    ['forked undecided', { forked: null }],
    ['a state that does not exist', { effective: { ads: { state: 'accepted' } } }],
    ['an end that is no time', { effective: { ads: { state: 'given', until: 'tomorrow' } } }],
    ['a key that names no purpose', { effective: { 'Ads!': { state: 'given' } } }],
    ['an id of another kind', { jti: 'evt_0192f7b05c207a10' }],
  ])('is refused with %s', (_what, change) => {
    expect(v.is(receiptPayload, aPayload(change))).toBe(false);
  });

  it('cannot plant a consent status on every object', () => {
    const raw = JSON.parse('{"__proto__":{"state":"given"},"ads":{"state":"refused"}}');
    const read = v.safeParse(effective, raw);
    expect(Object.getPrototypeOf(read.output)).toBe(Object.prototype);
    expect('state' in {}).toBe(false);
  });
});

describe("an objection's receipt", () => {
  it('is read as the contract shows it', () => {
    expect(v.is(objectionReceiptPayload, anObjectionPayload())).toBe(true);
  });
  it.each(['iss', 'jti', 'schema', 'objection', 'objection_sha256', 'received_at', 'order'])(
    'is refused without %s',
    (member) => {
      expect(v.is(objectionReceiptPayload, without(anObjectionPayload(), member))).toBe(false);
    },
  );
  it("is never taken for a consent's receipt, nor the reverse", () => {
    expect(v.is(receiptPayload, anObjectionPayload())).toBe(false);
    expect(v.is(objectionReceiptPayload, aPayload())).toBe(false);
  });
});

describe('an objection', () => {
  it.each(['item', 'data', 'source', 'purpose', 'explanation'])('may be about the %s', (scope) => {
    expect(v.is(objectionEvent, anObjection({ scope }))).toBe(true);
  });
  it('may bring the explanation it was said about', () => {
    expect(v.is(objectionEvent, anObjection({ explanation_jws: JWS, explanation_sha256: A_DIGEST }))).toBe(true);
  });
  it.each(Object.keys(anObjection()))('is refused without %s', (member) => {
    expect(v.is(objectionEvent, without(anObjection(), member))).toBe(false);
  });
  it.each(['unknown', '__proto__', 'constructor'])('is refused with the unknown field "%s"', (member) => {
    expect(v.is(objectionEvent, planted(anObjection(), member))).toBe(false);
  });
  it.each([
    ['an empty reference', { ref: '' }],
    ['a reference of 201 characters', { ref: 'x'.repeat(201) }],
    ['a reference that hides characters', { ref: 'order \u202e550936' }],
    ['a reference that canonical JSON cannot say', { ref: '\ud800' }],
    ['a scope that does not exist', { scope: 'everything' }],
    ['an explanation of 50,001 characters', { explanation_jws: `e30.e30.${'A'.repeat(49_993)}` }],
    ['an explanation that is no JWS', { explanation_jws: 'because' }],
    ['an event id of another version', { objection_id: '0192f7b0-5c1e-4c3a-9d55-2f6a1b7e0c12' }],
  ])('is refused with %s', (_what, change) => {
    expect(v.is(objectionEvent, anObjection(change))).toBe(false);
  });
});

describe('the replies', () => {
  it.each([
    ['a consent', consentReply, { receipt: JWS, effective: {}, order: 1 }],
    ['an objection', objectionReply, { receipt: JWS, objections: [anObjection()], order: 2 }],
    ['the state of a subject without events', subjectState, { effective: {}, last_seq: 0, head: null }],
    [
      'the last page of receipts',
      receiptList,
      { receipts: [{ jti: 'rcp_0192f7b05c207a10', order: 1, receipt: JWS }], next: null },
    ],
    [
      "a subject's record",
      subjectRecord,
      {
        subject: 'sub_hUBPk6Q54YybBMh0JtAdsy',
        effective: {},
        objections: [],
        receipts: { ads: 'rcp_0192f7b05c207a10' },
        order: 0,
      },
    ],
  ])('to %s is read, and by an older reader too when it says more', (_what, schema: v.GenericSchema, body) => {
    expect(v.is(schema, body)).toBe(true);
    expect(v.is(schema, { ...body, added: 'later' })).toBe(true);
    for (const member of Object.keys(body)) expect(v.is(schema, without(body, member))).toBe(false);
  });

  it('tells of objections a newer widget made', () => {
    const newer = { ...anObjection(), said_in: 'chat' };
    expect(v.is(objectionReply, { receipt: JWS, objections: [newer], order: 2 })).toBe(true);
  });

  it.each([
    '',
    'a',
    'a.b',
    'a.b.',
    '.b.c',
    'a..c',
    'a.b.c.d',
    'a.b.c\n',
    'a.b.c=',
    'a b.c.d',
    `${'a'.repeat(90_000)}.b.c`,
  ])('never take %j for a compact JWS', (text) => {
    expect(v.is(compactJws, text)).toBe(false);
  });
});
