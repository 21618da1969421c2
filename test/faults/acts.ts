import type { Deed } from './scenario.ts';
import type { Clicked } from './page/watch.ts';

/** What an act must leave in the record. */
export type Wish =
  | { readonly kind: 'choices'; readonly choices: Readonly<Record<string, 'given' | 'refused'>> }
  /** The opposite of the act before it, whatever that was. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'objection'; readonly ref: string }
  /** The tab was killed before it could tell what was clicked. */
  | { readonly kind: 'untold' };

/** One act as the harness saw it. It grows as the page tells more. */
export type ActRecord = {
  /** The load of the page in which it was made. */
  readonly visit: string;
  /** Place in the script: a later act was made when the earlier ones had been acknowledged. */
  readonly step: number;
  readonly deed: Deed;
  wish: Wish;
  /** Whether the UI acknowledged it: the event, or the line that says "saved". */
  isAcked: boolean;
  /** Whether storage was failing by the time it was acknowledged. */
  isStorageFailing: boolean;
  /** Whether the UI said that it is not remembered on this device. */
  isToldForgetful: boolean;
  /** Whether the page it was made in is gone. */
  isPageGone: boolean;
};

const every = (purposes: readonly string[], choice: 'given' | 'refused'): Wish => ({
  kind: 'choices',
  choices: Object.fromEntries(purposes.map((purpose) => [purpose, choice])),
});

/** What a click wishes for. `fallback` is the purpose of a switch that names none: the one in the Why panel. */
export const wishOf = ({ what, purpose, on, ref }: Clicked, purposes: readonly string[], fallback: string): Wish => {
  switch (what) {
    case 'accept-all':
      return every(purposes, 'given');
    case 'refuse-all':
      return every(purposes, 'refused');
    case 'switch':
      return { kind: 'choices', choices: { [purpose ?? fallback]: on ? 'given' : 'refused' } };
    case 'undo':
      return { kind: 'undo' };
    case 'object':
      return { kind: 'objection', ref: ref ?? '' };
  }
};

/** Whether these allowed keys are what a wish leads to. */
export const fits = (wish: Wish, given: readonly string[]): boolean =>
  wish.kind === 'undo' ||
  (wish.kind === 'choices' &&
    Object.entries(wish.choices).every(([key, choice]) => (choice === 'given') === given.includes(key)));

/** Whether a wish takes nothing but away: then nothing excuses its loss. */
export const onlyNarrows = (wish: Wish): boolean =>
  wish.kind === 'objection' ||
  (wish.kind === 'choices' && Object.values(wish.choices).every((choice) => choice === 'refused'));

/** An act in one line of a trace. */
export const tellAct = ({ visit, step, deed, wish, isAcked }: ActRecord): string => {
  const what =
    wish.kind === 'choices'
      ? Object.entries(wish.choices)
          .map(([key, choice]) => `${key}=${choice}`)
          .join(' ')
      : wish.kind === 'objection'
        ? wish.ref
        : '';
  return `${visit} step ${step} ${deed} (${wish.kind} ${what}) ${isAcked ? 'acknowledged' : 'not acknowledged'}`;
};
