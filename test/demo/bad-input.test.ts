// @vitest-environment node
import { afterEach, describe, expect, test } from 'vitest';
import type { TestShop } from './support.ts';
import { aShop } from './support.ts';

const open: TestShop[] = [];
const shopWith = (): TestShop => {
  const shop = aShop();
  open.push(shop);
  return shop;
};
afterEach(() => open.splice(0).forEach(({ close }) => close()));

type BadInput = { path: string; body: unknown; status: number; code: string; at?: string };
const bad = (path: string, body: unknown, [status, code, at]: readonly [number, string, string?]): BadInput => ({
  path: `/shop/${path}`,
  body,
  status,
  code,
  at,
});

describe('bad input', () => {
  test.each<BadInput>([
    bad('recommendations', '{"surface":', [400, 'malformed-json']),
    bad('recommendations', '[]', [400, 'invalid-field', '']),
    bad('recommendations', { surface: 'moon' }, [400, 'invalid-field', '/surface']),
    bad('recommendations', { surface: 'product' }, [400, 'invalid-field', '/item']),
    bad('recommendations', { surface: 'product', item: 'no-such' }, [404, 'not-found', '/item']),
    bad('recommendations', { surface: 'home', subject: 'me' }, [400, 'invalid-field', '/subject']),
    bad('recommendations', { surface: 'home', state: [] }, [400, 'invalid-field', '/state']),
    bad('recommendations', { surface: 'home', state: { a: 'given' } }, [400, 'invalid-field', '/state/a']),
    bad('recommendations', { surface: 'home', state: { a: { state: 'sure' } } }, [
      400,
      'invalid-field',
      '/state/a/state',
    ]),
    bad('chat', { text: '  ' }, [400, 'invalid-field', '/text']),
    bad('chat', { text: 7 }, [400, 'invalid-field', '/text']),
    bad('chat', { text: 'x'.repeat(70_000) }, [413, 'body-too-large']),
    bad('basket', { product: 'KI-101', quantity: 1.5 }, [400, 'invalid-field', '/quantity']),
    bad('basket', { product: 'KI-101', quantity: -1 }, [400, 'invalid-field', '/quantity']),
    bad('basket', { product: 'no-such', quantity: 1 }, [404, 'not-found', '/product']),
    bad('sign-in', { shopper: { a: 1 } }, [400, 'invalid-field', '/shopper']),
    bad('views', { product: '../x' }, [400, 'invalid-field', '/product']),
  ])('$path is refused: $status $code $at', async ({ path, body, status, code, at }) => {
    const shop = shopWith();
    const response = await shop.call('POST', path, body);
    const problem: { code: string; path?: string } = await response.json();
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect([problem.code, problem.path]).toEqual([code, at]);
    expect(shop.cookie()).toBeUndefined();
  });
  test('only JSON is taken, so that no form of another site can act', async () => {
    const response = await shopWith().call('POST', '/shop/order', '{}', { 'content-type': 'text/plain' });
    expect(response.status).toBe(415);
  });
});
