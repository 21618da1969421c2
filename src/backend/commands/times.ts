import { UsageError } from './command.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of a day in UTC or an RFC 3339 time. Throws UsageError. */
export const timeOf = (text: string, option: string): number => {
  const time = DAY.test(text) || TIME.test(text) ? Date.parse(text) : Number.NaN;
  // Engines read 30 February as 2 March.
  const isRealDay =
    !Number.isNaN(time) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));
  if (isRealDay) return time;
  throw new UsageError(`--${option} "${text}" is no time: write 2026-11-24 or 2026-11-24T12:00:00Z`);
};

/** Whether a text names a whole day, and no time of it. */
export const isDay = (text: string): boolean => DAY.test(text);
