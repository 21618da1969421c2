import type { Action, Choice, ConsentEvent, Surface } from '../contract/consent-event.ts';
import type { ChoiceKey, EventId, Origin, Sha256, SubjectId, Timestamp } from '../contract/ids.ts';
import type { NoticeRef } from '../contract/notice.ts';

/** Everything an event says, gathered. */
export type EventParts = {
  readonly id: EventId;
  readonly subject: SubjectId;
  readonly site: Origin;
  readonly head: { readonly seq: number; readonly digest: Sha256 | null };
  readonly at: Timestamp;
  readonly action: Action;
  readonly surface: Surface;
  readonly notice: NoticeRef;
  readonly choices: Readonly<Record<ChoiceKey, Choice>>;
  readonly gpc: boolean;
  /** ISO 3166 region the merchant declares, if any. */
  readonly region: string | undefined;
};

/** The next event of a chain. */
export const buildEvent = (parts: EventParts): ConsentEvent => ({
  schema: 'consent-event/1',
  event_id: parts.id,
  subject: parts.subject,
  site: parts.site,
  seq: parts.head.seq + 1,
  prev: parts.head.digest,
  occurred_at: parts.at,
  action: parts.action,
  surface: parts.surface,
  notice: parts.notice,
  choices: parts.choices,
  signals: { gpc: parts.gpc },
  region: { declared: parts.region ?? null, source: parts.region === undefined ? 'none' : 'merchant' },
});
