import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DataRow } from '../contract/explanation.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import type { ActResult, ObjectionWish, Runtime } from '../runtime/runtime.ts';
import { diffLists, type Listed, type ListDiff } from './changes.ts';
import type { ChangeView, RowView, Why } from './explain.ts';
import type { OpenedExplanation } from './open.ts';

/** How the last act in this panel stands. `next` is the same item's new explanation. */
export type ActState =
  | { readonly kind: 'saving' | 'not-saved' }
  /** Saved, or sent from memory where this browser stores nothing (`remembered` false). */
  | { readonly kind: 'asking'; readonly remembered: boolean }
  | { readonly kind: 'done'; readonly remembered: boolean; readonly diff: ListDiff; readonly next: string | undefined };

/** What the acts need of the model they belong to. */
export type Acting = {
  /** The explanation shown now. */
  readonly why: () => Why | undefined;
  readonly open: (given: string | object) => Promise<OpenedExplanation>;
  readonly refresh: () => Promise<void>;
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

const listedOf = (opened: OpenedExplanation): readonly Listed[] => {
  if (opened.kind === 'withheld') return [];
  const { item, surface } = opened.read.explanation;
  return [{ id: item.id, name: item.name, surface: surface?.id }];
};

const isSameProduct = (one: Listed, other: Listed): boolean => one.id === other.id && one.surface === other.surface;

type Asked = { readonly shown: Why; readonly before: readonly OpenedExplanation[] };
type Changed = { readonly diff: ListDiff; readonly next: string | undefined };

/** Asks the page for its list anew and tells what is different from what it showed before. */
const askAnew = async (runtime: Runtime, open: Acting['open'], { shown, before }: Asked): Promise<Changed> => {
  const { explanation } = shown;
  const answer = await runtime.influence(explanation.id);
  const after = await Promise.all((answer ?? []).map(open));
  const item: Listed = { ...explanation.item, surface: explanation.surface?.id };
  const place = after.findIndex((one) => listedOf(one).some((listed) => isSameProduct(listed, item)));
  return { diff: diffLists(item, before.flatMap(listedOf), after.flatMap(listedOf)), next: answer?.[place] };
};

const performerOf =
  (runtime: Runtime, { why, open, refresh }: Acting, act: Signal<ActState | undefined>) =>
  async (save: () => Promise<readonly ActResult[]>): Promise<void> => {
    const shown = why();
    if (!shown) return;
    // Asked before the act: afterwards the page may already show another list.
    const before = runtime.explanations.shown?.().then((all) => Promise.all(all.map(open)));
    act.value = { kind: 'saving' };
    const results = await save().catch(() => undefined);
    await refresh();
    if (!results || results.some(({ kind }) => kind === 'no-config')) {
      act.value = { kind: 'not-saved' };
      return;
    }
    const remembered = results.every((result) => result.kind === 'saved' && result.remembered);
    act.value = { kind: 'asking', remembered };
    act.value = {
      kind: 'done',
      remembered,
      ...(await askAnew(runtime, open, { shown, before: (await before) ?? [] })),
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
      deed === 'stop' ? stop(why()?.cited ?? []) : object(rows.map(({ id }) => ({ scope: 'data', ref: id }))),
  };
};
