import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import type { ActResult, Runtime } from '../runtime/runtime.ts';
import { type ChangeView, deedOfChange } from './counterfactual.ts';
import { type Deed, leavingOut, objectingToUse, withdrawing } from './deeds.ts';
import type { Why } from './explain.ts';
import type { changeBetween, Kept, listedIn, ListDiff } from './list-diff.ts';
import type { OpenedExplanation } from './open.ts';

/** How the last act in this panel stands. `next` is the same item's new explanation; `diff` is undefined where it could not be told. */
export type ActState =
  | { readonly kind: 'saving' | 'not-saved' }
  /** Saved, or sent from memory where this browser stores nothing (`remembered` false). */
  | { readonly kind: 'asking'; readonly remembered: boolean }
  | {
      readonly kind: 'done';
      readonly remembered: boolean;
      readonly diff: ListDiff | undefined;
      /** What the shop had said of the change, beside what came of it. */
      readonly kept: readonly Kept[];
      /** What it had said was an estimate. */
      readonly isEstimate: boolean;
      readonly next: string | undefined;
    };

/** What the acts need of the panel's second half. */
export type Telling = { readonly changeBetween: typeof changeBetween; readonly listedIn: typeof listedIn };

/** What the acts need of the model they belong to. */
export type Acting = {
  /** The explanation shown now. */
  readonly why: () => Why | undefined;
  readonly openAll: (list: readonly (string | object)[]) => Promise<readonly OpenedExplanation[]>;
  readonly refresh: () => Promise<void>;
  /** The purposes behind "Use nothing about me". */
  readonly personal: () => readonly ChoiceKey[];
  /** Undefined while the second half cannot be had: an act never waits for it to be saved. */
  readonly telling: () => Promise<Telling | undefined>;
};

/** What a shopper can do in the Why panel. Each act only takes away, so each acts at once. */
export type Acts = {
  readonly act: ReadonlySignal<ActState | undefined>;
  /** Says no more about the last act. */
  readonly forget: () => void;
  /** Withdraws consent for a purpose. */
  readonly stopUsing: (purpose: ChoiceKey) => Promise<void>;
  /** "Do not use this" about one data row (GDPR Art. 21). */
  readonly objectTo: (row: DataRow) => Promise<void>;
  /** Objects to use without consent: to the row, or to the whole purpose where there are more. */
  readonly objectToUse: (purpose: ChoiceKey, rows: readonly DataRow[]) => Promise<void>;
  /** Does what a counterfactual supposes, and compares what comes of it with what the shop said. */
  readonly make: (change: ChangeView) => Promise<void>;
  /** Does all that one tap stands for. */
  readonly perform: (deed: Deed) => Promise<void>;
};

/** The longest explanation an objection carries along (contract, `objection/1`). */
const LONGEST_ATTACHED = 50_000;

type Asked = {
  readonly shown: Why;
  readonly before: readonly OpenedExplanation[];
  /** The change that was made, where it was one the shop had spoken of. */
  readonly change: ChangeView | undefined;
};
type Changed = Omit<ActState & { readonly kind: 'done' }, 'kind' | 'remembered'>;

/** Asks the page for its list anew and tells what is different from what it showed before. */
const askAnew = async (runtime: Runtime, { openAll, telling }: Acting, asked: Asked): Promise<Changed> => {
  const { shown, before, change } = asked;
  const answer = await runtime.influence(shown.explanation.id);
  const after = await openAll(answer ?? []);
  const told = (await telling())?.changeBetween({ shown, before, after, stated: change?.told.outcome });
  return {
    diff: told?.diff,
    kept: told?.kept ?? [],
    isEstimate: change?.told.verified === false,
    next: answer?.[told?.at ?? -1],
  };
};

/** Saves a deed, one wish after the other: each is built on the one before. An explanation that was signed goes along with objections. */
const saverOf =
  (runtime: Runtime) =>
  async ({ withdraw, object }: Deed, jws: string | undefined): Promise<readonly ActResult[]> => {
    const attached = jws !== undefined && jws.length <= LONGEST_ATTACHED ? { explanationJws: jws } : {};
    const choices = Object.fromEntries(withdraw.map((purpose) => [purpose, 'refused' as const]));
    const results: ActResult[] = [];
    if (withdraw.length > 0) results.push(await runtime.choose({ action: 'withdraw', surface: 'why', choices }));
    for (const wish of object) results.push(await runtime.object({ ...wish, ...attached }));
    return results;
  };

const performerOf = (runtime: Runtime, acting: Acting, act: Signal<ActState | undefined>) => {
  const save = saverOf(runtime);
  return async (deed: Deed, change?: ChangeView): Promise<void> => {
    const { why, openAll, refresh } = acting;
    const shown = why();
    if (!shown) return;
    // Asked before the act: afterwards the page may already show another list.
    const before = runtime.explanations.shown?.().then(openAll);
    act.value = { kind: 'saving' };
    const results = await save(deed, shown.jws);
    await refresh();
    if (results.some(({ kind }) => kind !== 'saved')) {
      act.value = { kind: 'not-saved' };
      return;
    }
    const remembered = results.every((result) => result.kind === 'saved' && result.remembered);
    act.value = { kind: 'asking', remembered };
    const changed = await askAnew(runtime, acting, { shown, before: (await before) ?? [], change });
    act.value = { kind: 'done', remembered, ...changed };
  };
};

/** The acts of one panel. */
export const createActs = (runtime: Runtime, acting: Acting): Acts => {
  const act = signal<ActState | undefined>(undefined);
  const perform = performerOf(runtime, acting, act);
  return {
    act,
    forget: () => {
      act.value = undefined;
    },
    stopUsing: (purpose) => perform(withdrawing([purpose])),
    objectTo: (row) => perform(leavingOut([row])),
    objectToUse: (purpose, rows) => perform(objectingToUse(purpose, rows)),
    make: (change) => perform(deedOfChange(change, acting.personal(), acting.why()?.explanation.data ?? []), change),
    perform: (deed) => perform(deed),
  };
};
