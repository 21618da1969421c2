import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Effect } from './controls.ts';
import { type Deed, isDone, isIdle, receiptsOf, type Remembered } from './deeds.ts';
import type { ActingModel } from './acting-model.ts';
import { actsTextOf } from './acts-words.ts';
import { type ActProps, textOf } from './panel-words.ts';

type DeedProps = ActProps & {
  readonly deed: Deed;
  readonly label: string;
  /** What is done; a change compares what comes of it with what the shop said. */
  readonly onAct?: () => Promise<void>;
  readonly kind?: 'button' | 'link-button';
};

/** What this device remembers, for the panel's acts. */
export const rememberedBy = ({ past, objections }: ActingModel): Remembered => ({
  past: past.value,
  objections: objections.value,
});

/** The receipt of what was done, or that the shop does not have it yet. */
export const DeedReceipt = ({ deed, model, i18n }: ActProps & { readonly deed: Deed }): VNode | null => {
  const text = textOf(i18n);
  const remembered = rememberedBy(model);
  if (isIdle(deed) || !isDone(deed, remembered)) return null;
  const [receipt] = receiptsOf(deed, remembered);
  return receipt === undefined ? (
    <span class="soft">{text('why.off.waiting')}</span>
  ) : (
    <button type="button" class="link-button" onClick={() => model.openReceipt(receipt)}>
      {text('why.off.receipt')}
    </button>
  );
};

/** A button that stays where it is when what it stands for is done, with the receipt beside it. */
export const DeedButton = ({ deed, label, onAct, kind = 'link-button', ...props }: DeedProps): VNode => {
  const { model, i18n } = props;
  const done = isDone(deed, rememberedBy(model));
  const isActing = useRef(false);
  const press = async (): Promise<void> => {
    // The second click of a double click comes before the ledger tells of the first.
    if (done || isActing.current) return;
    isActing.current = true;
    await (onAct ? onAct() : model.perform(deed));
    isActing.current = false;
  };
  return (
    <span class="row">
      <button
        type="button"
        class={kind}
        part={kind === 'button' ? 'button' : 'object'}
        aria-disabled={done}
        onClick={() => void press()}
      >
        {done ? actsTextOf(i18n)('why.done', { what: label }) : label}
      </button>
      <DeedReceipt {...props} deed={deed} />
    </span>
  );
};

/** When the shop says that it works; nothing where it does not say. */
export const EffectLine = ({
  effect,
  i18n,
}: Pick<ActProps, 'i18n'> & { readonly effect: Effect | undefined }): VNode | null =>
  effect === undefined || effect === 'other' ? null : (
    <span class="soft">{actsTextOf(i18n)(`why.effect.${effect}`)}</span>
  );
