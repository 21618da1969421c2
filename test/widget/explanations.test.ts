import { beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { createExplanations } from '../../src/widget/explanations.ts';
import { sameOriginUrl } from '../../src/widget/page-explanations.ts';

const jws = (id: unknown): string => `aaaa.${toBase64Url(new TextEncoder().encode(JSON.stringify({ id })))}.bbbb`;

const setUp = (src: string | undefined, answer: () => Response | Promise<Response> = () => new Response('{}')) => {
  const asked: string[] = [];
  const fetch = (url: unknown): Promise<Response> => {
    asked.push(String(url));
    return Promise.resolve().then(answer);
  };
  const explanations = createExplanations({ document, fetch, src: () => src, signal: new AbortController().signal });
  return { explanations, asked };
};

const inMarkup = (text: string): void => {
  const script = document.createElement('script');
  script.type = 'application/jose+json';
  script.setAttribute('data-candor-explanations', '');
  script.textContent = text;
  document.body.append(script);
};

describe('Explanations of a page', () => {
  beforeEach(() => document.body.replaceChildren());

  it('are found when the page gave them, signed or not', async () => {
    const { explanations } = setUp(undefined);
    explanations.give(jws('a'));
    explanations.give({ id: 'b' });
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(await explanations.find('b')).toEqual({ id: 'b' });
    expect(explanations.latest()).toBe('b');
  });

  it.each(['', 'nonsense', 'a.b', jws(7), jws(undefined), {}, { id: null }])(
    'are not taken without an id: %j',
    (given) => {
      const { explanations } = setUp(undefined);
      explanations.give(given);
      expect(explanations.latest()).toBeUndefined();
    },
  );

  it('are found in the markup of the page', async () => {
    inMarkup(JSON.stringify([jws('a'), jws('b')]));
    expect(await setUp(undefined).explanations.find('b')).toBe(jws('b'));
  });

  it.each(['', '{', '[1,2]', '{"id":"a"}', 'null'])('are not looked for in broken markup: %j', async (text) => {
    inMarkup(text);
    expect(await setUp(undefined).explanations.find('a')).toBeUndefined();
  });

  it('are asked for at the address the merchant named', async () => {
    const { explanations, asked } = setUp('/shop/explanations', () =>
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
    expect(await setUp('/shop/explanations', answer).explanations.find('a')).toBeUndefined();
  });

  it.each([
    'https://elsewhere.example/e',
    '//elsewhere.example/e',
    'javascript:alert(1)',
    'data:,x',
    'http://[',
    'blob:https://x.example/1',
  ])('are never asked for off the page’s origin: %s', async (src) => {
    const { explanations, asked } = setUp(src);
    expect(await explanations.find('a')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('are shown in the order of their triggers, asked for in one request', async () => {
    for (const id of ['b', 'a', 'b', 'c']) {
      const trigger = document.createElement('candor-why');
      trigger.setAttribute('explanation-id', id);
      document.body.append(trigger);
    }
    const { explanations, asked } = setUp('/shop/explanations', () =>
      Response.json({ explanations: [jws('c'), jws('b')] }),
    );
    explanations.give({ id: 'a' });
    expect(await explanations.shown()).toEqual([jws('b'), { id: 'a' }, jws('c')]);
    expect(asked).toEqual([`${location.origin}/shop/explanations?ids=b%2Cc`]);
  });

  it('keeps what the merchant put into the address', () => {
    expect(sameOriginUrl('/e?shop=1', ['a', 'b&c'], 'https://shop.example/p')).toBe(
      'https://shop.example/e?shop=1&ids=a%2Cb%26c',
    );
  });
});
