import { choiceKey, type ChoiceKey, type PurposeId, type ReceiptId, type Timestamp } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { type ConsentPast, purposeOfRow } from './consent-check.ts';

/** A purpose the shopper switched off, and that an explanation does without. */
export type SwitchedOff = {
  readonly purpose: ChoiceKey;
  readonly since: Timestamp;
  readonly receipt: ReceiptId | undefined;
};

/** The purposes on consent that an explanation's data rests on, each once. */
export const citedPurposes = ({ data }: Pick<ReadableExplanation, 'data'>): readonly ChoiceKey[] => [
  ...new Set(data.flatMap((row) => (row.basis === 'consent' ? (purposeOfRow(row) ?? []) : []))),
];

const isOff = (key: ChoiceKey, { statusNow }: ConsentPast): boolean =>
  ['refused', 'withdrawn'].includes(statusNow(key));

/** The first refusal by hand after the last grant: since then it is off. */
const switchOf = (key: ChoiceKey, { acts }: ConsentPast): SwitchedOff | undefined => {
  const about = acts.filter(({ choices }) => key in choices);
  const lastGrant = about.findLastIndex(({ choices }) => choices[key] === 'given');
  const act = about.slice(lastGrant + 1).find(({ byGpc }) => !byGpc);
  return act && { purpose: key, since: act.occurred_at, receipt: act.receipt?.jti };
};

/** The purposes the shopper switched off by hand and that this explanation does without. */
export const switchedOff = (
  explanation: Pick<ReadableExplanation, 'data'>,
  choosable: readonly PurposeId[],
  past: ConsentPast,
): readonly SwitchedOff[] => {
  const cited = citedPurposes(explanation);
  return choosable.flatMap((purpose) => {
    const key = parse(choiceKey, purpose);
    if (!key || cited.includes(key) || !isOff(key, past)) return [];
    return switchOf(key, past) ?? [];
  });
};
