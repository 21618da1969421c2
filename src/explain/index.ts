import { type ComponentChild, h } from 'preact';
import type { Feature } from '../runtime/feature.ts';
import css from '../../styles/explain.css?inline';
import type { Half } from './details.tsx';
import { ExplainModel } from './explain-model.ts';
import { ExplainPanel } from './explain-panel.tsx';
import { createLate } from '../ui/late.ts';

/** The Why panel. */
export const feature = {
  css,
  open: (runtime, target, adopt) => {
    const model = new ExplainModel(runtime);
    let half: Half | undefined;
    const late = createLate(async (): Promise<Half> => {
      const [details, i18n] = await Promise.all([import('./details.tsx'), runtime.i18n.late()]);
      adopt(details.css);
      return (half = details.createHalf(runtime, model, i18n));
    });
    void model.land(target.explanationId);
    return {
      view: h(ExplainPanel, { model, late, i18n: runtime.i18n }),
      show: ({ explanationId }) => void model.land(explanationId),
      dispose: () => {
        half?.end();
        model[Symbol.dispose]();
      },
    };
  },
} satisfies Feature<ComponentChild, 'why'>;
