import { describe, expect, it } from 'vitest';
import { getReceipts, getSubjectState, postConsent } from '../../src/contract/routes.ts';
import { createClient, retryAfter } from '../../src/transport/client.ts';
import { aConsentEvent, aKey } from '../support/ledger-builders.ts';

const NOW = Date.parse('2026-11-22T10:15:30Z');
const STATE = { effective: {}, last_seq: 0, head: null };

const clientAnswering = (answer: () => Response | Promise<Response>) => {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init });
    return Promise.resolve().then(answer);
  };
  const client = createClient('https://candor.shop.example', {
    fetch,
    now: () => NOW,
    after: () => undefined,
    signal: new AbortController().signal,
  });
  return { client, sent };
};

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (code: string, status: number): Response =>
  json({ type: 'about:blank', title: code, status, code }, status, { 'content-type': 'application/problem+json' });

describe('A call by the route table', () => {
  it('sends body, secret and idempotency key, no cookies, no referrer, and follows no redirect', async () => {
    const { client, sent } = clientAnswering(() => json(STATE));
    const event = aConsentEvent();
    await client(postConsent, { body: event, secret: aKey().secret, idempotencyKey: event.event_id, keepalive: true });
    expect(sent[0]?.url).toBe('https://candor.shop.example/v1/consents');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      keepalive: true,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${aKey().secret}`,
        'idempotency-key': event.event_id,
      },
    });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual(event);
  });

  it('escapes what goes into path and query', async () => {
    const { client, sent } = clientAnswering(() => json({ receipts: [], next: null }));
    await client(getReceipts, { query: { after: '1&x=/../' } });
    expect(sent[0]?.url).toBe('https://candor.shop.example/v1/receipts?after=1%26x%3D%2F..%2F');
  });

  it('is accepted with the reply the contract promises, and the server time', async () => {
    const { client } = clientAnswering(() => json(STATE, 200, { date: 'Sun, 22 Nov 2026 10:15:31 GMT' }));
    expect(await client(getSubjectState)).toEqual({
      kind: 'accepted',
      status: 200,
      body: STATE,
      serverTime: NOW + 1000,
    });
  });

  it.each([
    ['a portal that answers 200 with its own page', () => new Response('<html>Welcome</html>')],
    ['a 200 of another shape', () => json({ hello: 'world' })],
    ['a success the contract does not know', () => json(STATE, 206)],
    ['a firewall that answers 403 with HTML', () => new Response('<html>', { status: 403 })],
    ['a deploy that answers 404 without a problem', () => json({}, 404)],
    ['a problem without a code', () => json({ title: 'no' }, 409, { 'content-type': 'application/problem+json' })],
    ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'a body that breaks off',
      () => new Response('{"effective":', { headers: { 'content-type': 'application/json' } }),
    ],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://portal.example' } })],
  ])('is silence for %s', async (_what, answer) => {
    expect(await clientAnswering(answer).client(getSubjectState)).toEqual({ kind: 'unreachable' });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('is busy on %i, whatever the body says', async (status) => {
    const { client } = clientAnswering(() => problem('chain-forked', status));
    expect(await client(getSubjectState)).toEqual({ kind: 'busy', retryAfter: undefined });
  });

  it('is rejected by a problem of the contract', async () => {
    const { client } = clientAnswering(() => problem('subject-erased', 410));
    expect(await client(getSubjectState)).toMatchObject({ kind: 'rejected', problem: { code: 'subject-erased' } });
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 10:16:30 GMT', 60_000],
    ['Sun, 22 Nov 2020 10:16:30 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j', (header, wait) => {
    expect(retryAfter(header, NOW)).toBe(wait);
  });

  it('as a date is measured by the answer’s own clock, whatever this device’s says', async () => {
    const headers = { 'retry-after': 'Sun, 22 Nov 2016 10:17:30 GMT', date: 'Sun, 22 Nov 2016 10:16:30 GMT' };
    const { client } = clientAnswering(() => new Response(null, { status: 429, headers }));
    expect(await client(getSubjectState)).toEqual({ kind: 'busy', retryAfter: 60_000 });
  });

  it('is awaited no longer than an answer: one that does not come is silence', async () => {
    const rings: (() => void)[] = [];
    const client = createClient('https://candor.shop.example', {
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
      now: () => NOW,
      after: (_milliseconds, ring) => void rings.push(ring),
      signal: new AbortController().signal,
    });
    const asking = client(getSubjectState);
    rings.forEach((ring) => ring());
    expect(await asking).toEqual({ kind: 'unreachable' });
  });
});
