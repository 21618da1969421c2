import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { PurposeId } from '../../src/contract/ids.ts';
import { aRow, at, othersRow, PURCHASES, receiptNumber } from './samples.ts';
import { DAY, openAll, openOne, showing, text } from './showing.tsx';

const { signed, show } = showing();

describe('the data in the panel', () => {
  it('stands in a table with a caption and row headings', async () => {
    await show(await signed(), {}, [['given', -DAY]]);
    await openAll();
    const table = screen.getByRole('table', { name: '“You bought a red candle”' });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['What', 'When', 'From', 'Used for', 'Allowed by']);
    expect(table.textContent).toContain('Use my purchase history');
    expect(table.textContent).toContain('“order 550936” (the shop saw it)');
  });

  it('opens its receipt', async () => {
    const stage = await show(await signed(), {}, [['given', -DAY]]);
    await openAll();
    screen.getByRole('button', { name: 'Show the receipt' }).click();
    expect(stage.targets).toEqual([{ panel: 'receipts', receipt: receiptNumber(1) }]);
  });

  it('about fewer than ten shoppers shows neither number nor example', async () => {
    await show(
      await signed({
        data: [othersRow({ id: 'd1', count: 3, examples: [{ label: 'Somebody’s mug' }], source: 'order 7' })],
      }),
    );
    await openAll();
    expect(text()).toContain('Fewer than ten shoppers: not shown.');
    expect(text()).not.toMatch(/3 times|mug|order 7/);
  });

  it('about other shoppers never shows an example', async () => {
    await show(await signed({ data: [othersRow({ id: 'd1', examples: [{ label: 'Somebody’s mug' }] })] }));
    await openAll();
    expect(text()).not.toContain('mug');
  });

  it('of a special category shows its example only when asked', async () => {
    await show(await signed({ data: [aRow({ special: true, examples: [{ label: 'Insulin pen' }] })] }));
    openOne(document.querySelector('details'));
    await screen.findByText('Sensitive data. Show it');
    expect(text()).not.toContain('Insulin');
    await openAll();
    expect(text()).toContain('Insulin pen');
  });

  it.each([
    [
      'withdrawn since',
      [
        ['given', -DAY],
        ['refused', 1000],
      ],
      'Allowed then, no longer.',
    ],
    ['not remembered here', [], 'No record on this device.'],
    ['refused before', [['refused', -DAY]], 'You had not allowed this.'],
  ] as const)('%s says so', async (_what, choices, sentence) => {
    await show(
      await signed({ data: [aRow({ consent: { purposeId: PURCHASES, stateAtUse: 'given', at: at(0) } })] }),
      {},
      choices,
    );
    await openAll();
    expect(text()).toContain(sentence);
  });
});

describe('use without consent', () => {
  it('is said at the top, in red, with one tap to object that leaves its place filled', async () => {
    const stage = await show(await signed(), {}, [['refused', -DAY]]);
    const note = screen.getByText('This uses data you did not allow: “Use my purchase history”.').closest('li');
    expect(note?.className).toContain('note-bad');
    screen.getByRole('button', { name: 'Object' }).click();
    await screen.findByRole('button', { name: 'You objected.' });
    expect(stage.wishes).toMatchObject([{ scope: 'data', ref: 'd1' }]);
    screen.getByRole('button', { name: 'You objected.' }).click();
    expect(stage.wishes).toHaveLength(1);
  });

  it('shows the receipt of the objection beside it, once the shop has confirmed it', async () => {
    const stage = await show(await signed(), {}, [['refused', -DAY]]);
    screen.getByRole('button', { name: 'Object' }).click();
    await screen.findByText('Not yet at the shop.');
    const [objection] = (await stage.ledger.read()).entries.slice(-1);
    const receipt = { jti: receiptNumber(7), order: 7, received_at: at(3600), forked: false };
    await stage.ledger.settle(objection?.id ?? '', { delivery: 'confirmed', receipt, jws: 'a.b.c' });
    const link = within(document.querySelector('.note-bad') as HTMLElement);
    (await link.findByRole('button', { name: 'Show the receipt' })).click();
    expect(stage.targets).toEqual([{ panel: 'receipts', receipt: receiptNumber(7) }]);
  });
});

describe('a receipt that is not here', () => {
  it.each([
    ['unreachable', 'The receipt is not on this device, and the shop cannot be reached.'],
    ['unknown', 'No record on this device.'],
  ] as const)('and is %s at the shop is told alike beside the data and among the checks', async (outcome, sentence) => {
    await show(await signed(), { fetchReceipt: () => Promise.resolve(outcome) });
    await openAll();
    expect(document.querySelector('table')?.textContent).toContain(sentence);
    expect(document.querySelector('[part=checks]')?.textContent).toContain(`“Use my purchase history”: ${sentence}`);
  });
});

