import type { Objection, Permission } from '../recommender/obey.ts';
import { NOTHING_ALLOWED } from '../recommender/obey.ts';
import type { RowPurpose } from '../recommender/rows.ts';
import { ROW_PURPOSES } from '../recommender/rows.ts';
import type { PageConsent, PageState } from './input.ts';

/** What the record says of a subject, as `GET /admin/v1/subjects/{subject}` answers. */
export type SubjectAnswer = {
  readonly effective: PageState;
  readonly objections: readonly Objection[];
  readonly receipts: Readonly<Record<string, string>>;
};

/** Asks the record; undefined where it does not know the subject or cannot be reached. */
export type AskRecord = (subject: string) => Promise<SubjectAnswer | undefined>;

const isGiven = (state: PageState | undefined, purpose: string, now: number): boolean => {
  const entry = state?.[purpose];
  return entry?.state === 'given' && (entry.until === undefined || Date.parse(entry.until) > now);
};

/**
 * What may be used: only what both the page and the record call given. Who has no subject has given nothing; a record
 * that cannot be reached says nothing.
 */
export const permit = async ({ subject, state }: PageConsent, ask: AskRecord, now: number): Promise<Permission> => {
  const record = subject === undefined ? undefined : await ask(subject);
  if (!record) return { ...NOTHING_ALLOWED, subject };
  const given = ROW_PURPOSES.filter(
    (purpose) => isGiven(state, purpose, now) && isGiven(record.effective, purpose, now),
  );
  return {
    subject,
    given: new Map<RowPurpose, string | undefined>(given.map((purpose) => [purpose, record.receipts[purpose]])),
    objections: record.objections,
  };
};

/** Whether one more purpose is given, by the same rule. */
export const isPermitted = async (
  purpose: string,
  consent: PageConsent,
  asked: { readonly ask: AskRecord; readonly now: number },
): Promise<boolean> => {
  const record = consent.subject === undefined ? undefined : await asked.ask(consent.subject);
  return (
    record !== undefined && isGiven(consent.state, purpose, asked.now) && isGiven(record.effective, purpose, asked.now)
  );
};
