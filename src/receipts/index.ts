import { type ComponentChild, h } from 'preact';
import type { Feature } from '../runtime/feature.ts';
import css from '../../styles/receipts.css?inline';
import { ReceiptsModel } from './receipts-model.ts';
import { ReceiptsPanel } from './receipts-panel.tsx';

/** The Receipts panel. */
export const feature = {
  css,
  open: (runtime, target) => {
    const model = new ReceiptsModel(runtime);
    model.land(target.receipt);
    return {
      view: h(ReceiptsPanel, { model, i18n: runtime.i18n }),
      show: ({ receipt }) => model.land(receipt),
      dispose: () => model[Symbol.dispose](),
    };
  },
} satisfies Feature<ComponentChild, 'receipts'>;
