import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import { type ChoiceKey, purposeId, type ReceiptId } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { readExplanation } from '../contract/read-explanation.ts';
import { isChoosable } from '../contract/purpose.ts';
import type { Late } from '../runtime/late.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ExplainModel } from './explain-model.ts';
import type { Source, Standing } from './explain-source.ts';
import { assess, type Context, type Whole, type Why } from './explain.ts';
import type * as Chain from './list-chain.ts';
import { createKnown } from './past-model.ts';

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

/** Whether it says which explanation came before it, and one did. */
const isOfList = (standing: Standing): standing is Standing & { readonly kind: 'read' } =>
  standing.kind === 'read' && standing.before !== undefined && standing.read.explanation.previous !== undefined;

/** What checks a list, once it is here. */
type ChainCheck = Pick<Late<typeof Chain>, 'part'>;

/** Whether the explanation shown names another one before it than came before it; false until that is known. */
const createListCheck = (
  { platform }: Runtime,
  { standing }: Pick<Source, 'standing'>,
  { part }: ChainCheck,
): ReadonlySignal<boolean> => {
  const broken = signal<unknown>(undefined);
  effect(() => {
    const [current, chain] = [standing.value, part.value];
    if (!isOfList(current) || typeof chain !== 'object') return;
    const { explanation } = current.read;
    chain.isListBroken(explanation, current.before, platform.subtle).then(
      (is) => {
        if (is) broken.value = current;
      },
      () => undefined,
    );
  });
  return computed(() => broken.value === standing.value);
};

/** What of a panel's first view is judged and acted on. */
type Judging = Pick<ExplainModel, keyof Source>;

/** The explanation shown, read whole, and beside the shopper's own receipts; undefined while none is shown. */
const createJudgement = (runtime: Runtime, first: Judging, chain: ChainCheck) => {
  const { standing, config } = first;
  const known = createKnown(runtime, first);
  const isBroken = createListCheck(runtime, first, chain);
  const whole: ReadonlySignal<Whole | undefined> = computed(() => {
    const current = standing.value;
    const read = current.kind === 'read' ? readExplanation(current.payload) : undefined;
    return current.kind === 'read' && read ? { ...current, read } : undefined;
  });
  const why: ReadonlySignal<Why | undefined> = computed(
    () =>
      whole.value &&
      assess(whole.value, {
        past: known.past.value,
        objections: known.objections.value,
        now: Date.parse(runtime.serverNow()),
        isListBroken: isBroken.value,
        ...ofShop(config.value),
      }),
  );
  return { ...known, why, read: computed(() => whole.value?.read) };
};

/**
 * What the shopper's receipts say of the explanation shown, and what was found in it. `read` is what was lost in reading, too; `chain`
 * checks the list it came in.
 */
export const JudgedModel = createModel((runtime: Runtime, first: Judging, chain: ChainCheck) => ({
  ...createJudgement(runtime, first, chain),
  /** Whether the list it came in is checked. */
  isOfList: computed(() => isOfList(first.standing.value)),
  ...waysOut(runtime),
  ...pageOf(runtime),
  config: first.config,
}));
/** One instance. */
export type JudgedModel = InstanceType<typeof JudgedModel>;
