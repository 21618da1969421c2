import type { Choice } from '../contract/consent-event.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import { keysOf } from '../contract/records.ts';

/** A consent event as far as it decides. */
export type Decision = {
  readonly subject: string;
  readonly seq: number;
  readonly choices: Readonly<Record<ChoiceKey, Choice>>;
};

/** Whether later choices of the same subject decide all that this one decided. It is delivered for the record all the same. */
export const isSuperseded = (decision: Decision, all: readonly Decision[]): boolean => {
  const later = all.filter(({ subject, seq }) => subject === decision.subject && seq > decision.seq);
  return keysOf(decision.choices).every((key) => later.some(({ choices }) => Object.hasOwn(choices, key)));
};
