import type { Sha256 } from '../contract/ids.ts';
import type { RecordedEvent } from './consent.ts';

/** An event with what links it to its chain. */
export type ChainEvent = RecordedEvent & { readonly prev: Sha256 | null; readonly sha256: Sha256 };

/**
 * A fork that turns out to be part of the chain, because the chain's next event names it as the one before, applies by
 * `seq` like the rest: any order of arrival ends in the same state. Not where the chain has another event in its place:
 * then it was made beside the chain, and what it takes away stays away.
 */
export const mend = <TEvent extends ChainEvent>(events: readonly TEvent[]): readonly TEvent[] => {
  const successors = new Map<number, TEvent[]>();
  const taken = new Set(events.filter(({ forked }) => !forked).map(({ seq }) => seq));
  const mended = [...events]
    .sort((a, b) => b.seq - a.seq)
    .map((event) => {
      const named = (successors.get(event.seq + 1) ?? []).some(({ prev }) => prev === event.sha256);
      const placed = event.forked && named && !taken.has(event.seq) ? { ...event, forked: false } : event;
      if (!placed.forked) successors.set(event.seq, [...(successors.get(event.seq) ?? []), placed]);
      return placed;
    });
  return mended.sort((a, b) => a.order - b.order);
};
