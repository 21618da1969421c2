import { screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { showing, text } from './showing.tsx';

const CHUNK = '../../src/explain/list-chain.ts';

describe('the check of the list an explanation came in', () => {
  const { signed, show } = showing();
  afterEach(() => vi.doUnmock(CHUNK));

  it('says when it cannot be loaded, and finds the change when it is asked for again', async () => {
    vi.doMock(CHUNK, () => {
      throw new TypeError('Failed to fetch');
    });
    const [before, jws] = [await signed({ id: 'x0' }), await signed({ previous: 'A'.repeat(43) })];
    await show(jws, { list: [before, jws] });
    await screen.findByText('Part of this panel could not be loaded.');
    expect(text()).not.toContain('The list this came in was changed');
    vi.doUnmock(CHUNK);
    screen.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(text).toContain('The list this came in was changed');
    expect(text()).not.toContain('Part of this panel could not be loaded.');
  });

  it('is loaded for no explanation that came alone', async () => {
    vi.doMock(CHUNK, () => {
      throw new TypeError('Failed to fetch');
    });
    await show(await signed({ previous: 'A'.repeat(43) }));
    expect(text()).not.toContain('Part of this panel could not be loaded.');
  });
});
