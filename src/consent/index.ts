import { type ComponentChild, h } from 'preact';
import type { Feature } from '../runtime/feature.ts';
import css from '../../styles/choices.css?inline';
import { ConsentModel } from './consent-model.ts';
import { ConsentPanel } from './consent-panel.tsx';
import { consentText } from './consent-text.ts';

/** The Choices panel. */
export const feature = {
  css,
  title: (i18n) => i18n.of(consentText)('choices.title'),
  open: (runtime, target) => {
    const model = new ConsentModel(runtime);
    model.land(target.purpose);
    return {
      view: h(ConsentPanel, { model, i18n: runtime.i18n }),
      show: ({ purpose }) => model.land(purpose),
      dispose: () => model[Symbol.dispose](),
    };
  },
} satisfies Feature<ComponentChild, 'choices'>;
