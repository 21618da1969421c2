import type { Config } from '../contract/config.ts';
import type { Choice } from '../contract/consent-event.ts';
import type { ChoiceKey, PurposeId } from '../contract/ids.ts';
import type { NoticePurpose } from '../contract/notice.ts';
import { isChoosable, type Purpose } from '../contract/purpose.ts';
import type { ConsentStatus, Effective } from '../contract/receipt.ts';
import { statusOf } from './status.ts';

/** One row of the Choices panel: the purpose, its words, and where the shopper stands. */
export type ChoiceRow = {
  readonly purpose: Purpose;
  readonly words: NoticePurpose;
  readonly status: ConsentStatus;
  /** Global Privacy Control keeps this purpose off unless the shopper allowed it afterwards. */
  readonly byGpc: boolean;
};

/** The choice key of a whole purpose. */
export const keyOf = (purpose: PurposeId): ChoiceKey => purpose as string as ChoiceKey;

const rowOf = (
  purpose: Purpose,
  { config, state, gpc }: { readonly config: Config; readonly state: Effective; readonly gpc: boolean },
): readonly ChoiceRow[] => {
  const words = config.notice.purposes.find(({ id }) => id === purpose.id);
  const status = statusOf(state, keyOf(purpose.id));
  return words ? [{ purpose, words, status, byGpc: gpc && purpose.gpc && status !== 'given' }] : [];
};

/** Rows by section: AI purposes first, other choosable ones, then those that are only told. */
export const choiceRows = (
  config: Config,
  state: Effective,
  gpc: boolean,
): {
  readonly assistant: readonly ChoiceRow[];
  readonly other: readonly ChoiceRow[];
  readonly told: readonly ChoiceRow[];
} => {
  const rows = config.purposes.flatMap((purpose) => rowOf(purpose, { config, state, gpc }));
  return {
    assistant: rows.filter(({ purpose }) => isChoosable(purpose) && purpose.ai),
    other: rows.filter(({ purpose }) => isChoosable(purpose) && !purpose.ai),
    told: rows.filter(({ purpose }) => !isChoosable(purpose)),
  };
};

/** The same choice for every choosable purpose. Under Global Privacy Control "all" leaves out what it switches off. */
export const allChoices = (
  config: Pick<Config, 'purposes'>,
  choice: Choice,
  gpc: boolean,
): Readonly<Record<ChoiceKey, Choice>> =>
  Object.fromEntries(
    config.purposes
      .filter(isChoosable)
      .map((purpose) => [purpose.id, choice === 'given' && gpc && purpose.gpc ? 'refused' : choice]),
  );

/** The choices that bring back what was before: an undo is a new event, never a deletion. */
export const oppositeOf = (
  choices: Readonly<Record<ChoiceKey, Choice>>,
  before: Effective,
): Readonly<Record<ChoiceKey, Choice>> =>
  Object.fromEntries(
    Object.keys(choices).map((key) => [key, statusOf(before, key as ChoiceKey) === 'given' ? 'given' : 'refused']),
  );
