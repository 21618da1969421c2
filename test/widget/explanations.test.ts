import { beforeEach, describe, expect, it } from 'vitest';
import { ownAddress } from '../../src/widget/ask-explanations.ts';
import { add, aPage, inMarkup, jws } from './page.ts';

describe('Explanations of a page', () => {
  beforeEach(() => document.body.replaceChildren());

  it('are found when the page gave them, signed or not', async () => {
    const { explanations } = aPage(undefined);
    expect(await explanations.give(jws('a'))).toEqual({ kind: 'kept', ids: ['a'] });
    await explanations.give({ id: 'b' });
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(await explanations.find('b')).toEqual({ id: 'b' });
    expect(await explanations.latest()).toBe('b');
  });

  it.each(['', 'nonsense', 'a.b', jws(7), jws(undefined), `["${jws('a')}"]`, `${jws('a')}\n`, {}, { id: null }])(
    'are not taken without an id: %j',
    async (given) => {
      const { explanations, asked } = aPage(undefined);
      expect(await explanations.give(given)).toEqual({ kind: 'unreadable' });
      expect(await explanations.latest()).toBeUndefined();
      expect(asked).toEqual([]);
    },
  );

  it('are found in the markup of the page', async () => {
    inMarkup(JSON.stringify([jws('a'), jws('b')]));
    expect(await aPage(undefined).explanations.find('b')).toBe(jws('b'));
  });

  it('are those of the markup as it is now', async () => {
    const { explanations } = aPage(undefined);
    inMarkup(JSON.stringify([jws('a')]));
    expect(await explanations.find('a')).toBe(jws('a'));
    const [script] = document.querySelectorAll('script');
    if (script) script.textContent = JSON.stringify([jws('b')]);
    expect([await explanations.find('a'), await explanations.find('b')]).toEqual([undefined, jws('b')]);
    inMarkup(JSON.stringify([jws('c')]));
    expect([await explanations.find('b'), await explanations.find('c')]).toEqual([jws('b'), jws('c')]);
    script?.remove();
    expect([await explanations.find('b'), await explanations.find('c')]).toEqual([undefined, jws('c')]);
  });

  it.each(['', '{', '[1,2]', '{"id":"a"}', 'null'])('are not looked for in broken markup: %j', async (text) => {
    inMarkup(text);
    expect(await aPage(undefined).explanations.find('a')).toBeUndefined();
  });

  it('are asked for at the address the merchant named', async () => {
    const { explanations, asked } = aPage('/shop/explanations', () =>
      Response.json({ explanations: [jws('x'), jws('a')] }),
    );
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(asked).toEqual([`${location.origin}/shop/explanations?ids=a`]);
  });

  it.each([
    ['an error', () => new Response(null, { status: 500 })],
    ['another shape', () => Response.json({ explanations: 'a' })],
    ['another explanation', () => Response.json({ explanations: [jws('x')] })],
    ['no network', () => Promise.reject(new TypeError('offline'))],
  ])('are missing when the shop answers with %s', async (_what, answer) => {
    expect(await aPage('/shop/explanations', answer).explanations.find('a')).toBeUndefined();
  });

  it.each([
    'https://elsewhere.example/e',
    '//elsewhere.example/e',
    'javascript:alert(1)',
    'data:,x',
    'http://[',
    'blob:https://x.example/1',
  ])('are never asked for off the page’s origin: %s', async (src) => {
    const { explanations, asked } = aPage(src);
    expect(await explanations.find('a')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('are shown in the order of their triggers, asked for in one request', async () => {
    for (const id of ['b', 'a', 'b']) add('candor-why', { 'explanation-id': id });
    add('span', { 'data-candor-why': 'c' });
    add('a', { href: '#candor-why=d' });
    add('a', { href: '#candor-choices' });
    const { explanations, asked } = aPage('/shop/explanations', () =>
      Response.json({ explanations: [jws('c'), jws('b')] }),
    );
    await explanations.give({ id: 'a' });
    expect(await explanations.shown()).toEqual([jws('b'), { id: 'a' }, jws('c')]);
    expect(asked).toEqual([`${location.origin}/shop/explanations?ids=b%2Cc%2Cd`]);
  });

  it('keeps what the merchant put into the address', async () => {
    const { explanations, asked } = aPage('/e?shop=1');
    await explanations.find('b&c');
    expect(asked).toEqual([`${location.origin}/e?shop=1&ids=b%26c`]);
  });
});

describe('An explanation given as an address', () => {
  beforeEach(() => document.body.replaceChildren());

  it.each([
    ['a JWS', () => new Response(` ${jws('a')}\n`), [jws('a')]],
    ['an object', () => Response.json({ id: 'a' }), [{ id: 'a' }]],
    ['a list', () => Response.json({ explanations: [jws('a'), 'nonsense', jws('b')] }), [jws('a'), jws('b')]],
  ])('may answer %s', async (_what, answer, kept) => {
    const { explanations, asked } = aPage(undefined, answer);
    const ids = ['a', 'b'].slice(0, kept.length);
    expect(await explanations.give('/why/a')).toEqual({ kind: 'kept', ids });
    expect(asked).toEqual([`${location.origin}/why/a`]);
    expect(await Promise.all(ids.map(explanations.find))).toEqual(kept);
    expect(await explanations.latest()).toBe(ids.at(-1));
  });

  it.each([
    'https://elsewhere.example/e',
    '//elsewhere.example/e',
    'http://[',
    'https:',
    '/\\elsewhere.example/e',
    `${location.origin}@elsewhere.example/`,
  ])('is never asked for off the page’s origin: %s', async (address) => {
    const { explanations, asked } = aPage(undefined, () => new Response(jws('a')));
    expect(await explanations.give(address)).toEqual({ kind: 'other-origin' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['an error', () => new Response(jws('a'), { status: 404 }), 'unreachable'],
    ['no network', () => Promise.reject(new TypeError('offline')), 'unreachable'],
    ['more than can be read', () => new Response('a'.repeat(4_500_001)), 'unreachable'],
    ['nothing', () => new Response(''), 'unreadable'],
    ['a page', () => new Response('<!doctype html>'), 'unreadable'],
    ['null', () => new Response('null'), 'unreadable'],
    ['a list of nothing', () => Response.json({ explanations: [] }), 'unreadable'],
    ['objects in a list', () => Response.json({ explanations: [{ id: 'a' }] }), 'unreadable'],
    ['an array', () => Response.json([jws('a')]), 'unreadable'],
    ['more than fifty', () => Response.json({ explanations: Array(51).fill(jws('a')) }), 'unreadable'],
  ])('that answers %s gives none', async (_what, answer, kind) => {
    const { explanations } = aPage(undefined, answer);
    expect(await explanations.give('./why')).toEqual({ kind });
    expect(await explanations.latest()).toBeUndefined();
  });

  it.each(['javascript:alert(1)', 'data:,x', 'blob:https://shop.example/1', 'why.json'])(
    'begins as an address does: %s',
    async (given) => {
      const { explanations, asked } = aPage(undefined);
      expect(await explanations.give(given)).toEqual({ kind: 'unreadable' });
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['https://shop.example/p', 'https://shop.example/p'],
    ['?id=1', 'https://shop.example/a/b?id=1'],
    ['../c', 'https://shop.example/c'],
    ['blob:https://shop.example/1', undefined],
    ['http://shop.example/p', undefined],
    ['https://shop.example:8443/p', undefined],
  ])('%s is of the page’s origin: %s', (address, absolute) => {
    expect(ownAddress(address, 'https://shop.example/a/b')?.href).toBe(absolute);
  });

  it('is nothing on a page without an origin', () => {
    expect(ownAddress('data:,x', 'about:blank')).toBeUndefined();
  });
});

describe('The text of an answer', () => {
  it('is kept beside each explanation it came with, line by line', async () => {
    const { explanations } = aPage(undefined, () => Response.json({ explanations: [jws('b'), jws('c')] }));
    await explanations.give(jws('a'), { said: 'This mug\n fits.' });
    await explanations.give('/why', { said: 'Two.' });
    expect(['a', 'b', 'c', 'd'].map((id) => explanations.said?.(id))).toEqual([
      'This mug\n fits.',
      'Two.',
      'Two.',
      undefined,
    ]);
  });

  it('stays when the same explanation is given again without', async () => {
    const { explanations } = aPage(undefined);
    await explanations.give(jws('a'), { said: 'One.' });
    await explanations.give(jws('a'));
    expect(explanations.said?.('a')).toBe('One.');
  });

  it('is cut at 20,000 characters', async () => {
    const { explanations } = aPage(undefined);
    await explanations.give(jws('a'), { said: 'x'.repeat(1e7) });
    expect(explanations.said?.('a')).toHaveLength(20_000);
  });

  it.each([7, null, {}, ''])('is none where it is %j', async (said) => {
    const { explanations } = aPage(undefined);
    // What a page without types may write.
    await explanations.give(jws('a'), JSON.parse(JSON.stringify({ said })));
    expect(explanations.said?.('a')).toBeUndefined();
  });

  it('goes with the oldest of a thousand explanations', async () => {
    const { explanations } = aPage(undefined);
    for (let at = 0; at <= 1_000; at += 1) await explanations.give({ id: `e${at}` }, { said: 'One.' });
    expect([await explanations.find('e0'), explanations.said?.('e0')]).toEqual([undefined, undefined]);
    expect(await explanations.find('e1')).toEqual({ id: 'e1' });
  });
});
