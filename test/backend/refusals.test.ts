// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { aSubject } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth, expectNothingStored } from './harness.ts';
import { CASES } from './refusal-cases.ts';

const streamOf = (bytes: number): ReadableStream<Uint8Array> => {
  let left = bytes;
  return new ReadableStream({
    pull: (controller) => {
      if (left <= 0) return controller.close();
      controller.enqueue(new TextEncoder().encode(' '.repeat(Math.min(left, 8_192))));
      left -= 8_192;
    },
  });
};

const posting = (body: ReadableStream<Uint8Array>, secret: string): Request => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('https://candor.shop.example/v1/consents', init);
};

describeOnBoth('a refused request', (place) => {
  it.each(CASES)('with %s gets %i %s, and nothing is stored', async (_what, status, code, send) => {
    const shop = await aShopOf(place);
    const said = await send(shop, shop.give(shop.person));
    expect([said.status, said.json['code'], said.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(said.json['status']).toBe(status);
    expect(said.headers.get('cache-control')).toBe('no-store');
    await expectNothingStored(shop);
  });

  it('that streams without end is cut at 60,000 bytes, and nothing is stored', async () => {
    const shop = await aShopOf(place);
    const request = posting(streamOf(1_000_000), shop.person.secret);
    expect((await shop.backend.fetch(request)).status).toBe(413);
    await expectNothingStored(shop);
  });

  it('whose body never ends gets 408, and nothing is stored', async () => {
    const shop = await aShopOf(place, { bodyPatience: 20 });
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const request = posting(body, shop.person.secret);
    const response = await shop.backend.fetch(request);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([408, 'request-timeout']);
    await expectNothingStored(shop);
  });

  it('names the field at fault by its JSON Pointer', async () => {
    const { person, post, give } = await aShopOf(place);
    const event = give(person);
    const paths = await Promise.all(
      [
        { ...event, extra: 1 },
        { ...event, region: { ...event.region, 'a/b~c': 1 } },
        { ...event, notice: { ...event.notice, lang: 7 } },
        { ...event, choices: { 'No Purpose': 'given' } },
      ].map(async (body) => (await post(person, body)).json['path']),
    );
    expect(paths).toEqual(['/extra', '/region/a~1b~0c', '/notice/lang', '/choices/No Purpose']);
  });
});

describeOnBoth('a path', (place) => {
  it.each([
    ['/', 404, 'not-found'],
    ['/v1/nothing', 404, 'not-found'],
    ['/v1/receipts/rcp_0192f7b05c207a108b1d6e3f0a9c2d77/more', 404, 'not-found'],
    ['/v1/consents', 405, 'method-not-allowed'],
    ['/v1/consents/me', 405, 'method-not-allowed', 'POST'],
    ['/v1/config', 405, 'method-not-allowed', 'PUT'],
  ])('%s: %i %s', async (path, status, code, method = 'GET') => {
    const { ask } = await aShopOf(place);
    const said = await ask(path, { method });
    expect([said.status, said.json['code'], said.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(said.headers.get('allow') === null).toBe(status === 404);
  });
});

describe('a failure inside', () => {
  it('says nothing of itself in the answer, and in the log only where', async () => {
    const log: unknown[] = [];
    const fail = (): never => {
      throw new Error('canary-of-the-driver');
    };
    const real = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const store = { ...real, read: { ...real.read, event: fail } };
    const shop = await aBackend(store, { log: (entry) => log.push(entry) });
    const person = await aSubject();
    const said = await shop.post(person, shop.give(person));
    expect([said.status, said.json['code']]).toEqual([500, 'internal']);
    expect(said.text).not.toMatch(/canary|Error|at /);
    expect(JSON.stringify(log)).not.toContain('canary');
    expect(JSON.stringify(log.at(-1))).toContain('"name":"Error"');
  });
});
