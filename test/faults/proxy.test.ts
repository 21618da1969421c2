// @vitest-environment node
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WIRE_KINDS, type WireKind } from './kinds.ts';
import { type Proxy, startProxy } from './proxy.ts';
import type { WireFault } from './scenario.ts';
import { portOf, stopServer } from './shop.ts';

const ORIGIN = 'http://shopper-1.shop.localhost';
const RECEIPT = JSON.stringify({ receipt: 'a.b.c', effective: {}, order: 1 });

const committed: string[] = [];
const halves: string[] = [];
const struck: WireKind[] = [];
const backend = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
  request.on('error', () => halves.push(body));
  request.on('end', () => {
    committed.push(String(request.headers['idempotency-key']));
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(RECEIPT);
  });
});

let proxy: Proxy;
beforeAll(async () => {
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  proxy = await startProxy({
    backendPort: portOf(backend),
    killBackend: async () => void struck.push('backend-killed'),
    restartDatabase: async () => void struck.push('database-restarted'),
  });
});
beforeEach(() => {
  for (const list of [committed, halves, struck]) list.length = 0;
});
afterAll(async () => {
  await proxy.stop();
  await stopServer(backend);
});

const aFault = (kind: WireKind): WireFault => ({ kind, status: 503, retryAfter: 7, cors: true, wait: 4 });

type Seen = { readonly status: number; readonly text: string; readonly retryAfter: string | null } | 'silence';

const post = async (key = 'e1', origin = ORIGIN): Promise<Seen> => {
  const body = JSON.stringify({ subject: 'sub_1', filling: 'x'.repeat(400) });
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, authorization: 'Bearer s', origin };
  try {
    const reply = await fetch(`${proxy.url}/v1/consents`, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: reply.status, text: await reply.text(), retryAfter: reply.headers.get('retry-after') };
  } catch {
    return 'silence';
  }
};

const suffer = async (kind: WireKind): Promise<Seen> => {
  proxy.begin(ORIGIN, [aFault(kind)]);
  const asked = post();
  if (kind === 'hang') {
    await expect.poll(() => proxy.attempts().length).toBe(1);
    proxy.calm();
  }
  return asked;
};

const KINDS = Object.keys(WIRE_KINDS) as readonly WireKind[];
const NEVER_HEARD: readonly WireKind[] = [
  'drop',
  '5xx',
  '429-seconds',
  '429-date',
  '408',
  'cut-request',
  'portal-html',
  'portal-json',
  'firewall-403',
  'firewall-404',
  'redirect',
];
const COMMITTED_UNHEARD: readonly WireKind[] = ['truncate', 'lost-response', 'late-504', 'hang'];

describe('a fault of the wire', () => {
  it.each(NEVER_HEARD)('%s keeps the request from the backend', async (kind) => {
    await suffer(kind);
    expect(committed).toEqual([]);
    expect(proxy.attempts()).toMatchObject([{ key: 'e1', fault: kind, answer: undefined, delivered: false }]);
  });

  it.each(COMMITTED_UNHEARD)('%s commits, and the browser never gets the answer', async (kind) => {
    const seen = await suffer(kind);
    expect(committed).toEqual(['e1']);
    expect(seen === 'silence' || seen.text !== RECEIPT).toBe(true);
    expect(proxy.attempts()).toMatchObject([{ fault: kind, answer: { status: 201 }, delivered: false }]);
  });

  it.each(['drop', 'truncate', 'lost-response', 'cut-request', 'hang'] as const)('%s is silence', async (kind) => {
    expect(await suffer(kind)).toBe('silence');
  });

  it.each([
    ['5xx', 503],
    ['429-seconds', 429],
    ['429-date', 429],
    ['408', 408],
    ['late-504', 504],
    ['portal-html', 200],
    ['portal-json', 200],
    ['firewall-403', 403],
    ['firewall-404', 404],
    ['redirect', 302],
  ] as const)('%s is answered %i, without a receipt', async (kind, status) => {
    const seen = await suffer(kind);
    expect(seen).toMatchObject({ status });
    expect(seen === 'silence' ? '' : seen.text).not.toContain('receipt');
  });

  it('429 tells when to come again, in both forms', async () => {
    expect(await suffer('429-seconds')).toMatchObject({ retryAfter: '7' });
    expect(await suffer('429-date')).toMatchObject({ retryAfter: expect.stringMatching(/ GMT$/) });
  });

  it('cut-request gives the backend half a body', async () => {
    await suffer('cut-request');
    await expect.poll(() => halves.length).toBe(1);
    expect(halves[0]?.length).toBeLessThan(400);
  });

  it.each(['backend-killed', 'database-restarted'] as const)('%s strikes while the backend answers', async (kind) => {
    await suffer(kind);
    expect(struck).toEqual([kind]);
  });

  it('delay brings the answer all the same', async () => {
    expect(await suffer('delay')).toMatchObject({ status: 201, text: RECEIPT });
    expect(proxy.attempts()).toMatchObject([{ fault: 'delay', delivered: true }]);
  });

  it('is tested for every kind there is', () => {
    const tested = [...NEVER_HEARD, ...COMMITTED_UNHEARD, 'delay', 'backend-killed', 'database-restarted'];
    expect([...tested].sort()).toEqual([...KINDS].sort());
  });
});

describe('the proxy', () => {
  it('does its faults in order, then fares well', async () => {
    proxy.begin(ORIGIN, [aFault('drop'), aFault('408')]);
    expect([await post(), await post(), await post()]).toMatchObject(['silence', { status: 408 }, { status: 201 }]);
  });

  it('leaves another origin alone, and does not count it', async () => {
    proxy.begin(ORIGIN, [aFault('drop')]);
    expect(await post('e2', 'http://shopper-2.shop.localhost')).toMatchObject({ status: 201 });
    expect(proxy.attempts()).toEqual([]);
    expect(await post()).toBe('silence');
  });

  it('forgets what it planned when the faults are over', async () => {
    proxy.begin(ORIGIN, [aFault('drop'), aFault('drop')]);
    proxy.calm();
    expect(await post()).toMatchObject({ status: 201 });
  });
});
