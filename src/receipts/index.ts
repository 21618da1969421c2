import { type ComponentChild, h } from 'preact';
import type { Feature } from '../runtime/feature.ts';
import { createLate } from '../ui/late.ts';
import css from '../../styles/receipts.css?inline';
import type { More } from './more.tsx';
import { ReceiptsModel } from './receipts-model.ts';
import { ReceiptsPanel } from './receipts-panel.tsx';

/** The Receipts panel. */
export const feature = {
  css,
  open: (runtime, target) => {
    const late = createLate(async (): Promise<More> => {
      const [{ Details, Tools, createTools }, i18n] = await Promise.all([import('./more.tsx'), runtime.i18n.late()]);
      return { Details, Tools, tools: createTools(runtime), i18n };
    });
    const model = new ReceiptsModel(runtime);
    model.land(target.receipt);
    return {
      view: h(ReceiptsPanel, { model, late, i18n: runtime.i18n }),
      show: ({ receipt }) => model.land(receipt),
      dispose: () => model[Symbol.dispose](),
    };
  },
} satisfies Feature<ComponentChild, 'receipts'>;
