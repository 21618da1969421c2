import type { Timestamp } from '../contract/ids.ts';

const PARTS = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/;

/** `from` plus an ISO 8601 duration, by the UTC calendar; a day that the month lacks becomes its last (31 Jan + P1M = 28 Feb). */
export const addDuration = (from: Timestamp, length: string): Timestamp => {
  const [, years = '0', months = '0', days = '0'] = PARTS.exec(length) ?? [];
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + Number(years) * 12 + Number(months));
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return new Date(date.getTime() + Number(days) * 86_400_000).toISOString() as Timestamp;
};