describe('the switch in the panel', () => {
  it('switches a purpose off at once and tells what changed', async () => {
    const answer = [await signed({ id: 'x2', item: { id: 'other', name: 'Basket' } })];
    const stage = await show(await signed(), { answer }, [['given', -DAY]]);
    const control = screen.getByRole('switch', { name: 'Use my purchase history' });
    expect(control.getAttribute('aria-checked')).toBe('true');
    control.click();
    await screen.findByText('Saved. “Candle holder” is no longer in the list.');
    expect(stage.wishes).toMatchObject([{ action: 'withdraw', surface: 'why' }]);
    expect(screen.getByRole('switch').getAttribute('aria-checked')).toBe('false');
  });

  it('never switches anything on: that is for Choices', async () => {
    const stage = await show(await signed(), {}, [
      ['given', -DAY],
      ['refused', 1000],
    ]);
    screen.getByRole('switch').click();
    expect(stage.wishes).toEqual([]);
    expect(stage.targets).toEqual([{ panel: 'choices', purpose: PURCHASES as string as PurposeId }]);
  });

  it('is followed, on a later explanation, by since when it is off and its receipt', async () => {
    const later = await signed({ factors: [], score: undefined, data: [othersRow()] });
    const stage = await show(later, {}, [
      ['given', -2 * DAY],
      ['refused', -DAY],
    ]);
    expect(text()).toContain('“Use my purchase history”: off since Nov 3, 2011. This explanation does not use it.');
    screen.getByRole('button', { name: 'Show the receipt' }).click();
    expect(stage.targets).toEqual([{ panel: 'receipts', receipt: receiptNumber(2) }]);
  });
});

describe('what would change it', () => {
  const counterfactuals = [{ change: [{ op: 'exclude-data', ref: 'd1' }], outcome: { newRank: 4 }, verified: false }];

  it('is an estimate unless the shop has tried it, and does it when pressed', async () => {
    const stage = await show(await signed({ counterfactuals }), {}, [['given', -DAY]]);
    expect(text()).toContain('Without “Red candle”This would be number 4.An estimate by the shop.');
    screen.getByRole('button', { name: 'Leave it out' }).click();
    await screen.findByText('Saved. Your list changes on the next visit.');
    expect(stage.wishes).toMatchObject([{ scope: 'data', ref: 'd1' }]);
  });

  it.each([
    ['the place it has', { newRank: 1 }, 'This would still be number 1.'],
    ['another place', { newRank: 2 }, 'This would be number 2.'],
    ['no place', { newRank: null }, 'This would not be in the list.'],
    [
      'it first, as now',
      { newRank: 1, first: { id: '84970L', name: 'Candle holder' } },
      '“Candle holder” would still be first.',
    ],
    ['another first', { first: { id: 'z', name: 'Mug' } }, '“Mug” would be first.'],
  ])('says of %s what it is', async (_what, outcome, sentence) => {
    const change = [{ op: 'exclude-data', ref: 'd1' }];
    await show(await signed({ counterfactuals: [{ change, outcome, verified: true }] }));
    expect(text()).toContain(sentence);
  });

  it('says nothing of "still" where the place now is not told', async () => {
    const outcome = { newRank: 1, first: { id: '84970L', name: 'Candle holder' } };
    const told = { change: [{ op: 'exclude-data', ref: 'd1' }], outcome, verified: true };
    await show(await signed({ rank: undefined, counterfactuals: [told] }));
    expect(text()).toContain('This would be number 1.“Candle holder” would be first.');
  });

  it('takes its words from the panel, not from the shop’s controls', async () => {
    const controls = [
      {
        id: 'c1',
        type: 'exclude-data',
        label: { en: 'Accept everything' },
        effect: 'immediate',
        href: 'https://evil.example',
      },
    ];
    await show(await signed({ counterfactuals, controls }));
    expect(text()).not.toContain('Accept everything');
    expect(document.querySelector('[href*="evil"]')).toBeNull();
  });

  it('names no sensitive example', async () => {
    await show(
      await signed({ counterfactuals, data: [aRow({ special: true, examples: [{ label: 'Insulin pen' }] })] }),
    );
    expect(text()).toContain('Without “purchase”');
  });
});

describe('the keyboard', () => {
  it('stays in the panel when the button it pressed is replaced', async () => {
    const answer = [await signed({ id: 'x2', factors: [], score: undefined, data: [othersRow()] })];
    await show(await signed(), { answer }, [['given', -DAY]]);
    screen.getByRole('switch').click();
    const next = await screen.findByRole('button', { name: 'Show the new reason' });
    next.focus();
    next.click();
    await screen.findByText('The shop’s engine gives no reason.');
    await expect.poll(() => next.isConnected).toBe(false);
    expect(document.activeElement?.textContent).toContain('The shop’s engine gives no reason.');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('is not taken from the page by a panel nobody is in', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await show(await signed());
    expect(document.activeElement).toBe(field);
    field.remove();
  });
});
