// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { safeLink, shopLink } from '../../src/explain/links.ts';

const SHOP = ['https://shop.example'];

describe('a link from an explanation', () => {
  it('to the shop needs no host beside it', () => {
    expect(safeLink('https://shop.example/contact', SHOP)).toEqual({
      href: 'https://shop.example/contact',
      host: 'shop.example',
      isOutside: false,
    });
  });

  it('elsewhere tells its host, foreign scripts as punycode', () => {
    expect(safeLink('https://\u0455hop.example/', SHOP)).toMatchObject({
      host: 'xn--hop-ehd.example',
      isOutside: true,
    });
  });

  it.each(['http://localhost:3000/x', 'http://127.0.0.1/x', 'http://[::1]:8080/'])(
    'on loopback may be plain: %s',
    (url) => {
      expect(safeLink(url, SHOP)).toBeDefined();
    },
  );

  it.each([
    'http://shop.example/',
    'http://localhost.evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://shop.example@evil.example/',
    'https://user:pass@shop.example/',
    '//evil.example',
    '/contact',
    'https://',
    '',
    undefined,
  ])('is not made of %s', (url) => {
    expect(safeLink(url, SHOP)).toBeUndefined();
  });

  it('to an item stays in the shop', () => {
    expect(shopLink('https://shop.example/p/1', SHOP)?.href).toBe('https://shop.example/p/1');
    expect(shopLink('https://shop.example.evil.example/p/1', SHOP)).toBeUndefined();
    expect(shopLink('https://shop.example:8443/p/1', SHOP)).toBeUndefined();
  });
});
