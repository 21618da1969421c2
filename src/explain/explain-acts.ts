import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import type { ActResult, ObjectionWish, Runtime } from '../runtime/runtime.ts';
import type { ChangeView } from './counterfactual.ts';
import type { RowView, Why } from './explain.ts';
import type { changeBetween, ListDiff } from './list-diff.ts';
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
      readonly next: string | undefined;
    };

/** What the acts need of the panel's second half. */
export type Telling = { readonly changeBetween: typeof changeBetween };

/** What the acts need of the model they belong to. */
export type Acting = {
  /** The explanation shown now. */
  readonly why: () => Why | undefined;
  readonly open: (given: string | object) => Promise<OpenedExplanation>;
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
  readonly objectToUse: (purpose: ChoiceKey, rows: readonly RowView[]) => Promise<void>;
  /** Does what a counterfactual supposes. */
  readonly make: (change: ChangeView) => Promise<void>;
};

/** The longest explanation an objection carries along (contract, `objection/1`). */
const LONGEST_ATTACHED = 50_000;

type Asked = { readonly shown: Why; readonly before: readonly OpenedExplanation[] };
type Changed = { readonly diff: ListDiff | undefined; readonly next: string | undefined };

/** Asks the page for its list anew and tells what is different from what it showed before. */
const askAnew = async (runtime: Runtime, { open, telling }: Acting, { shown, before }: Asked): Promise<Changed> => {
  const answer = await runtime.influence(shown.explanation.id);
  const after = await Promise.all((answer ?? []).map(open));
  const told = (await telling())?.changeBetween({ shown, before, after });
  return { diff: told?.diff, next: answer?.[told?.at ?? -1] };
};

const performerOf =
  (runtime: Runtime, acting: Acting, act: Signal<ActState | undefined>) =>
  async (save: () => Promise<readonly ActResult[]>): Promise<void> => {
    const { why, open, refresh } = acting;
    const shown = why();
    if (!shown) return;
    // Asked before the act: afterwards the page may already show another list.
    const before = runtime.explanations.shown?.().then((all) => Promise.all(all.map(open)));
    act.value = { kind: 'saving' };
    const results = await save();
    await refresh();
    if (results.some(({ kind }) => kind !== 'saved')) {
      act.value = { kind: 'not-saved' };
      return;
    }
    const remembered = results.every((result) => result.kind === 'saved' && result.remembered);
    act.value = { kind: 'asking', remembered };
    act.value = {
      kind: 'done',
      remembered,
      ...(await askAnew(runtime, acting, { shown, before: (await before) ?? [] })),
    };
  };

/** The acts of one panel. */
export const createActs = (runtime: Runtime, acting: Acting): Acts => {
  const act = signal<ActState | undefined>(undefined);
  const { why } = acting;
  const perform = performerOf(runtime, acting, act);
  const object = (wishes: readonly ObjectionWish[]): Promise<void> => {
    const jws = why()?.jws;
    const attached = jws !== undefined && jws.length <= LONGEST_ATTACHED ? { explanationJws: jws } : {};
    return perform(() => Promise.all(wishes.map((wish) => runtime.object({ ...wish, ...attached }))));
  };
  const objectTo = ({ id }: DataRow): Promise<void> => object([{ scope: 'data', ref: id }]);
  const stop = (purposes: readonly ChoiceKey[]): Promise<void> => {
    const choices = Object.fromEntries(purposes.map((purpose) => [purpose, 'refused' as const]));
    return perform(async () => [await runtime.choose({ action: 'withdraw', surface: 'why', choices })]);
  };
  return {
    act,
    forget: () => {
      act.value = undefined;
    },
    stopUsing: (purpose) => stop([purpose]),
    objectTo,
    objectToUse: (purpose, [first, ...others]) =>
      first && others.length === 0 ? objectTo(first.row) : object([{ scope: 'purpose', ref: purpose }]),
    make: ({ act: deed, rows }) =>
      deed === 'stop' ? stop(acting.personal()) : object(rows.map(({ id }) => ({ scope: 'data', ref: id }))),
  };
};
