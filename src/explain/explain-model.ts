import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import { type ChoiceKey, purposeId, type ReceiptId } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { isChoosable } from '../contract/purpose.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import { type ConsentAct, type ConsentPast, type Fetched, statusIn } from './consent-check.ts';
import { type ActState, createActs } from './explain-acts.ts';
import { assess, type Objected, type Why } from './explain.ts';
import { openExplanation, type OpenedExplanation } from './open.ts';

/** What the panel shows. `nothing`: no explanation was asked for; `not-found`: the page has none for what was asked. */
export type WhyView =
  | { readonly kind: 'loading' | 'nothing' | 'not-found' }
  | (OpenedExplanation & { readonly kind: 'withheld' })
  | { readonly kind: 'why'; readonly why: Why };

/** Receipts asked for on behalf of one explanation. */
const MOST_FETCHES = 8;

const actsOf = (state: LedgerState | undefined): readonly ConsentAct[] =>
  (state?.entries ?? []).flatMap((entry) => {
    if (entry.kind !== 'consent' || entry.delivery === 'refused') return [];
    const { choices, occurred_at, action } = entry.event;
    return [{ choices, occurred_at, byGpc: action === 'gpc', receipt: entry.receipt }];
  });

const objectedIn = (state: LedgerState | undefined): readonly Objected[] =>
  (state?.entries ?? []).flatMap((entry) =>
    entry.kind === 'objection' && entry.delivery !== 'refused' ? [entry.objection] : [],
  );

const pastOf = (
  { past }: Runtime,
  state: LedgerState | undefined,
  config: Config | undefined,
): Omit<ConsentPast, 'fetched'> => {
  const now = state ? past.effective(state, config) : {};
  return {
    statusAt: (key, time) => (state ? past.confirmedAt(state, config, { key, time }) : 'unknown'),
    statusNow: (key) => statusIn(now, key),
    acts: actsOf(state),
  };
};

/** State and actions of the Why panel. Observes the ledger; shows one explanation at a time. */
export const ExplainModel = createModel((runtime: Runtime) => {
  const opened = signal<OpenedExplanation | { readonly kind: 'loading' | 'nothing' | 'not-found' }>({
    kind: 'loading',
  });
  const state = signal<LedgerState | undefined>(undefined);
  const config = signal<Config | undefined>(undefined);
  const fetched = signal<Readonly<Record<string, Fetched>>>({});
  let wanted: string | undefined;
  let turn = 0;

  const past = computed((): ConsentPast => ({ ...pastOf(runtime, state.value, config.value), fetched: fetched.value }));
  const view: ReadonlySignal<WhyView> = computed(() => {
    const current = opened.value;
    if (current.kind !== 'read') return current;
    const choosable = (config.value?.purposes ?? []).filter(isChoosable).map(({ id }) => id);
    const now = Date.parse(runtime.serverNow());
    return {
      kind: 'why',
      why: assess(current, { past: past.value, objections: objectedIn(state.value), choosable, now }),
    };
  });
  const why = (): Why | undefined => {
    const shown = view.peek();
    return shown.kind === 'why' ? shown.why : undefined;
  };

  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  const open = async (given: string | object): Promise<OpenedExplanation> => {
    const [keys, shop, { key }] = await Promise.all([runtime.keys(), runtime.config(), runtime.ledger.read()]);
    config.value = shop;
    const { site } = runtime.settings;
    return openExplanation(given, {
      keys,
      issuer: shop?.issuer,
      site,
      subject: key?.subject,
      subtle: runtime.platform.subtle,
    });
  };
  const acts = createActs(runtime, { why, open, refresh });

  const isWanting = (jti: string): boolean => {
    const asked = fetched.peek()[jti];
    return (
      (asked === undefined || asked === 'unreachable') && past.peek().acts.every(({ receipt }) => receipt?.jti !== jti)
    );
  };
  const fetchReceipts = async (): Promise<void> => {
    const named = why()?.explanation.data.flatMap(({ consent }) => consent?.receiptId ?? []) ?? [];
    for (const jti of [...new Set(named)].filter(isWanting).slice(0, MOST_FETCHES)) {
      if (runtime.signal.aborted) return;
      fetched.value = { ...fetched.peek(), [jti]: 'asking' };
      const outcome = await runtime.fetchReceipt(jti);
      await refresh();
      fetched.value = { ...fetched.peek(), [jti]: outcome };
    }
  };
  const show = async (given: string | object): Promise<void> => {
    turn += 1;
    const mine = turn;
    const result = await open(given);
    await refresh();
    if (mine !== turn) return;
    opened.value = result;
    await fetchReceipts();
  };
  const land = async (id: string | undefined): Promise<void> => {
    turn += 1;
    const mine = turn;
    wanted = id ?? runtime.explanations.latest();
    acts.act.value = undefined;
    opened.value = { kind: wanted === undefined ? 'nothing' : 'loading' };
    if (wanted === undefined) return;
    const given = await runtime.explanations.find(wanted);
    if (mine !== turn) return;
    if (given === undefined) opened.value = { kind: 'not-found' };
    else await show(given);
  };
  effect(() => runtime.ledger.observe(() => void refresh()));

  return {
    ...acts,
    act: acts.act as ReadonlySignal<ActState | undefined>,
    view,
    config: config as ReadonlySignal<Config | undefined>,
    past: past as ReadonlySignal<ConsentPast>,
    /** Opens an explanation by its id; without one, the page's latest. */
    land,
    retry: (): Promise<void> => land(wanted),
    /** Shows the same product's explanation after a change. */
    showNext: async (jws: string): Promise<void> => {
      await show(jws);
      acts.act.value = undefined;
    },
    openReceipt: (receipt: ReceiptId): void => runtime.open({ panel: 'receipts', receipt }),
    openChoice: (purpose: ChoiceKey): void => runtime.open({ panel: 'choices', purpose: parse(purposeId, purpose) }),
  };
});
/** One instance. */
export type ExplainModel = InstanceType<typeof ExplainModel>;
