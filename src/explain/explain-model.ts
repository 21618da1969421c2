import { computed, createModel, effect, type ReadonlySignal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import { type ChoiceKey, purposeId, type ReceiptId } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { isChoosable } from '../contract/purpose.ts';
import type { ConsentStatus } from '../contract/receipt.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import { createAround } from './around-model.ts';
import { type ConsentAct, type ConsentPast, statusIn } from './consent-check.ts';
import { createActs, type Telling } from './explain-acts.ts';
import { createSource, type Source, type Standing } from './explain-source.ts';
import type { Objection } from './deeds.ts';
import { assess, type Context, type Why } from './explain.ts';
import type { Late } from '../runtime/late.ts';
import { personalPurposes } from './personal.ts';

/** What the panel shows: an explanation, judged, or why there is none. */
export type WhyView = Exclude<Standing, { kind: 'read' }> | { readonly kind: 'why'; readonly why: Why };

const actsOf = (state: LedgerState | undefined): readonly ConsentAct[] =>
  (state?.entries ?? []).flatMap((entry) => {
    if (entry.kind !== 'consent' || entry.delivery === 'refused') return [];
    const { subject, choices, occurred_at, action } = entry.event;
    if (subject !== state?.key?.subject) return [];
    return [{ choices, occurred_at, byGpc: action === 'gpc', receipt: entry.receipt }];
  });

const objectionsOf = (state: LedgerState | undefined): readonly Objection[] =>
  (state?.entries ?? []).flatMap((entry) => {
    if (entry.kind !== 'objection' || entry.delivery === 'refused') return [];
    const { scope, ref, subject } = entry.objection;
    return subject === state?.key?.subject ? [{ scope, ref, receipt: entry.receipt?.jti }] : [];
  });

const pastOf = (
  { past }: Runtime,
  state: LedgerState | undefined,
  config: Config | undefined,
): Omit<ConsentPast, 'fetched'> => {
  const now = state ? past.effective(state, config) : {};
  const then = new Map<string, ConsentStatus>();
  return {
    // Forty rows ask for the few purposes and times that an explanation has.
    statusAt: (key, time) => {
      const status = then.get(`${time} ${key}`) ?? (state ? past.confirmedAt(state, config, { key, time }) : 'unknown');
      then.set(`${time} ${key}`, status);
      return status;
    },
    statusNow: (key) => statusIn(now, key),
    acts: actsOf(state),
  };
};

type Sources = Pick<Source, 'standing' | 'state' | 'config' | 'fetched'>;

const knownOf = (runtime: Runtime, { standing, state, config, fetched }: Sources) => ({
  /** What this device knows of the shopper's consent. */
  past: computed((): ConsentPast => ({ ...pastOf(runtime, state.value, config.value), fetched: fetched.value })),
  /** What this shopper objected to. */
  objections: computed(() => objectionsOf(state.value)),
  /** The explanation as it was read, with what was lost in reading. */
  read: computed(() => (standing.value.kind === 'read' ? standing.value.read : undefined)),
});

const waysOut = ({ open }: Runtime) => ({
  openReceipt: (receipt: ReceiptId): void => open({ panel: 'receipts', receipt }),
  openChoice: (purpose: ChoiceKey): void => open({ panel: 'choices', purpose: parse(purposeId, purpose) }),
});

/** What the shop's config says that an explanation is judged by. */
const ofShop = (config: Config | undefined): Pick<Context, 'choosable' | 'shopOrigins'> => ({
  choosable: (config?.purposes ?? []).filter(isChoosable).map(({ id }) => id),
  shopOrigins: config?.shopOrigins,
});

/** What the page says beside its explanations. */
const pageOf = ({ settings, explanations }: Runtime) => ({
  /** Region the merchant names for this page; undefined when it names none. */
  region: (): string | undefined => settings.region,
  /** The text of the chat answer an explanation was given with. */
  said: (id: string): string | undefined => explanations.said?.(id),
});

/** State and actions of the Why panel. Observes the ledger; shows one explanation at a time. `late` is the panel's second half. */
export const ExplainModel = createModel((runtime: Runtime, late: Pick<Late<Telling>, 'load'>) => {
  const { standing, state, config, fetched, asking, ...source } = createSource(runtime);
  const known = knownOf(runtime, { standing, state, config, fetched });
  const { past, objections } = known;
  const view: ReadonlySignal<WhyView> = computed(() => {
    const current = standing.value;
    if (current.kind !== 'read') return current;
    const now = Date.parse(runtime.serverNow());
    const context = { past: past.value, objections: objections.value, now, ...ofShop(config.value) };
    return { kind: 'why', why: assess(current, context) };
  });
  const why = (): Why | undefined => {
    const shown = view.peek();
    return shown.kind === 'why' ? shown.why : undefined;
  };
  const personal = (): readonly ChoiceKey[] =>
    personalPurposes(why()?.cited ?? [], config.value?.purposes ?? [], past.value);
  const { act, forget, ...acts } = createActs(asking, { why, personal, telling: late.load, ...source });
  let wanted: string | undefined;
  const land = (id: string | undefined): Promise<void> => {
    wanted = id ?? runtime.explanations.latest();
    forget();
    return source.land(wanted);
  };
  effect(() => runtime.ledger.observe(() => void source.refresh()));

  return {
    ...acts,
    ...createAround(runtime, late, source),
    ...waysOut(runtime),
    ...known,
    act,
    view,
    config,
    personal,
    ...pageOf(runtime),
    /** Shows an explanation by its id; without one, the page's latest. */
    land,
    retry: (): Promise<void> => land(wanted),
    /** Shows the same product's explanation after a change. */
    showNext: (jws: string): Promise<void> => source.show(jws).then(forget),
  };
});
/** One instance. */
export type ExplainModel = InstanceType<typeof ExplainModel>;
