import { describe, expect, it } from 'vitest';
import { createLate } from '../../src/ui/late.ts';

describe('a late half', () => {
  it('is brought once, however often it is asked for', async () => {
    let asked = 0;
    const late = createLate(async () => ({ asked: (asked += 1) }));
    expect(late.part.value).toBe('loading');
    await Promise.all([late.load(), late.load()]);
    await late.load();
    expect(late.part.value).toEqual({ asked: 1 });
  });

  it('that did not come is undefined, throws nothing, and comes when asked again', async () => {
    const answers = [Promise.reject(new TypeError('Failed to fetch')), Promise.resolve({ here: true })];
    const late = createLate(() => answers.shift() ?? Promise.reject(new Error('asked too often')));
    expect(await late.load()).toBeUndefined();
    expect(late.part.value).toBe('failed');
    expect(await late.load()).toEqual({ here: true });
  });
});
