// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration } from '../../src/consent/duration.ts';
import { at } from './arbitraries.ts';

type Day = { readonly year: number; readonly month: number; readonly day: number };

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;

/** The oracle: no Date in it, months and days counted on the calendar one by one. */
const calendar = (from: Day, years: number, months: number, days: number): Day => {
  let { year, month } = from;
  for (let left = years * 12 + months; left > 0; left -= 1)
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  let day = Math.min(from.day, daysIn(year, month));
  for (let left = days; left > 0; left -= 1) {
    if (day < daysIn(year, month)) day += 1;
    else [year, month, day] = month === 12 ? [year + 1, 1, 1] : [year, month + 1, 1];
  }
  return { year, month, day };
};

const pad = (number: number, length = 2): string => String(number).padStart(length, '0');
const spell = ({ year, month, day }: Day, time: string): string => `${pad(year, 4)}-${pad(month)}-${pad(day)}T${time}Z`;

describe('a duration', () => {
  it.each([
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2028-01-31', 'P1M', '2028-02-29'],
    ['2027-12-31', 'P2M', '2028-02-29'],
    ['2026-03-31', 'P1M', '2026-04-30'],
    ['2026-10-31', 'P4M', '2027-02-28'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
    ['2024-02-29', 'P12M', '2025-02-28'],
    ['2100-01-31', 'P1M', '2100-02-28'],
    ['2000-01-31', 'P1M', '2000-02-29'],
    ['2026-12-31', 'P1D', '2027-01-01'],
    ['2026-02-28', 'P1D', '2026-03-01'],
    ['2028-02-28', 'P1D', '2028-02-29'],
    ['2026-01-31', 'P1M1D', '2026-03-01'],
    ['2026-01-30', 'P1Y1M1D', '2027-03-01'],
    ['2026-11-22', 'P6M', '2027-05-22'],
    ['2026-11-22', 'P24M', '2028-11-22'],
    ['2026-11-22', 'P365D', '2027-11-22'],
    ['2026-11-22', 'P0D', '2026-11-22'],
    ['2026-11-22', 'P9999D', '2054-04-08'],
  ])('%s plus %s is %s', (from, length, to) => {
    expect(addDuration(at(`${from}T12:34:56.789Z`), length)).toBe(`${to}T12:34:56.789Z`);
  });

  it('knows no summer time: a day is 24 hours by UTC, in Berlin’s short and long days too', () => {
    expect(addDuration(at('2026-03-28T23:30:00.000Z'), 'P1D')).toBe('2026-03-29T23:30:00.000Z');
    expect(addDuration(at('2026-10-24T23:30:00.000Z'), 'P1D')).toBe('2026-10-25T23:30:00.000Z');
    expect(addDuration(at('2026-02-28T23:59:59.999Z'), 'P1M')).toBe('2026-03-28T23:59:59.999Z');
  });

  it('that cannot be read adds nothing: consent ends at once rather than never', () => {
    for (const text of ['', 'P', 'forever', 'P1W', 'PT1H', 'P-1M', '-P1M']) {
      expect(addDuration(at('2026-11-22T00:00:00.000Z'), text)).toBe('2026-11-22T00:00:00.000Z');
    }
  });

  it('agrees with the calendar counted by hand', () => {
    const moment = fc.record({
      year: fc.integer({ min: 1990, max: 2110 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    });
    const lengths = fc.tuple(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 800 }),
    );
    fc.assert(
      fc.property(
        moment,
        lengths,
        fc.constantFrom('00:00:00.000', '12:00:00.000', '23:59:59.999'),
        (from, [years, months, days], time) => {
          const start = { ...from, day: Math.min(from.day, daysIn(from.year, from.month)) };
          const end = addDuration(at(spell(start, time)), `P${years}Y${months}M${days}D`);
          expect(end).toBe(spell(calendar(start, years, months, days), time));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees with the calendar on every day of four years, for the lengths shops use', () => {
    let day: Day = { year: 2024, month: 1, day: 1 };
    while (day.year < 2028) {
      for (const [years, months, days] of [
        [0, 1, 0],
        [0, 6, 0],
        [0, 12, 0],
        [1, 0, 0],
        [2, 0, 0],
        [0, 0, 30],
      ] as const) {
        const text = `P${years}Y${months}M${days}D`;
        expect(addDuration(at(spell(day, '08:00:00.000')), text)).toBe(
          spell(calendar(day, years, months, days), '08:00:00.000'),
        );
      }
      day = calendar(day, 0, 0, 1);
    }
  });
});
