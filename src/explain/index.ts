import { type ComponentChild, h } from 'preact';
import type { Feature } from '../runtime/feature.ts';
import css from '../../styles/explain.css?inline';
import { ExplainModel } from './explain-model.ts';
import { ExplainPanel } from './explain-panel.tsx';
import { createLate } from '../ui/late.ts';
import type { Half } from './panel-words.ts';

/** The Why panel. */
export const feature = {
  css,
  open: (runtime, target, adopt) => {
    const late = createLate(async (): Promise<Half> => {
      const [parts, i18n] = await Promise.all([import('./details.tsx'), runtime.i18n.late()]);
      adopt(parts.css);
      return { ...parts, i18n };
    });
    const model = new ExplainModel(runtime, late);
    void model.land(target.explanationId);
    return {
      view: h(ExplainPanel, { model, late, i18n: runtime.i18n }),
      show: ({ explanationId }) => void model.land(explanationId),
      dispose: () => model[Symbol.dispose](),
    };
  },
} satisfies Feature<ComponentChild, 'why'>;
