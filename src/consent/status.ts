import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { ConsentStatus, Effective, EffectiveEntry } from '../contract/receipt.ts';

/** Purpose part of a choice key. */
export const purposeOf = (key: ChoiceKey): PurposeId => key.split('@', 1)[0] as PurposeId;

/** Own members only: a page may have planted some on every object. */
export const entryOf = (state: Effective, key: ChoiceKey): EffectiveEntry | undefined =>
  Object.hasOwn(state, key) ? state[key] : undefined;

/** Status of one key; a vendor's is never wider than its purpose's. */
export const statusOf = (state: Effective, key: ChoiceKey): ConsentStatus => {
  const own = entryOf(state, key)?.state;
  const purpose = entryOf(state, purposeOf(key) as string as ChoiceKey)?.state ?? 'unknown';
  return own === undefined || (own === 'given' && purpose !== 'given') ? purpose : own;
};
