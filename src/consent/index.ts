import { type ComponentChild, h } from 'preact';
import type { Feature, TargetOf } from '../runtime/feature.ts';
import css from '../../styles/choices.css?inline';
import { ConsentModel } from './consent-model.ts';
import { ConsentPanel } from './consent-panel.tsx';

const land = (model: ConsentModel, { purpose, confirmAll }: TargetOf<'choices'>): void => {
  model.land(purpose);
  if (confirmAll) model.ask(undefined, performance.now());
};

/** The Choices panel. */
export const feature = {
  css,
  open: (runtime, target) => {
    const model = new ConsentModel(runtime);
    land(model, target);
    return {
      view: h(ConsentPanel, { model, i18n: runtime.i18n }),
      show: (next) => land(model, next),
      dispose: () => model[Symbol.dispose](),
    };
  },
} satisfies Feature<ComponentChild, 'choices'>;
