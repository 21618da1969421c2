import { foldEvents, withExpiry } from '../consent/consent.ts';
import type { Timestamp } from '../contract/ids.ts';
import { confirmedEventsOf, eventsOf, statusAt } from '../ledger/past.ts';
import type { Past } from '../runtime/runtime.ts';

/** What a ledger's state says of the past; `now` is the latest server time seen. */
export const createPast = (now: () => Timestamp): Past => ({
  effective: (state, config) => withExpiry(foldEvents(eventsOf(state), config?.purposes ?? []), now()),
  confirmedAt: (state, config, { key, time }) => statusAt(confirmedEventsOf(state), key, time, config?.purposes ?? []),
});
