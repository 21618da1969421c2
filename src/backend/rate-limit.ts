import type { SubjectId } from '../contract/ids.ts';

/** Grants of one subject: so many at once, then one more for each pause. */
export type RateLimits = {
  readonly atOnce: number;
  /** Milliseconds until one more is allowed. */
  readonly pause: number;
};

/** More than a shopper can click, and more than a long time offline leaves; far below what a script sends. */
export const GRANT_LIMITS: RateLimits = { atOnce: 120, pause: 500 };

/** Counts the grants of each subject, in memory: a restart forgets, and nothing about anybody is stored. */
export type RateLimit = {
  /** Counts one more at this time (milliseconds since 1970); 0 when it may go on, else the seconds to wait. */
  readonly take: (subject: SubjectId, now: number) => number;
};

/** Subjects that are counted at one time. Anybody can make subjects, so the memory they take must end somewhere. */
const MOST_SUBJECTS = 50_000;

/**
 * Makes a counter. Each subject has a time at which all it did is paid off (the generic cell rate algorithm): one number
 * a subject, and no clean-up by the clock.
 */
export const createRateLimit = (
  { atOnce, pause }: RateLimits = GRANT_LIMITS,
  mostSubjects = MOST_SUBJECTS,
): RateLimit => {
  const paidOffAt = new Map<SubjectId, number>();
  const keep = (subject: SubjectId, time: number): void => {
    paidOffAt.delete(subject);
    paidOffAt.set(subject, time);
    const [longestQuiet] = paidOffAt.keys();
    if (paidOffAt.size > mostSubjects && longestQuiet !== undefined) paidOffAt.delete(longestQuiet);
  };
  return {
    take: (subject, now) => {
      // A clock that was set back must not lock anybody out for longer than a full allowance takes.
      const start = Math.min(Math.max(paidOffAt.get(subject) ?? 0, now), now + atOnce * pause);
      const excess = start + pause - (now + atOnce * pause);
      keep(subject, excess > 0 ? start : start + pause);
      return Math.max(0, Math.ceil(excess / 1000));
    },
  };
};
