import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PURCHASES } from './samples.ts';
import { DAY, showing } from './showing.tsx';

const { signed, show } = showing();
const given = [['given', -DAY]] as const;
const listOf = (...ids: readonly string[]) =>
  Promise.all(
    ids.map((id, at) =>
      signed({
        id: `y-${id}`,
        item: { id, name: id === '84970L' ? 'Candle holder' : `Product ${id}` },
        rank: { position: at + 1, of: ids.length },
      }),
    ),
  );
const leaveOut = (outcome: object, verified = true) => ({
  counterfactuals: [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome, verified }],
});
const first = { id: 'mug', name: 'Product mug' };

describe('a change that was made', () => {
  it.each([
    [
      'held',
      { first, newRank: 2 },
      ['mug', '84970L'],
      'As the shop said, “Product mug” is first. As the shop said, this is number 2.',
    ],
    [
      'did not come first',
      { first },
      ['jug', '84970L'],
      'The shop said “Product mug” would be first; it is “Product jug”.',
    ],
    [
      'kept its place instead',
      { first, newRank: 2 },
      ['84970L', 'mug'],
      'The shop said “Product mug” would be first; it is “Candle holder”. The shop said this would be number 2; it is number 1.',
    ],
    [
      'stayed, and was to go',
      { newRank: null },
      ['84970L'],
      'The shop said this would not be in the list; it is number 1.',
    ],
    [
      'went, and was to stay',
      { newRank: 2 },
      ['mug', 'jug'],
      'The shop said this would be number 2; it is not in the list.',
    ],
    ['went, as told', { newRank: null }, ['mug', 'jug'], 'As the shop said, this is not in the list.'],
    [
      'went beyond the end',
      { newRank: 42 },
      ['mug', 'jug'],
      'The shop said this would be number 42; it is not among the first 2.',
    ],
  ] as const)('and %s is told beside what the shop had said', async (_what, outcome, after, sentence) => {
    const stage = await show(await signed(leaveOut(outcome)), { answer: await listOf(...after) }, given);
    screen.getByRole('button', { name: 'Leave it out' }).click();
    await screen.findByText((told) => told.endsWith(` ${sentence}`));
    expect(stage.wishes).toMatchObject([{ scope: 'data', ref: 'd1' }]);
  });

  it('and was an estimate is told as one only when it did not hold', async () => {
    await show(await signed(leaveOut({ first }, false)), { answer: await listOf('jug', '84970L') }, given);
    screen.getByRole('button', { name: 'Leave it out' }).click();
    expect(await screen.findByText(/it is “Product jug”\. What the shop said was an estimate\.$/)).toBeTruthy();
  });

  it('is not judged while the page is silent', async () => {
    await show(await signed(leaveOut({ first })), {}, given);
    screen.getByRole('button', { name: 'Leave it out' }).click();
    expect(await screen.findByText('Saved. Your list changes on the next visit.')).toBeTruthy();
  });

  it('is not judged by what the page answers and the shop did not sign', async () => {
    const [jws = ''] = await listOf('jug');
    const answer = [`${jws.slice(0, -6)}AAAAAA`, 'nonsense'];
    await show(await signed(leaveOut({ first })), { answer }, given);
    screen.getByRole('button', { name: 'Leave it out' }).click();
    expect(await screen.findByText('Saved. Your list changes on the next visit.')).toBeTruthy();
  });

  it('is not judged at all when it was not saved', async () => {
    const stage = await show(await signed(leaveOut({ first })), { answer: await listOf('jug') }, given);
    Object.assign(stage.runtime, { object: async () => ({ kind: 'not-saved' }) });
    screen.getByRole('button', { name: 'Leave it out' }).click();
    await screen.findByText('Not saved. The shop cannot be reached. Please try again, or reload the page.');
    expect(screen.getByRole('button', { name: 'Leave it out' })).toBeTruthy();
  });

  it('is compared for the act it was told of, and for no other', async () => {
    const stage = await show(await signed(leaveOut({ first })), { answer: await listOf('jug', '84970L') }, given);
    screen.getByRole('switch').click();
    await screen.findByText(/^Saved\./);
    await screen.findByText('Saved. “Candle holder” is now number 2 of 2.');
    expect(stage.wishes).toMatchObject([{ choices: { [PURCHASES]: 'refused' } }]);
  });

  it('leaves its button where it was, with the effect the shop tells', async () => {
    const over = leaveOut({ first });
    const [change] = over.counterfactuals;
    const controls = [{ id: 'c1', type: 'exclude-data', effect: 'immediate' }];
    await show(await signed({ counterfactuals: [{ ...change, control: 'c1' }], controls }), {}, given);
    const button = screen.getByRole('button', { name: 'Leave it out' });
    expect(button.closest('li')?.textContent).toContain('The shop says: at once.');
    button.focus();
    button.click();
    const after = await screen.findByRole('button', { name: 'Done: Leave it out' });
    expect(document.activeElement).toBe(after);
    expect(after.getAttribute('aria-disabled')).toBe('true');
  });
});
