import { afterEach, describe, expect, it, vi } from 'vitest';
import { jws } from './page.ts';

const CHUNK = '../../src/widget/page-explanations.ts';

/** Explanations of a page whose network is down until `back` is called. */
const aPageOffline = async () => {
  vi.resetModules();
  vi.doMock(CHUNK, () => {
    throw new TypeError('Failed to fetch');
  });
  const { createExplanations } = await import('../../src/widget/explanations.ts');
  const fetch = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
  const { signal } = new AbortController();
  const explanations = createExplanations({ document, fetch, now: () => 0, src: () => undefined, signal });
  return { explanations, back: () => vi.doUnmock(CHUNK) };
};

describe('Explanations given while the part that keeps them cannot be loaded', () => {
  afterEach(() => vi.doUnmock(CHUNK));

  it('say so, and are there once it can be', async () => {
    const { explanations, back } = await aPageOffline();
    expect(await explanations.give(jws('a'), { said: 'One.' })).toEqual({ kind: 'not-loaded' });
    expect(await explanations.give(jws('b'))).toEqual({ kind: 'not-loaded' });
    await expect(explanations.find('a')).rejects.toThrow();
    expect(explanations.said?.('a')).toBeUndefined();
    back();
    expect(await explanations.latest()).toBe('b');
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(explanations.said?.('a')).toBe('One.');
  });
});
