// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConsent, type ConsentAct, type ConsentPast, statusIn } from '../../src/explain/consent-check.ts';
import type { ChoiceKey } from '../../src/contract/ids.ts';
import { anAct, at, IAT, pastOf, PURCHASES, receiptNumber, row } from './samples.ts';

const DAY = 86_400;
const aConsent = (over: object = {}) => ({
  purposeId: PURCHASES,
  receiptId: receiptNumber(1),
  stateAtUse: 'given',
  at: at(0),
  ...over,
});
const verdict = (
  acts: readonly ConsentAct[],
  over: { readonly consent?: object | undefined; readonly past?: Partial<ConsentPast> } = {},
) => checkConsent(row({ consent: 'consent' in over ? over.consent : aConsent() }), IAT, pastOf(acts, over.past))?.code;
const second = (choice: 'given' | 'refused', made: number, received?: number): ConsentAct =>
  anAct(
    choice,
    made,
    received,
    received === undefined ? {} : { receipt: { jti: receiptNumber(2), received_at: at(received) } },
  );

describe('a data row under consent', () => {
  it.each([
    ['given, confirmed and still given', [anAct('given', -DAY, -DAY)], 'allowed'],
    ['given within the minute after', [anAct('given', 40, 55)], 'allowed'],
    ['given and withdrawn since', [anAct('given', -DAY, -DAY), second('refused', DAY / 2, DAY / 2)], 'allowed-then'],
    ['withdrawn since, not yet confirmed', [anAct('given', -DAY, -DAY), second('refused', 100)], 'allowed-then'],
    ['withdrawn within the minute before', [anAct('given', -DAY, -DAY), second('refused', -50, -40)], 'allowed-then'],
    [
      'withdrawn on the device, not at the shop',
      [anAct('given', -DAY, -DAY), second('refused', -600)],
      'withdrawal-not-arrived',
    ],
    [
      'withdrawn on the device, at the shop only later',
      [anAct('given', -DAY, -DAY), second('refused', -600, 600)],
      'withdrawal-not-arrived',
    ],
    [
      'withdrawn, confirmed an hour before',
      [anAct('given', -DAY, -DAY), second('refused', -3600, -3600)],
      'not-allowed',
    ],
    [
      'withdrawn, confirmed 61 seconds before',
      [anAct('given', -DAY, -DAY), second('refused', -62, -61)],
      'not-allowed',
    ],
    ['refused from the start', [anAct('refused', -DAY, -DAY)], 'not-allowed'],
    ['given only two minutes after', [anAct('given', 120, 120)], 'no-record'],
    ['given, expired since a year', [anAct('given', -400 * DAY, -400 * DAY)], 'not-allowed'],
  ] as const)('%s: %s', (_what, acts, code) => {
    expect(verdict(acts)).toBe(code);
  });

  it('is never red where this device knows nothing, whatever the shop claims', () => {
    expect(verdict([], { consent: aConsent({ receiptId: undefined, stateAtUse: 'refused' }) })).toBe('no-record');
    expect(verdict([], { consent: undefined })).toBe('no-record');
  });

  it('waits for a receipt that is not here, and is not red before', () => {
    const refusedHere = [second('refused', -DAY, -DAY)];
    expect(verdict(refusedHere)).toBe('receipt-not-here');
    expect(verdict(refusedHere, { past: { fetched: { [receiptNumber(1)]: 'asking' } } })).toBe('receipt-not-here');
    expect(verdict(refusedHere, { past: { fetched: { [receiptNumber(1)]: 'unreachable' } } })).toBe('receipt-not-here');
  });

  it.each(['unknown', 'kept'] as const)(
    'has no record when the receipt it names is %s at the shop and not here',
    (outcome) => {
      expect(verdict([second('refused', -DAY, -DAY)], { past: { fetched: { [receiptNumber(1)]: outcome } } })).toBe(
        'no-record',
      );
    },
  );

  it('is red when it names the very receipt of the withdrawal', () => {
    expect(
      verdict([anAct('given', -DAY, -DAY), second('refused', -3600, -3600)], {
        consent: aConsent({ receiptId: receiptNumber(2) }),
      }),
    ).toBe('not-allowed');
  });

  it('is not red while a newer grant has not been confirmed', () => {
    expect(verdict([anAct('refused', -DAY, -DAY), second('given', -3600)])).toBe('no-record');
  });

  it('must name a receipt that covers its purpose', () => {
    const other = anAct('given', -DAY, -DAY, { choices: { ads: 'given' } as Record<ChoiceKey, 'given'> });
    expect(verdict([other, second('given', -DAY, -DAY)])).toBe('receipt-of-another');
  });

  it('cannot be excused by a time of use later than the explanation', () => {
    const acts = [anAct('given', DAY, DAY)];
    expect(verdict(acts, { consent: aConsent({ at: at(DAY) }) })).toBe('no-record');
  });

  it('is judged by the purpose it is used for when it names no consent', () => {
    expect(checkConsent(row({ consent: undefined }), IAT, pastOf([anAct('refused', -DAY, -DAY)]))?.code).toBe(
      'not-allowed',
    );
  });

  it('without a readable purpose has no record', () => {
    expect(checkConsent(row({ consent: undefined, purpose: 'To sell more!' }), IAT, pastOf())).toEqual({
      code: 'no-record',
      purpose: undefined,
    });
  });

  it('of a vendor is judged by acts about its purpose', () => {
    const consent = aConsent({ purposeId: `${PURCHASES}@meta`, receiptId: undefined });
    expect(verdict([anAct('refused', -DAY, -DAY)], { consent })).toBe('not-allowed');
    expect(verdict([anAct('given', -DAY, -DAY)], { consent })).toBe('allowed');
  });

  it.each(['contract', 'legitimate-interest', 'legal-obligation', 'not-personal'])(
    'is nobody’s question on the basis %s',
    (basis) => {
      expect(checkConsent(row({ basis }), IAT, pastOf([anAct('refused', -DAY, -DAY)]))).toBeUndefined();
    },
  );

  it('is never red unless a confirmed act had said no', () => {
    const act = fc.record({
      choice: fc.constantFrom('given', 'refused'),
      made: fc.integer({ min: -400 * DAY, max: DAY }),
      lag: fc.option(fc.nat({ max: 2 * DAY }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (all) => {
        const acts = all.map(({ choice, made, lag }) =>
          anAct(choice as 'given', made, lag === undefined ? undefined : made + lag),
        );
        if (verdict(acts) !== 'not-allowed') return;
        expect(acts.some(({ receipt }) => receipt && receipt.received_at <= at(0))).toBe(true);
      }),
    );
  });

  it('with a time beyond all calendars is judged all the same', () => {
    expect(() => checkConsent(row(), 253_402_300_799, pastOf([anAct('given', 0, 0)]))).not.toThrow();
  });
});

describe('consent status of a vendor', () => {
  it.each([
    [{ p: 'given', 'p@v': 'given' }, 'given'],
    [{ p: 'withdrawn', 'p@v': 'given' }, 'withdrawn'],
    [{ p: 'given', 'p@v': 'refused' }, 'refused'],
    [{ 'p@v': 'given' }, 'unknown'],
    [{ p: 'given' }, 'given'],
    [{}, 'unknown'],
  ])('under %j is %s', (states, status) => {
    const effective = Object.fromEntries(Object.entries(states).map(([key, state]) => [key, { state }]));
    expect(statusIn(effective as Parameters<typeof statusIn>[0], 'p@v' as ChoiceKey)).toBe(status);
  });
});
